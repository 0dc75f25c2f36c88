"""Three switches, one page of plain words: driven by hand, by keyboard and without scripts."""

import io
import json
import re
import sqlite3
import time
import zipfile

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import House

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 800}).new_page()


def consent(page: Page) -> str | None:
    return next((c["value"] for c in page.context.cookies() if c["name"] == "fr_consent"), None)


def kept(house: House) -> list[tuple[int, int, int]]:
    """By visitor: whether she is measured, whether she is chosen for, and how much is kept of her."""
    asked = "SELECT measure, personalise, (SELECT count(*) FROM log WHERE visitor = key) FROM visitor ORDER BY key"
    with sqlite3.connect(house.home / "events.sqlite3") as events:
        return events.execute(asked).fetchall()


def test_each_switch_is_turned_by_keyboard_and_holds_at_once_for_what_is_kept(house: House, page: Page) -> None:
    page.goto(f"{house.url}/en/privacy/")
    switches = page.get_by_role("switch")
    expect(switches).to_have_count(3)
    assert [each.is_checked() for each in switches.all()] == [False] * 3 and consent(page) is None
    page.get_by_role("switch", name=re.compile("Count me")).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save my choice").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/privacy/#choose")
    assert consent(page) == "measure"
    expect(page.get_by_role("switch", name=re.compile("Count me"))).to_be_checked()
    page.goto(f"{house.url}/en/looks/ondo-01/")
    page.wait_for_timeout(1500)
    page.goto(f"{house.url}/en/me/")
    until = time.monotonic() + 20
    while not kept(house)[-1][2] and time.monotonic() < until:  # what a page tells as it goes arrives a little later
        page.wait_for_timeout(100)
    assert kept(house)[-1][:2] == (1, 0) and kept(house)[-1][2] > 0
    expect(page.locator("main")).to_contain_text("Nothing is concluded about you")
    page.get_by_role("switch", name=re.compile("Count me")).uncheck()
    page.get_by_role("switch", name=re.compile("Choose for me")).check()
    page.get_by_role("button", name="Save my choice").click()
    page.wait_for_load_state()
    assert consent(page) == "personalise" and kept(house)[-1][:2] == (0, 1)
    page.get_by_role("button", name="Switch everything off").click()
    page.wait_for_load_state()
    assert consent(page) == "no" and kept(house)[-1][:2] == (0, 0)
    expect(page.locator(".choice")).to_have_count(0)


def test_the_example_counts_again_without_scripts_and_never_says_the_truth_but_by_chance(
    house: House, browser: Browser
) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{house.url}/en/privacy/?visitors=50&noise=less#noise")
    strokes = page.locator(".draws svg").first.get_attribute("aria-label")
    page.get_by_role("button", name="Count again").click()
    assert "With you" in (strokes or "")
    page.get_by_role("spinbutton", name="Visitors").fill("300")
    page.get_by_role("combobox", name="Noise").select_option("here")
    page.get_by_role("button", name="Count again").click()
    expect(page.locator("#noise")).to_contain_text("Say 300 visitors")
    expect(page.locator("#noise figcaption")).to_contain_text("times in 100 at best")
    told = [page.locator(".draws svg").nth(n).get_attribute("aria-label") or "" for n in (0, 1)]
    counts = [int(number) for line in told for number in re.findall(r"\d+", line)]
    assert len(counts) == 12 and len(set(counts)) > 3 and all(150 < count < 450 for count in counts)
    page.goto(f"{house.url}/en/privacy/?visitors=%3Cscript%3E&noise=../..")
    expect(page.locator("#noise")).to_contain_text("Say 120 visitors")


def test_everything_is_taken_away_as_a_zip_and_then_erased(house: House, page: Page) -> None:
    page.goto(f"{house.url}/en/")
    page.get_by_role("button", name="Yes, learn").click()
    page.goto(f"{house.url}/en/looks/serein-03/")
    with page.expect_response(lambda answer: answer.url.endswith("/save/") and answer.ok):
        page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{house.url}/en/me/")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download everything").click()
    packed = zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes()))
    everything = json.loads(packed.read("everything.json"))
    assert everything["saved"][0]["look"] == "serein-03" and "saved.csv" in packed.namelist()
    number = everything["visitor"]
    page.get_by_role("button", name="Erase everything").click()
    page.wait_for_load_state()
    expect(page.get_by_role("status").first).to_contain_text("Everything is erased")
    for path in house.home.glob("events.sqlite3*"):
        assert number.encode() not in path.read_bytes()
