"""The shop's first day, and what an organiser adds to it later."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError


def test_what_an_organiser_changed_stays_and_what_she_adds_is_put_on_sale(home: Any) -> None:
    from frontrow.web.season.models import Look
    from frontrow.web.shop.fill import fill_shop
    from frontrow.web.shop.models import Price, Variant

    dress = Variant.objects.get(look__slug="ondo-01", size="M")
    Variant.objects.filter(pk=dress.pk).update(stock=2)
    Price.objects.filter(variant=dress, market__slug="eu").update(amount=29_900)
    Look.objects.filter(slug="ondo-01").update(colours=[{"color": "#101010", "title": {"en": "Ink"}}])
    assert fill_shop() == 1
    dress.refresh_from_db()
    assert (dress.stock, dress.prices.get(market__slug="eu").amount) == (2, 29_900)
    ink = Variant.objects.get(look__slug="ondo-01", size="M", colour="#101010")
    assert (ink.supply, ink.prices.count(), str(ink.colour_name)) == ("order", 7, "Ink")
    assert fill_shop() == 0


def test_first_prices_are_rounded_up_to_what_a_market_writes(home: Any) -> None:
    from frontrow.web.shop.models import Price

    prices = Price.objects.filter(variant__look__slug="ondo-01", variant__size="M").order_by("market__order")
    # 320 €: 275.20 £, 3680 kr, 304 Fr., 352 $, 2560 ¥ of China and 52,800 ¥ of Japan at the file's rates
    assert [str(price.money.amount) for price in prices] == [
        "320",
        "280",
        "3700",
        "305",
        "355",
        "2560",
        "52800",
    ]


@pytest.mark.parametrize("wrong", [{"color": "red"}, ["red"], [{"color": "#12345"}], [{"color": "#123456"}], [3]])
def test_a_colour_that_is_none_is_said_at_the_desk(home: Any, wrong: Any) -> None:
    from frontrow.web.season.models import Look

    look = Look.objects.get(slug="ondo-01")
    look.colours = wrong
    with pytest.raises(ValidationError, match="Write each colour as"):
        look.clean()
