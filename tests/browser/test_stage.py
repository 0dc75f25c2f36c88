"""The stage: a frame is a function of show time and camera, and a browser without WebGL still follows."""

import hashlib

import pytest
from playwright.sync_api import Browser, Page, Playwright

from .conftest import ARGUMENTS, House

pytestmark = pytest.mark.browser


def stage(browser: Browser, house: House, query: str = "q=low&t=9") -> Page:
    page = browser.new_page(viewport={"width": 480, "height": 270})
    page.goto(f"{house.url}/en/shows/first-light/?{query}")
    page.wait_for_selector("#stage[data-state=live]", timeout=120_000)
    return page


def picture(page: Page, t: float, camera: str) -> str:
    """The canvas' own pixels, read before the browser composes the page."""
    drawn = """async ([t, camera]) => {
        await window.frontrow.renderAt(t, camera);
        return document.querySelector('#stage canvas').toDataURL();
    }"""
    pixels: str = page.evaluate(drawn, [t, camera])
    assert len(pixels) > 20_000, "the canvas is empty"
    return hashlib.sha256(pixels.encode()).hexdigest()


def test_the_same_moment_from_the_same_camera_is_the_same_picture(house: House, browser: Browser) -> None:
    page = stage(browser, house)
    first = picture(page, 9.0, "front-row")
    other_moment = picture(page, 9.4, "front-row")
    other_camera = picture(page, 9.0, "overhead")
    assert picture(page, 9.0, "front-row") == first
    assert len({first, other_moment, other_camera}) == 3
    page.close()


def test_a_browser_without_webgl_sees_posters_in_step(house: House, playwright: Playwright) -> None:
    plain = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*ARGUMENTS[:6], "--disable-3d-apis", "--disable-gpu"]
    )
    page = plain.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{house.url}/en/shows/first-light/?t=9")
    page.wait_for_selector("#stage[data-state=posters]", timeout=60_000)
    page.wait_for_selector("#stage .fr-posters img", timeout=60_000)
    plain.close()


def test_on_its_page_a_look_can_be_asked_to_stand_walk_and_turn(house: House, browser: Browser) -> None:
    made = next(path.parent.name for path in (house.home / "media/looks").glob("*/*.glb"))
    page = browser.new_page(viewport={"width": 390, "height": 700}, reduced_motion="reduce")
    page.goto(f"{house.url}/en/looks/{made}/?q=high")
    page.wait_for_selector("#viewer[data-state=live]", timeout=120_000)
    moves = page.get_by_role("group", name="What the model does")
    assert moves.get_by_role("button", name="Stand").get_attribute("aria-pressed") == "true"
    moves.get_by_role("button", name="Walk").click()
    assert moves.get_by_role("button", name="Walk").get_attribute("aria-pressed") == "true"
    moves.get_by_role("button", name="Turn").click()
    page.close()


def test_a_browser_too_slow_for_the_stage_goes_on_in_pictures_and_may_come_back(house: House, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{house.url}/en/shows/first-light/")  # drawn by the processor, and nobody has asked for a quality
    page.wait_for_selector("#stage[data-state=posters]", timeout=180_000)
    page.get_by_role("button", name="Back to 3D").click()
    page.wait_for_selector("#stage[data-state=live]")
    assert page.locator(".fr-posters").count() == 0
    page.close()
