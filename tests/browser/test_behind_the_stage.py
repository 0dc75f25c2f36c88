"""Pages behind the stage, as the organiser finds them: no fault for axe, nothing beside the page, room for fingers."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import House
from .test_reach import NO_WEBGL, faults

pytestmark = pytest.mark.browser

STAFF = """
import django; django.setup()
from django.contrib.auth import get_user_model
from frontrow.web.people.models import Membership, Role
if not get_user_model().objects.filter(username="behind@example.com").exists():
    user = get_user_model().objects.create_user("behind@example.com", "behind@example.com", "rain on the pier")
    Membership.objects.create(user=user, role=Role.ORGANISER)
"""
PAGES = [
    "backstage/",
    "backstage/people/",
    "backstage/queue/",
    "backstage/desk/",
    "backstage/stories/",
    "backstage/stories/new/",
    "backstage/sponsors/",
    "backstage/sponsors/new/",
    "backstage/sponsors/pellwick/",
    "backstage/sponsors/pellwick/campaigns/new/",
    "backstage/sponsors/campaigns/pellwick/",
    "backstage/sponsors/campaigns/pellwick/report/",
    "backstage/commons/",
    "backstage/commons/serein/offer/",
    "backstage/keys/",
    "backstage/reach/",
    "backstage/classes/",
    "insight/",
    "insight/houses/serein/",
    "account/",
    "account/security/",
    "account/app/",
    "account/passkeys/new/",
    "account/password/change/",
]
BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FINGER = 44  # CSS pixels, WCAG 2.2, 2.5.5
THIN = """(least) => [...document.querySelectorAll('main :is(button, .button, input, select, textarea, summary)')]
  .filter((each) => !each.matches('[type=hidden], [type=checkbox], [type=radio], .unseen *'))
  .map((each) => [each.outerHTML.slice(0, 120), each.getBoundingClientRect().height])
  .filter(([, height]) => height && height < least - 0.5)"""


@pytest.fixture(params=[("en", 1440), ("zh-hans", 390)], ids=["wide", "phone"])
def organiser(house: House, browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, str, int]]:
    """Somebody signed in who looks after the week; her language; how wide her screen is."""
    done = subprocess.run(
        [sys.executable, "-c", STAFF],
        env={**os.environ, "FRONTROW_HOME": str(house.home), "DJANGO_SETTINGS_MODULE": "frontrow.web.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    language, width = request.param
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.add_init_script(NO_WEBGL)
    page.goto(f"{house.url}/{language}/account/sign-in/?next=/{language}/backstage/")
    page.locator("[name=username]").fill("behind@example.com")
    page.locator("[name=password]").fill("rain on the pier")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/backstage/")
    yield page, language, width
    page.close()


@pytest.mark.slow
def test_no_page_behind_the_stage_has_a_fault_or_leaves_its_screen(
    house: House, organiser: tuple[Page, str, int]
) -> None:
    page, language, width = organiser
    found = {}
    for path in PAGES:
        answer = page.goto(f"{house.url}/{language}/{path}")
        assert answer and answer.status == 200, path
        assert page.locator(".choice").count() == 0, "nothing is learnt here, so nothing is asked"
        wrong = faults(page)
        if page.evaluate(BESIDE) > 0:
            wrong.append("it scrolls sideways")
        if width < 760:
            wrong += [f"{height:.0f} px: {what}" for what, height in page.evaluate(THIN, FINGER)]
        if wrong:
            found[path] = wrong
    assert found == {}


@pytest.mark.slow
def test_what_is_wrong_in_a_form_is_said_at_its_field(house: House, organiser: tuple[Page, str, int]) -> None:
    page, language, _ = organiser
    page.goto(f"{house.url}/{language}/backstage/sponsors/new/")
    page.locator("[name=name]").fill("Osprey")
    page.locator("[name=link]").fill("http://osprey.example")
    page.locator("form.sponsor-form .button").click()
    field = page.locator("[name=link]")
    expect(field).to_have_attribute("aria-invalid", "true")
    told = page.locator(f"#{(field.get_attribute('aria-describedby') or '').split()[-1]}")
    expect(told).to_be_visible()
    assert told.inner_text().strip()
    assert not faults(page)
