"""Prices where the visitor is: as far as her browser says so, and no farther."""

import re
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("languages", "country"),
    [
        ("en-GB,en;q=0.9", "GB"),
        ("de-CH,de;q=0.9,en-US;q=0.5", "CH"),
        ("zh-Hans-CN,zh;q=0.9", "CN"),
        ("xx-ZZ,fr-FR;q=0.3", "FR"),  # nothing goes to ZZ
        ("en", "AT"),  # the first of the first market
        ("\x00-GB, en_GB," + "a" * 5000, "AT"),
    ],
)
def test_the_country_in_a_browsers_languages_decides_until_she_chooses(home: Any, languages: str, country: str) -> None:
    from django.test import RequestFactory

    from frontrow.web.shop.place import choose_place, place_of

    request = RequestFactory().get("/en/bag/", headers={"Accept-Language": languages})
    request.session = {}
    assert place_of(request).country == country
    choose_place(request, "JP")
    assert place_of(request).country == "JP"


AMERICAN = {"Accept-Language": "en-US,en;q=0.9"}


@pytest.mark.parametrize(
    "path", ["/en/", "/en/looks/serein-03/", "/en/houses/serein/", "/en/stories/forty-five-degrees/"]
)
def test_every_price_of_a_page_is_in_the_readers_currency(visitor: Any, path: str) -> None:
    page = visitor.get(path, headers=AMERICAN).content.decode()
    assert 'card-price">$' in page
    assert "€" not in page
    assert "€" in visitor.get(path, headers={"Accept-Language": "de-AT"}).content.decode()


def test_a_card_says_what_the_looks_own_page_says(visitor: Any) -> None:
    page = visitor.get("/en/looks/serein-03/", headers=AMERICAN).content.decode()
    (own,) = re.findall(r'<p class="price">([^<]+)</p>', page)
    card = visitor.get("/en/houses/serein/", headers=AMERICAN).content.decode().partition('data-item="serein-03"')[2]
    assert re.search(r'card-price">([^<]+)<', card)[1] == own  # type: ignore[index]


def test_a_look_that_is_not_sold_there_has_no_price_on_its_card(visitor: Any) -> None:
    from frontrow.web.shop.models import Price

    Price.objects.filter(market__currency="USD", variant__look__slug="serein-03").delete()
    page = visitor.get("/en/houses/serein/", headers=AMERICAN).content.decode()
    cards = {card.partition('"')[0]: card.partition("</a>")[0] for card in page.split('data-item="')[1:]}
    assert "card-price" not in cards["serein-03"]
    assert "card-price" in cards["serein-02"]


def test_the_prices_of_all_cards_are_read_at_once(visitor: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page = visitor.get("/en/", headers=AMERICAN).content.decode()
    assert page.count("card-price") > 12
    assert sum('FROM "shop_price"' in query["sql"] for query in asked) == 1
