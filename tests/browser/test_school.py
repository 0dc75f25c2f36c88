"""A class in the browser: in by a code, a look on the bench, a remark pinned on the cloth of what walks."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, expect

from .conftest import House

pytestmark = pytest.mark.browser

CLASS = """
import datetime
from django.contrib.auth.models import User
from frontrow.web.audit.actor import Actor, Kind
from frontrow.web.people.models import Membership
from frontrow.web.school.actions.open_class import open_class
from frontrow.web.school.models import Student, Work
from frontrow.web.season.models import Pattern
from frontrow.web.studio.models import LookAsset
teacher = User.objects.create_user("weaver")
Membership.objects.create(user=teacher, role="teacher")
ends = datetime.date.today() + datetime.timedelta(9)
course = open_class(Actor(Kind.ACCOUNT, teacher), "Cutting 1", "Cut.", [], ends)
fox = Student.objects.create(course=course, nickname="Fox", folded="fox", holder="f" * 32)
made = LookAsset.objects.exclude(glb="").first()
work = Work.objects.create(student=fox, title="Tide", pattern="dress", place=1, fabric="linen", state="ready",
    source=Pattern.objects.get(slug="dress").source, glb=made.glb, poster=made.poster, report=made.report)
print("CODE", course.code, work.key)
"""


@pytest.fixture(scope="module")
def course(house: House) -> tuple[str, str]:
    """The code of a class, and the key of a look that walks in its show."""
    run = "import django; django.setup()\n" + CLASS
    settings = {"FRONTROW_HOME": str(house.home), "DJANGO_SETTINGS_MODULE": "frontrow.web.settings"}
    told = subprocess.run([sys.executable, "-c", run], env=os.environ | settings, capture_output=True, text=True)
    found = re.search(r"CODE (\w+) (\w+)", told.stdout)
    assert found, told.stderr
    return found[1], found[2]


def test_a_student_comes_in_lays_a_pattern_flat_and_pins_a_remark_on_the_cloth(
    house: House, browser: Browser, course: tuple[str, str]
) -> None:
    code, key = course
    context = browser.new_context(viewport={"width": 900, "height": 700})
    context.add_cookies([{"name": "fr_consent", "value": "no", "url": house.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{house.url}/en/class/")
    page.fill("#id_code", code)
    page.fill("#id_nickname", "Silk Owl")
    page.click("text=Into the class")
    expect(page.locator("h1")).to_have_text("Cutting 1")

    page.goto(f"{house.url}/en/class/{code}/begin/circle-skirt/")
    before = page.locator("[data-flat] title").first.text_content()
    page.fill("[name=o-flare]", "50")
    expect(page.locator("[data-flat] title").first).not_to_have_text(str(before), timeout=20_000)

    page.goto(f"{house.url}/en/class/{code}/looks/{key}/")
    page.click(".lv-start")
    page.wait_for_selector("#viewer[data-state=live]", timeout=60_000)
    page.wait_for_selector(".pins", state="attached")
    canvas = page.locator("#viewer canvas").bounding_box()
    assert canvas
    page.mouse.click(canvas["x"] + canvas["width"] * 0.5, canvas["y"] + canvas["height"] * 0.5)
    hint = page.locator("[data-pin-hint]")
    expect(hint).to_have_text("The place is kept. Write what you mean by it.", timeout=30_000)
    assert 0.3 < float(page.input_value("form[data-pin-form] [name=y]")) < 1.7
    page.fill("[data-pin-form] textarea", "Less here.")
    page.click("text=Pin it")
    expect(page.locator(".remark-text")).to_have_text("Less here.")
    page.click(".lv-start")
    expect(page.locator(".pin:not(.new)")).to_be_visible(timeout=60_000)
    assert not complaints
    context.close()


def test_a_class_reads_and_takes_remarks_without_a_script(
    house: House, browser: Browser, course: tuple[str, str]
) -> None:
    code, key = course
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{house.url}/zh-hans/class/")
    page.fill("#id_code", code)
    page.fill("#id_nickname", "小猫头鹰")
    page.click("text=进入班级")
    page.goto(f"{house.url}/zh-hans/class/{code}/looks/{key}/")
    page.select_option("[name=side]", "back")
    page.fill("[data-pin-form] textarea", "背后再长一点。")
    page.click("text=钉上")
    assert "后面" in page.locator(".remark-place").last.inner_text()
    context.close()
