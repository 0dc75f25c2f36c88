"""What of a look can be had where the visitor is: its sizes, what they cost, and whether they are there."""

from dataclasses import dataclass

from django.utils.translation import gettext

from frontrow.web.season.models import Look
from frontrow.web.shop.models import Market, Price, Variant
from frontrow.web.shop.models.catalogue import MADE


@dataclass(frozen=True)
class Offer:
    """size: as cut, or "made" (to measure). amount: in the currency's smallest unit. days: until it is sent."""

    size: str
    made: bool
    available: bool
    amount: int
    currency: str
    days: int


@dataclass(frozen=True)
class Colour:
    """color: "" for the one it walks in. shown: #rrggbb. days: until the plain sizes are sent."""

    color: str
    shown: str
    title: str
    days: int


def other_colours(look: Look, market: Market | None, walks: str = "") -> list[Colour]:
    """The colours it is sold in, the one it walks in (`walks`: #rrggbb) first; nothing where there is no choice."""
    variants = Variant.objects.filter(look=look, active=True, prices__market=market).exclude(size=MADE)
    found = {variant.colour: variant for variant in variants.order_by("-order")}
    others = [
        Colour(one["color"], one["color"], str(found[one["color"]].colour_name), found[one["color"]].days)
        for one in look.colours
        if one["color"] in found
    ]
    if not others or "" not in found:
        return []
    return [Colour("", walks, gettext("As it walks"), found[""].days), *others]


def offers(look: Look, market: Market | None) -> list[Offer]:
    """In the order of the sizes; nothing where the look is not sold."""
    prices = Price.objects.filter(variant__look=look, variant__active=True, variant__colour="", market=market)
    return [
        Offer(
            size=price.variant.size,
            made=price.variant.made,
            available=price.variant.available,
            amount=price.amount,
            currency=price.market.currency,
            days=price.variant.days,
        )
        for price in prices.select_related("variant", "market").order_by("variant__order", "variant_id")
    ]
