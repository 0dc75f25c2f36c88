"""Two houses in two browsers: one uses the other's work with its credit, and they publish a show that both agree to."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import House

pytestmark = pytest.mark.browser

PEOPLE = """
from frontrow.web.setup import boot
boot()
from django.contrib.auth import get_user_model
from frontrow.web.people.models import Membership, Role
from frontrow.web.season.models import House
for slug in ("ondo", "vardholm"):
    email = f"{slug}@example.com"
    user, _ = get_user_model().objects.get_or_create(username=email, defaults={"email": email})
    user.set_password("a-long-password")
    user.save()
    Membership.objects.get_or_create(user=user, role=Role.HOUSE, house=House.objects.get(slug=slug))
"""


@pytest.fixture(scope="module")
def people(house: House) -> None:
    done = subprocess.run([sys.executable, "-c", PEOPLE], env={**os.environ, "FRONTROW_HOME": str(house.home)})
    assert done.returncode == 0


def signed_in(browser: Browser, house: House, slug: str) -> Page:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "fr_consent", "value": "no", "url": house.url}])
    page = context.new_page()
    page.goto(f"{house.url}/en/account/sign-in/")
    page.get_by_label("E-mail").fill(f"{slug}@example.com")
    page.get_by_label("Password").fill("a-long-password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Backstage").first).to_be_visible()
    return page


def test_two_houses_share_a_pose_and_a_show(browser: Browser, house: House, people: None) -> None:
    ondo = signed_in(browser, house, "ondo")
    ondo.goto(f"{house.url}/en/commons/")
    ondo.get_by_role("link", name="Over the shoulder").click()
    ondo.get_by_role("button", name="Use it for Kiosk Ondo").click()
    expect(ondo.get_by_role("status")).to_contain_text("Kiosk Ondo uses “Over the shoulder” now.")
    ondo.get_by_label("Put it into").select_option("look:ondo-02")
    ondo.get_by_role("button", name="Put it there").click()
    ondo.goto(f"{house.url}/en/looks/ondo-02/")
    credits = ondo.get_by_role("region", name="Credits")
    expect(credits).to_contain_text("by Vardholm")
    expect(credits.get_by_role("link", name="CC-BY-4.0")).to_have_attribute("rel", "license")

    ondo.goto(f"{house.url}/en/backstage/commons/")
    ondo.get_by_text("Begin a joint show").click()
    ondo.get_by_label("Name in English").fill("Ink on stone")
    ondo.get_by_role("checkbox", name="Vardholm").check()
    ondo.get_by_role("button", name="Begin it").click()
    expect(ondo.get_by_role("heading", level=1)).to_have_text("Ink on stone")
    ondo.get_by_label("Bring a look").select_option("ondo-01")
    ondo.get_by_role("button", name="Add it").click()
    expect(ondo.get_by_role("main")).to_contain_text("Not agreed yet: Kiosk Ondo")
    address = ondo.url

    vardholm = signed_in(browser, house, "vardholm")
    vardholm.goto(address)
    vardholm.get_by_role("button", name="Take part").click()
    vardholm.get_by_label("Bring a look").select_option("vardholm-01")
    vardholm.get_by_role("button", name="Add it").click()
    vardholm.get_by_role("button", name="We agree to it as it stands").click()
    ondo.reload()
    ondo.get_by_role("button", name="Publish it").click()
    expect(ondo.get_by_role("status").first).to_contain_text("Not agreed yet: Kiosk Ondo")
    ondo.get_by_role("button", name="We agree to it as it stands").click()
    ondo.get_by_role("button", name="Publish it").click()
    expect(ondo.get_by_role("link", name="Published")).to_be_visible()
    assert "Ink on stone" in house.get("/en/shows/")

    vardholm.reload()
    vardholm.get_by_role("button", name="take it out").first.click()  # its own look leaves, and the show with it
    expect(vardholm.get_by_role("main")).to_contain_text("Not agreed yet")
    assert "Ink on stone" not in house.get("/en/shows/")
