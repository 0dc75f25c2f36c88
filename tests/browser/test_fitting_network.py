"""What leaves the browser in the fitting room: nothing of her until she presses, one request then, nothing after."""

import json
import sqlite3
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from .conftest import House

pytestmark = pytest.mark.browser

WRITTEN = {"height": "173.13", "hips": "104.27"}  # centimetres, odd enough to be found
NEEDLES = ("173.13", "1.7313", "1731.3", "104.27", "1.0427", "1042.7")
KEPT = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (!names.includes('frontrow-fitting')) return null;
  const done = (asked) => new Promise((ok) => { asked.onsuccess = () => ok(asked.result ?? null); });
  const db = await done(indexedDB.open('frontrow-fitting'));
  const found = await done(db.transaction('measures').objectStore('measures').get('mine'));
  db.close();
  return found;
}"""


class Wire:
    """Every request of a page, as it left."""

    def __init__(self, page: Page) -> None:
        self.sent: list[tuple[str, str, str]] = []
        page.on("request", self._keep)

    def _keep(self, request: Request) -> None:
        body = (request.post_data_buffer or b"").decode("utf-8", "replace")
        self.sent.append((request.method, request.url, body + json.dumps(request.headers)))

    @property
    def told(self) -> list[tuple[str, str]]:
        """The requests that say something of her, method and address."""
        return [(method, url) for method, url, rest in self.sent if any(n in url + rest for n in NEEDLES)]


@pytest.fixture
def page(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 390, "height": 760})
    context.set_default_timeout(120_000)  # software WebGL draws on the processors that everything else needs
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    """By keyboard: a click waits until nothing moves, and she turns."""
    page.get_by_role("button", name=name).press("Enter")


def write(page: Page) -> None:
    for name, value in WRITTEN.items():
        page.locator(f"[name={name}]").fill(value)
    press(page, "Show me")
    expect(page.locator(".ft-exact button")).to_be_enabled(timeout=60_000)


def test_her_measures_leave_the_browser_once_when_she_says_so_and_are_forgotten_when_she_says_so(
    house: House, page: Page
) -> None:
    page.goto(f"{house.url}/en/")
    page.get_by_role("button", name="Yes, learn").click()
    page.wait_for_load_state()
    wire = Wire(page)
    page.goto(f"{house.url}/en/fitting/?look=ondo-01")
    write(page)
    assert page.evaluate(KEPT)["height"] == WRITTEN["height"]
    assert wire.told == []

    press(page, "Drape it on me")
    expect(page.get_by_text("Draped on your body by the house")).to_be_visible(timeout=240_000)
    assert wire.told == [("POST", f"{house.url}/api/looks/ondo-01/exact")]
    assert any(url.endswith(".glb") and "/api/fitting/" in url for _, url, _ in wire.sent)
    assert {url.split("/")[2] for _, url, _ in wire.sent if url.startswith("http")} == {house.url.split("/")[2]}
    assert not any(needle in page.url for needle in NEEDLES)

    press(page, "Forget my measures")
    page.reload()
    expect(page.locator("[name=height]")).to_have_value("")
    assert page.evaluate(KEPT) is None
    with sqlite3.connect(house.home / "events.sqlite3") as events:
        log = "\n".join(events.iterdump())
    assert "try_on" in log
    assert not any(needle in log for needle in NEEDLES)


def test_a_drape_is_given_up_when_she_leaves_the_page(house: House, page: Page) -> None:
    page.goto(f"{house.url}/en/fitting/?look=ondo-01")
    write(page)
    with page.expect_request(lambda asked: "/api/fitting/" in asked.url) as asked:  # how far is it?
        press(page, "Drape it on me")
    key = asked.value.url.rpartition("/")[2]
    assert page.request.get(f"{house.url}/api/fitting/{key}").status == 200
    page.goto(f"{house.url}/en/me/")
    page.wait_for_timeout(1000)
    gone = page.request.get(f"{house.url}/api/fitting/{key}")
    assert (gone.status, gone.json()) == (404, {"error": "There is nothing here."})
