"""A sponsor's picture counts when it was seen, for those who agreed; the hall's boards hang, are named and measured."""

import json
import re
import sqlite3
import time
from typing import Any

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def seen(house: Any) -> int:
    with sqlite3.connect(house.home / "db.sqlite3", timeout=20) as db:
        return int(db.execute("SELECT coalesce(sum(seen), 0) FROM sponsors_tally").fetchone()[0])


@pytest.fixture
def running(house: Any) -> Any:
    """The sample campaigns as if they had begun ten days ago: they take every chance."""
    with sqlite3.connect(house.home / "db.sqlite3", timeout=20) as db:
        db.execute("UPDATE sponsors_campaign SET starts = datetime('now', '-10 days')")
    return house


def test_a_picture_on_a_page_counts_after_a_second_on_the_screen_and_with_consent_alone(
    running: Any, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    told: list[str] = []
    page.on("request", lambda asked: told.append(asked.post_data or "") if "/api/sponsors/seen" in asked.url else None)
    before = seen(running)
    page.goto(running.url + "/en/shows/")
    page.locator(".sponsored img").scroll_into_view_if_needed()
    page.wait_for_timeout(1800)
    assert told == [] and seen(running) == before
    context.add_cookies([{"name": "fr_consent", "value": "measure", "url": running.url}])
    page.goto(running.url + "/en/shows/")
    page.wait_for_timeout(1500)
    assert told == []  # below the fold nobody has seen it
    with page.expect_response(re.compile("/api/sponsors/seen")) as answered:
        page.locator(".sponsored img").scroll_into_view_if_needed()
    assert answered.value.status == 200  # its body is not kept for a request that outlives its page
    ((token, seconds),) = json.loads(told[0])["seen"]
    assert token == page.locator("[data-sponsored]").get_attribute("data-sponsored") and 1 <= seconds < 5
    assert seen(running) == before + 1
    page.get_by_role("link", name="Why this?").click()
    assert "Counted today: 1 time." in page.locator("main").inner_text()
    page.get_by_role("button", name="Show me no sponsors").click()
    page.goto(running.url + "/en/shows/")
    assert page.locator(".sponsored").count() == 0
    context.close()


def test_boards_hang_in_the_hall_are_named_beside_it_and_are_measured(running: Any, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 400})
    context.add_cookies([{"name": "fr_consent", "value": "measure", "url": running.url}])
    page = context.new_page()
    before, deadline = seen(running), time.monotonic() + 90
    page.goto(running.url + "/en/shows/first-light/?q=low&camera=pit")
    page.wait_for_selector("#stage[data-state=live]", timeout=90_000)
    aside = page.get_by_role("complementary", name="Sponsored")
    aside.wait_for(timeout=60_000)
    assert aside.get_by_role("link", name=re.compile("^Why ")).count() >= 2
    while seen(running) == before and time.monotonic() < deadline:
        page.wait_for_timeout(500)
    assert seen(running) > before  # the letters on the back wall are in the photographers' picture
    context.close()
