"""The desk in a browser: a dialog on every page, a page without scripts, a person who answers while she waits."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, expect

from .conftest import House

pytestmark = pytest.mark.browser

CLERK = """
import django; django.setup()
from django.contrib.auth import get_user_model
from frontrow.web.audit.actor import Actor, Kind
from frontrow.web.people.models import Membership, Role
from frontrow.web.desk.actions.reply import reply
from frontrow.web.desk.models import Talk
user, _ = get_user_model().objects.get_or_create(username="desk-clerk")
Membership.objects.get_or_create(user=user, role=Role.MODERATOR)
reply(Actor(Kind.ACCOUNT, user), Talk.objects.get(state="waiting"), "The shorter one, and the red shoes.")
"""


def test_a_dialog_on_a_look_answers_cites_and_hands_over(house: House, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800}, timezone_id="Asia/Tokyo", locale="en-GB")
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda line: broken.append(line.text) if line.type == "error" else None)
    page.goto(f"{house.url}/en/looks/serein-03/")
    page.locator(".choice button[value=no]").click()
    door = page.locator(".desk-door")
    door.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("dialog", name="Ask the desk").get_by_label("Your question")
    expect(field).to_be_focused()
    page.keyboard.type("What is it made of?")
    page.keyboard.press("Enter")
    last = page.locator("dialog #last")
    expect(last).to_contain_text("Silk satin, 100% silk")
    expect(last.get_by_role("link", name="Afterglow, Serein")).to_have_attribute("href", "/en/looks/serein-03/")
    expect(field).to_be_focused()
    page.keyboard.type("When does the next show begin?")
    page.keyboard.press("Enter")
    expect(last).to_contain_text("(Asia/Tokyo)")
    assert re.search(r"\d\d:\d\d", last.locator("time").first.inner_text())

    page.get_by_text("Ask a person", exact=True).click()
    page.get_by_role("button", name="Send it to a person").click()
    expect(page.locator("dialog .desk-state")).to_contain_text("A person will answer here.")
    done = subprocess.run(
        [sys.executable, "-c", CLERK],
        env={**os.environ, "FRONTROW_HOME": str(house.home), "DJANGO_SETTINGS_MODULE": "frontrow.web.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    field = page.get_by_label("Write to the person")
    field.fill("And which")
    expect(last).to_contain_text("the red shoes", timeout=15_000)
    assert page.get_by_label("Write to the person").input_value() == "And which", "what she writes stays"
    page.get_by_role("button", name="5 of 5").click()
    expect(page.get_by_role("button", name="5 of 5")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(door).to_be_focused()
    assert not broken
    page.close()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_without_a_script_it_is_a_page(house: House, browser: Browser, language: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{house.url}/{language}/houses/serein/")
    page.locator(".desk-door").click()
    page.locator("textarea[name=question]").fill(
        "怎么退货？" if language == "zh-hans" else "How do I return something?"
    )
    page.locator(".desk-ask button").click()
    assert "28" in page.locator("#last").inner_text()
    page.locator("#last .desk-cites a").click()
    assert page.url.endswith(f"/{language}/desk/facts/#returns")
    context.close()
