"""What counts as looking: her own camera on a look, a show watched; not the show's camera, and not a tab behind."""

import sqlite3
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from .conftest import House

pytestmark = pytest.mark.browser
Row = tuple[str, str, float | None]


def rows(house: House, page: Page) -> list[Row]:
    """What is kept of this page's visitor: event, item, value."""
    visitor = next(c["value"] for c in page.context.cookies() if c["name"] == "fr_visitor").split(".")[0]
    query = (
        "select event, item, value from log join visitor on visitor.key = log.visitor where id = ? and slate is null"
    )
    with sqlite3.connect(house.home / "events.sqlite3") as events:
        return list(events.execute(query, (visitor,)))


def kept(house: House, page: Page, found: Callable[[list[Row]], object]) -> list[Row]:
    end = time.monotonic() + 30
    while not found(rows(house, page)) and time.monotonic() < end:
        page.wait_for_timeout(100)
    return rows(house, page)


def agreeing(browser: Browser, house: House) -> Page:
    page = browser.new_context(viewport={"width": 320, "height": 240}).new_page()
    page.goto(f"{house.url}/en/")
    page.get_by_role("button", name="Yes, learn").click()
    page.wait_for_load_state()
    return page


FRAMES = "() => { window.frames_ = 0; const tick = () => { window.frames_++; requestAnimationFrame(tick); }; tick(); }"


def drag(page: Page, canvas: str, pictures: int) -> None:
    """Turn the camera slowly by hand, to and fro, until so many pictures were drawn (here by the processor)."""
    page.evaluate(FRAMES)
    box = page.locator(canvas).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.4
    page.mouse.move(x, y)
    page.mouse.down()
    end, step = time.monotonic() + 120, 0
    while page.evaluate("window.frames_") < pictures and time.monotonic() < end:
        step += 1
        page.mouse.move(x + 3 * (step % 9 - 4), y)
        page.wait_for_timeout(150)
    page.mouse.up()


def test_walking_round_a_look_is_told_as_seconds_of_lingering(house: House, browser: Browser) -> None:
    made = next(path.parent.name for path in (house.home / "media/looks").glob("*/*.glb"))
    page = agreeing(browser, house)
    page.goto(f"{house.url}/en/looks/{made}/?q=low")
    page.locator(".lv-start").click()
    page.wait_for_selector("#viewer[data-state=live]", timeout=120_000)
    drag(page, "#viewer canvas", 12)
    page.goto("about:blank")
    told = kept(house, page, lambda found: any(event == "linger" for event, _, _ in found))
    lingered = [value for event, item, value in told if (event, item) == ("linger", made)]
    assert lingered and 1.5 <= sum(value or 0.0 for value in lingered) <= 60.0
    page.close()


def test_a_show_watched_is_attended_and_only_her_own_camera_lingers(house: House, browser: Browser) -> None:
    page = agreeing(browser, house)
    page.goto(f"{house.url}/en/shows/first-light/?q=low")
    page.wait_for_selector("#stage[data-state=live]", timeout=120_000)
    drag(page, "#stage canvas", 6)
    page.wait_for_timeout(3000)
    page.goto("about:blank")
    told = kept(house, page, lambda found: any(event == "attend" for event, _, _ in found))
    attended = [value for event, item, value in told if (event, item) == ("attend", "first-light")]
    assert attended and 5.0 <= sum(value or 0.0 for value in attended) <= 120.0
    assert not [event for event, _, _ in told if event == "linger"], "the front row's camera is not hers"
    page.close()
