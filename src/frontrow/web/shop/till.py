"""Money as whole numbers of a currency's smallest unit, and the one rule by which it is rounded.

Databases keep and add such numbers exactly. Rounding: the tax of a line (its price times its quantity) is rounded half
up to the smallest unit; a total is the sum of its lines, so what a customer adds up herself is what she pays.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from moneyed import Money, get_currency


class Taxed(NamedTuple):
    """net + tax = gross, in smallest units."""

    net: int
    tax: int

    @property
    def gross(self) -> int:
        return self.net + self.tax


def as_money(amount: int, currency: str) -> Money:
    """amount: in smallest units (1999 EUR is €19.99, 1999 JPY is ¥1,999)."""
    known = get_currency(currency)
    return Money(Decimal(amount) / known.sub_unit, known)


def written_out(amount: int, currency: str) -> Decimal:
    """An amount in smallest units with all the digits that its currency has: 40000 EUR is 400.00, 400 JPY is 400."""
    digits = len(str(get_currency(currency).sub_unit)) - 1
    return Decimal(amount).scaleb(-digits)


def smallest(amount: Decimal, currency: str) -> int:
    """An amount of whole currency as smallest units, rounded half up."""
    return _whole(amount * get_currency(currency).sub_unit)


def taxed(amount: int, percent: Decimal, contains_tax: bool) -> Taxed:
    """An amount split into what is the house's and what is the state's.

    amount: in smallest units, with the tax in it or without. percent: 19 for 19 %.
    """
    if contains_tax:
        net = _whole(Decimal(amount) * 100 / (100 + percent))
        return Taxed(net, amount - net)
    return Taxed(amount, _whole(Decimal(amount) * percent / 100))


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
