"""The fitting room in Chromium: a body at once, a size on it, why that size, and where the measures are."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browser.conftest import House

pytestmark = pytest.mark.browser

LOOK = "serein-01"
MEASURES = {"height": "167.5", "hips": "103.2"}


@pytest.fixture
def visitor(browser: Browser, house: House) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 640}, reduced_motion="reduce")
    context.add_cookies([{"name": "fr_consent", "value": "no", "url": house.url}])
    context.set_default_timeout(120_000)
    yield context
    context.close()


@pytest.fixture
def room(visitor: BrowserContext, house: House) -> Page:
    page = visitor.new_page()
    page.goto(f"{house.url}/en/fitting/?look={LOOK}")
    page.wait_for_selector("#ft-form:not([hidden])")
    return page


def say(page: Page, **measures: str) -> None:
    for name, value in measures.items():
        page.fill(f"[name={name}]", value)
    page.click(".ft-form .button")
    page.wait_for_selector("#ft-body:not(:empty)")


def kept(page: Page) -> object:
    """What IndexedDB holds of the room."""
    return page.evaluate(
        """async () => {
          const names = (await indexedDB.databases()).map((db) => db.name);
          if (!names.includes('frontrow-fitting')) return null;
          const db = await new Promise((done) => {
            const asked = indexedDB.open('frontrow-fitting');
            asked.onsuccess = () => done(asked.result);
          });
          const got = await new Promise((done) => {
            const asked = db.transaction('measures').objectStore('measures').get('mine');
            asked.onsuccess = () => done(asked.result);
          });
          db.close();
          return got;
        }"""
    )


def test_height_and_one_girth_give_a_body_at_once_and_nothing_is_sent(room: Page) -> None:
    sent: list[Request] = []
    room.on("request", lambda request: sent.append(request))
    say(room, **MEASURES)
    assert "Drawn for 168 cm" in room.inner_text("#ft-body") and "hips 103 cm" in room.inner_text("#ft-body")
    room.wait_for_selector("#ft-stage[data-state=live]")
    assert all(request.method == "GET" for request in sent)
    told = " ".join(request.url for request in sent) + json.dumps([request.headers for request in sent])
    assert "167.5" not in told and "103.2" not in told and "1.675" not in told


def test_measures_are_kept_on_the_device_until_they_are_to_be_forgotten(room: Page) -> None:
    say(room, **MEASURES)
    room.wait_for_selector("#ft-forget:not([hidden])")
    room.wait_for_timeout(500)  # the browser writes it down
    room.reload()
    room.wait_for_selector("#ft-body:not(:empty)")
    assert room.input_value("[name=hips]") == "103.2"
    assert kept(room) == {"sex": "f", "way": "measures", "system": "EU", "label": "34", **MEASURES}
    room.click("#ft-forget")
    room.wait_for_selector("#ft-forget", state="hidden")
    room.reload()
    room.wait_for_selector("#ft-form:not([hidden])")
    assert kept(room) is None and room.input_value("[name=hips]") == ""


def test_a_label_is_enough_and_a_number_no_adult_has_is_told(room: Page) -> None:
    room.check("[name=way][value=label]", force=True)
    room.select_option("[name=system]", "JP")
    room.select_option("[name=label]", "9")
    say(room)
    assert "bust 83" in room.inner_text("#ft-body")
    room.fill("[name=height]", "90")
    room.click(".ft-form .button")
    room.wait_for_selector("#ft-error:not([hidden])")
    assert room.inner_text("#ft-error") == "height: adults measure 140 to 215 cm; check the number"


def test_the_link_to_share_holds_the_look_and_the_view_and_no_measure(room: Page) -> None:
    say(room, **MEASURES)
    room.wait_for_selector(".ft-controls")
    room.click(".ft-do:has-text('Back')")
    room.click(".ft-do:has-text('Tightness')")
    assert room.url.endswith(f"/en/fitting/?look={LOOK}&view=back&map=tightness")


def test_without_webgl_the_room_still_says_which_body_and_sizes(browser: Browser, house: House) -> None:
    page = browser.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{house.url}/en/fitting/?look={LOOK}")
    page.wait_for_selector("#ft-form:not([hidden])")
    say(page, **MEASURES)
    assert "draws no 3D" in page.inner_text("#ft-body")
    assert page.locator(".ft-look .sizes input").count() > 1
    page.close()
