"""The figures in the desk's written answers, from the code and tables that keep them."""

from datetime import timedelta
from typing import Any

from frontrow.web.shop.actions.place_order import TO_PAY
from frontrow.web.shop.actions.take_back import IN_TIME
from frontrow.web.shop.fill import plan
from frontrow.web.shop.models import Variant
from frontrow.web.shop.models.catalogue import MADE, SIZES
from frontrow.web.shop.place import countries

SEND_DAYS = 2  # of what is in stock, where nothing is for sale yet that could tell


def figures() -> dict[str, Any]:
    """By the names that stand in braces in topics.yaml."""
    names = [name for _, name in countries()]
    return {
        "pay_minutes": int(TO_PAY / timedelta(minutes=1)),
        "return_days": IN_TIME.days,
        "sizes": ", ".join(SIZES),
        "countries": ", ".join(names),
        "send_days": _days(supply=Variant.Supply.STOCK) or SEND_DAYS,
        "colour_days": _days(supply=Variant.Supply.ORDER, plain=True) or plan()["another_colour"]["days"],
        "made_days": _days(size=MADE) or plan()["made_to_measure"]["days"],
        "made_more": plan()["made_to_measure"]["more_percent"],
    }


def _days(plain: bool = False, **which: str) -> int:
    """The longest of what is for sale, 0 where nothing is."""
    found = Variant.objects.filter(active=True, **which)
    if plain:
        found = found.exclude(size=MADE)
    return max(found.values_list("days", flat=True).distinct().order_by(), default=0)
