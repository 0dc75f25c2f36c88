"""A visitor's afternoon: saving without consent, agreeing, being understood, and being forgotten."""

import sqlite3

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import House

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 800}).new_page()


def stored(house: House) -> int:
    with sqlite3.connect(house.home / "events.sqlite3") as events:
        return int(events.execute("select count(*) from log").fetchone()[0])


def visitor_id(page: Page) -> str:
    return next((c["value"] for c in page.context.cookies() if c["name"] == "fr_visitor"), "")


def test_saves_and_the_bag_work_before_any_consent_and_nothing_is_recorded(house: House, page: Page) -> None:
    before = stored(house)
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.url.endswith("/e") else None)
    page.goto(f"{house.url}/en/looks/serein-03/")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="Add to bag").click()
    page.goto(f"{house.url}/en/bag/")
    expect(page.locator("main")).to_contain_text("Afterglow")
    page.goto(f"{house.url}/en/me/")
    expect(page.locator("main")).to_contain_text("Afterglow")
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert "fr_visitor" not in names
    assert posted == []
    assert stored(house) == before


def test_for_you_follows_what_was_just_done_and_says_why_until_erased(house: House, page: Page) -> None:
    page.goto(f"{house.url}/en/")
    page.get_by_role("button", name="Yes, learn").click()
    page.wait_for_load_state()
    before, first = stored(house), visitor_id(page)
    page.goto(f"{house.url}/en/looks/ondo-01/")
    with page.expect_response(lambda answer: answer.url.endswith("/save/") and answer.ok):
        page.get_by_role("button", name="Save", exact=True).click()
    assert stored(house) > before
    page.goto(f"{house.url}/en/")
    reasons = page.locator(".for-you").first.inner_text()
    assert "Marble" in reasons, reasons
    page.goto(f"{house.url}/en/me/")
    expect(page.locator(".known li").first).to_be_visible()
    page.get_by_role("button", name="Erase everything").click()
    page.wait_for_load_state()
    assert stored(house) == before
    assert visitor_id(page) not in ("", first)


def test_a_house_brings_a_pattern_and_is_told_what_is_wrong_with_it(house: House, page: Page) -> None:
    page.goto(f"{house.url}/en/studio/")
    page.get_by_label("Name of the garment").fill("Bad")
    broken = b"name: bad\npanels: {front: {points: [[0, 0], [10, 10], [10, 0], [0, 10]]}}\n"
    page.set_input_files("input[type=file]", {"name": "bad.yaml", "mimeType": "application/yaml", "buffer": broken})
    page.get_by_role("button", name="Drape it").click()
    expect(page.get_by_role("alert").first).to_contain_text("bad.yaml")
