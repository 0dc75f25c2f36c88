"""What of a look can be had where the visitor is: its sizes, what they cost, and whether they are there."""

from dataclasses import dataclass

from frontrow.web.season.models import Look
from frontrow.web.shop.models import Market, Price


@dataclass(frozen=True)
class Offer:
    """size: as cut, or "made" (to measure). amount: in the currency's smallest unit. days: until it is sent."""

    size: str
    made: bool
    available: bool
    amount: int
    currency: str
    days: int


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
