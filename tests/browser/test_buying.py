"""Buying with a real browser: from the runway in two clicks, and to the end with a double click."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import House

pytestmark = pytest.mark.browser

OSLO = {
    "email": "ida@example.com",
    "name": "Ida Ås",
    "street_address": "Bygdøy allé 1",
    "postal_code": "0257",
    "city": "Oslo",
}


@pytest.fixture
def visit(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 480, "height": 760}, reduced_motion="reduce")
    context.set_default_timeout(120_000)  # software WebGL draws on the processors that everything else needs
    return context


def counted(house: House, table: str) -> int:
    with closing(sqlite3.connect(house.home / "db.sqlite3")) as database:
        return int(database.execute(f"select count(*) from {table}").fetchone()[0])


def lay_card(page: Page) -> None:
    """Press the title of the look that walks; between two looks there is none, and a press does nothing."""
    title, card = page.locator(".fr-title"), page.locator(".fr-card")
    for _ in range(40):
        title.dispatch_event("click")
        if card.count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("no look's title laid its card")


def show_time(page: Page) -> float:
    return float(page.evaluate("window.frontrow.showTime()"))


def test_a_look_goes_from_the_runway_into_the_bag_in_two_clicks_and_the_show_goes_on(
    house: House, visit: BrowserContext
) -> None:
    page = visit.new_page()
    page.goto(f"{house.url}/en/shows/first-light/?q=low")
    page.wait_for_selector("#stage[data-state=live]")
    address, began = page.url, show_time(page)
    lay_card(page)  # one
    size = page.locator(".fr-size:not([disabled])").first
    size.wait_for()
    chosen = size.inner_text()
    look = page.locator(".fr-card-title").inner_text()
    size.dispatch_event("click")  # two
    expect(page.locator(".fr-buy")).to_contain_text(f"In your bag: {chosen}")
    expect(page.locator('[data-count="bag"]').first).to_have_text("1")
    assert page.url == address and page.locator("#stage[data-state=live]").count() == 1
    assert show_time(page) > began
    page.locator(".fr-card .fr-button").dispatch_event("click")
    lay_card(page)
    expect(page.locator(".fr-add")).to_contain_text(f"Add {chosen} to the bag")  # the size is remembered: one press now
    bag = visit.new_page()
    bag.goto(f"{house.url}/en/bag/")
    expect(bag.locator("main")).to_contain_text(look)
    visit.close()


def test_choosing_a_country_changes_the_form_and_a_double_click_orders_once(
    house: House, visit: BrowserContext
) -> None:
    page = visit.new_page()
    page.goto(f"{house.url}/en/looks/serein-03/")
    page.get_by_role("button", name="Add to bag").dispatch_event("click")
    page.wait_for_url("**/en/bag/")
    page.get_by_role("link", name="Check out").click()
    page.get_by_label("Name").fill("Ida Ås")
    with page.expect_navigation():
        page.get_by_label("Country").select_option("NO")
    expect(page.get_by_label("Name")).to_have_value("Ida Ås")
    expect(page.locator(".sums")).to_contain_text("MVA, 25 %")
    for name, value in OSLO.items():
        page.locator(f"[name={name}]").fill(value)
    before = counted(house, "shop_order"), counted(house, "shop_payment")
    page.get_by_role("button", name="Order and pay").dblclick()
    page.wait_for_url("**/en/orders/**")
    expect(page.locator("h1")).to_have_text("Thank you")
    assert (counted(house, "shop_order"), counted(house, "shop_payment")) == (before[0] + 1, before[1] + 1)
    visit.close()
