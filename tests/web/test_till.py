"""Money is whole numbers of a currency's smallest unit, and rounded by one rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moneyed import Money

from frontrow.web.shop.till import as_money, smallest, taxed


@pytest.mark.parametrize(
    ("amount", "percent", "contains", "net", "tax"),
    [
        (11_900, "19", True, 10_000, 1900),
        (32_000, "19", True, 26_891, 5109),  # 268.907… goes up
        (1000, "25.5", True, 797, 203),  # Finland: 7.968… euros
        (250, "0", True, 250, 0),
        (35_500, "7.25", False, 35_500, 2574),  # California: 25.7375 goes up
        (200, "6.25", False, 200, 13),  # 12.5 cents: a half goes up
        (200, "8.25", False, 200, 17),  # 16.5 as well: to even would be 16
    ],
)
def test_a_tax_is_rounded_half_up(amount: int, percent: str, contains: bool, net: int, tax: int) -> None:
    assert taxed(amount, Decimal(percent), contains) == (net, tax)


@given(st.integers(0, 10**12), st.decimals(0, 100, places=3, allow_nan=False), st.booleans())
def test_what_is_the_houses_and_what_is_the_states_add_up_to_what_is_paid(
    amount: int, percent: Decimal, contains: bool
) -> None:
    parts = taxed(amount, percent, contains)
    assert parts.net >= 0 and parts.tax >= 0
    assert (parts.gross if contains else parts.net) == amount
    assert abs(Decimal(parts.tax) - Decimal(parts.net) * percent / 100) <= 1  # a smallest unit at most


def test_yen_have_no_hundredths_and_dinars_have_thousandths() -> None:
    assert as_money(1999, "EUR") == Money("19.99", "EUR")
    assert as_money(1999, "JPY") == Money("1999", "JPY")
    assert as_money(1999, "KWD") == Money("1.999", "KWD")
    assert smallest(Decimal("19.995"), "EUR") == 2000
    assert smallest(Decimal("0.1") + Decimal("0.2"), "EUR") == 30


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "JPY", "KWD", "CNY", "ISK"]))
def test_an_amount_survives_being_money(amount: int, currency: str) -> None:
    assert smallest(as_money(amount, currency).amount, currency) == amount
