"""A story in a real browser: written, waiting, let through, read, liked and shared."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from .conftest import House

pytestmark = pytest.mark.browser

PEOPLE = """
from frontrow.web.setup import boot
boot()
from django.contrib.auth import get_user_model
from frontrow.web.people.models import Membership
for name, role in (("nell", "contributor"), ("mod", "moderator")):
    user = get_user_model().objects.create_user(name, f"{name}@example.com", "a-long-password")
    Membership.objects.create(user=user, role=role)
"""
TEXT = (
    "I followed the blue thread for a day. It was **cold** in the workroom and nobody spoke before ten, for the ink "
    "dries more slowly when people talk.\n\nlook:ondo-01\n\n<img src=x onerror=\"document.title='taken'\">\n\n"
    "By noon there were forty metres on the line, and the wind read them like a newspaper, turning each page twice. "
    "What I learnt is small: the second half of a stripe is always drawn by somebody who has seen the first."
)


@pytest.fixture(scope="module")
def people(house: House) -> None:
    env = {**os.environ, "FRONTROW_HOME": str(house.home), "FRONTROW_LEARN": "0"}
    subprocess.run([sys.executable, "-c", PEOPLE], env=env, check=True, timeout=120)


def sign_in(page: Page, house: House, name: str, after: str) -> None:
    page.goto(f"{house.url}/en/account/sign-in/?next={after}")
    page.locator("main [name=username], main [name=login]").fill(name)
    page.locator("main [name=password]").fill("a-long-password")
    page.locator("main form button").first.click()
    page.wait_for_url(f"**{after}")


def test_a_newcomers_story_goes_through_a_person_to_readers_who_like_it(
    house: House, browser: Browser, people: None, tmp_path: Path
) -> None:
    writer = browser.new_page(viewport={"width": 1440, "height": 900})
    sign_in(writer, house, "nell", "/en/backstage/stories/")
    writer.get_by_label("Name", exact=True).fill("Nell Moss")
    writer.get_by_role("button", name="Save changes").click()
    writer.goto(f"{house.url}/en/backstage/stories/new/")
    english = writer.get_by_role("group", name="English").first
    english.get_by_label("Title").fill("The blue thread")
    english.get_by_label("Text").fill(TEXT)
    writer.get_by_role("button", name="Save changes").click()
    picture = io.BytesIO()
    Image.effect_noise((800, 500), 80).convert("RGB").save(picture, "JPEG")
    writer.locator("input[type=file]").set_input_files(
        {"name": "line.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    writer.get_by_label("What is seen").first.fill("Cloth on a line")
    writer.get_by_role("button", name="Add the picture").click()
    expect(writer.locator(".story-pictures img")).to_have_count(1)
    writer.get_by_role("button", name="Save and offer").click()
    expect(writer.locator(".story-state")).to_contain_text("A person reads this story")
    address = writer.url
    assert writer.title().startswith("The blue thread")  # what was typed as HTML did not run

    reader = browser.new_page(viewport={"width": 390, "height": 844})
    answer = reader.goto(address)
    assert answer is not None and answer.status == 404

    moderator = browser.new_page(viewport={"width": 390, "height": 844})
    sign_in(moderator, house, "mod", "/en/backstage/queue/")
    case = moderator.get_by_role("article", name="The blue thread")
    expect(case.locator(".reasons")).to_contain_text("first story")
    case.get_by_role("button", name="Let through").click()
    expect(moderator.get_by_role("status").first).to_contain_text("The blue thread is let through.")

    reader.goto(f"{house.url}/en/stories/")
    reader.get_by_role("link", name="The blue thread").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("The blue thread")
    expect(reader.locator(".story-cover img")).to_have_attribute("alt", "Cloth on a line")
    expect(reader.locator(".story-look a")).to_have_attribute("href", "/en/looks/ondo-01/")
    wide = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    like = reader.get_by_role("button", name="Like")
    like.focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("button", name="Liked")).to_have_attribute("aria-pressed", "true")
    reader.reload()
    expect(reader.get_by_role("button", name="Liked")).to_be_visible()
    reader.goto(f"{house.url}/en/looks/ondo-01/")
    expect(reader.locator(".about-stories")).to_contain_text("The blue thread")
    for page in (writer, reader, moderator):
        page.close()
