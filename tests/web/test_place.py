"""Prices where the visitor is: as far as her browser says so, and no farther."""

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
