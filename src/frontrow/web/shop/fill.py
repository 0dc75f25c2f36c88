"""The shop's first day: markets, and for each look its variants, stock and prices. What is there is left alone."""

from decimal import ROUND_CEILING, Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from frontrow.web.season.models import Look
from frontrow.web.shop.models import Market, Price, TaxRate, Variant
from frontrow.web.shop.models.catalogue import MADE, SIZES
from frontrow.web.shop.till import smallest
from frontrow.web.translated import translations

FILE = Path(__file__).with_name("markets.yaml")


@transaction.atomic
def fill_shop() -> int:
    """Open the markets of `markets.yaml` where there are none, and put looks that nothing is sold of yet on sale.

    Returns how many looks that was.
    """
    if not Market.objects.exists():
        for order, market in enumerate(plan()["markets"]):
            _open(market, order)
    looks = [look for look in Look.objects.filter(published=True, price__gt=0) if _unsold(look)]
    for look in looks:
        put_on_sale(look)
    return len(looks)


def _unsold(look: Look) -> bool:
    """Whether it is not sold at all yet, or not in one of its colours."""
    sold = set(Variant.objects.filter(look=look, prices__isnull=False).values_list("colour", flat=True))
    return not sold >= {"", *(one["color"] for one in look.colours)}


def put_on_sale(look: Look) -> None:
    """Every size from stock, one made to measure, and all of them to order in the look's other colours; priced in
    every market from the look's own price. Variants and prices that are there stay as they are."""
    colours = [("", translations(None)), *((one["color"], translations(one["title"])) for one in look.colours)]
    for order, ((colour, name), size) in enumerate(product(colours, (*SIZES, MADE))):
        supply = _supply(size, colour)
        variant, made = Variant.objects.get_or_create(
            look=look,
            size=size,
            colour=colour,
            defaults={
                "sku": f"{look.slug}-{size}{colour.replace('#', '-')}".upper(),
                "colour_name": name,
                "order": order,
                **supply,
            },
        )
        if not made and not variant.prices.exists():  # from a bag of before there were prices
            Variant.objects.filter(pk=variant.pk).update(order=order, **supply)
        more = 1 + Decimal(plan()["made_to_measure"]["more_percent"]) / 100 if size == MADE else Decimal(1)
        for market in Market.objects.all():
            if (amount := _price(look, market, more)) is not None:
                Price.objects.get_or_create(variant=variant, market=market, defaults={"amount": amount})


def _supply(size: str, colour: str) -> dict[str, Any]:
    planned = plan()
    if size != MADE and not colour:
        return {"supply": Variant.Supply.STOCK, "stock": planned["stock"][size], "days": 2}
    days = planned["made_to_measure" if size == MADE else "another_colour"]["days"]
    return {"supply": Variant.Supply.ORDER, "stock": 0, "days": days}


def _price(look: Look, market: Market, more: Decimal) -> int | None:
    """In smallest units, rounded up to the market's step; None where no rate from the look's currency is known."""
    known = next((one for one in plan()["markets"] if one["slug"] == market.slug), None)
    rate = (known or {}).get("per", {}).get(look.currency)
    if known is None or rate is None:
        return smallest(look.price * more, look.currency) if look.currency == market.currency else None
    step = Decimal(str(known["step"]))
    whole = (look.price * more * Decimal(str(rate)) / step).to_integral_value(ROUND_CEILING) * step
    return smallest(whole, market.currency)


def _open(plan: dict[str, Any], order: int) -> None:
    market = Market.objects.create(
        slug=plan["slug"],
        title=translations(plan["title"]),
        currency=plan["currency"],
        with_tax=plan.get("with_tax", True),
        delivery=smallest(Decimal(str(plan["delivery"])), plan["currency"]),
        order=order,
    )
    for tax in plan["tax"]:
        for place, percent in tax["rates"].items():
            country, _, region = place.partition("-")
            TaxRate.objects.create(
                market=market, country=country, region=region, name=tax["name"], percent=Decimal(str(percent))
            )


@cache
def plan() -> dict[str, Any]:
    plan: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return plan
