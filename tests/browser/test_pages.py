"""The pages as a visitor meets them: readable without scripts, at home on a phone, asking nobody else."""

import pytest
from playwright.sync_api import Browser, Request

from .conftest import House

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/shows/",
    "/shows/first-light/",
    "/looks/serein-03/",
    "/houses/ondo/",
    "/me/",
    "/bag/",
    "/studio/",
]


@pytest.mark.parametrize(("language", "word"), [("en", "First Light"), ("zh-hans", "初光")])
def test_the_front_page_reads_without_javascript(house: House, browser: Browser, language: str, word: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{house.url}/{language}/")
    assert page.locator("h1").inner_text() == word
    assert page.locator(".card").count() >= 9
    page.close()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_ask_no_third_party_break_no_rule_and_fit_the_screen(
    house: House, browser: Browser, language: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    strangers: list[str] = []
    complaints: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((house.url, "data:", "blob:")):
            strangers.append(request.url)

    page.on("request", watch)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PATHS:
        page.goto(f"{house.url}/{language}{path}?q=low&t=9")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} scrolls sideways by {wide} px at {width} px"
    page.close()
    assert not strangers
    assert not complaints


def test_a_missing_page_says_so_in_the_house_style(house: House, browser: Browser) -> None:
    page = browser.new_page()
    answer = page.goto(f"{house.url}/en/looks/nobody-99/")
    assert answer is not None and answer.status == 404
    assert page.locator(".masthead .wordmark").count() == 1
    page.close()
