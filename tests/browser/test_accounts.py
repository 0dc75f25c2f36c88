"""Accounts in the browser: an invitation accepted, a passkey made and used, another session ended."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from .conftest import House, free_port

pytestmark = pytest.mark.browser
PASSWORD = "rain on the pier"
INVITE = """
import sys, json
from pathlib import Path
from frontrow.web.setup import boot
boot(Path(sys.argv[1]))
from django_tasks_db.models import DBTaskResult
from frontrow.web.audit.actor import HOUSE
from frontrow.web.people.actions.invite import invite
from frontrow.web.people.models import Role
from frontrow.web.season.models import House
invite(HOUSE, "tailor@serein.example", Role.HOUSE, House.objects.get(slug="serein"))
sent = DBTaskResult.objects.filter(task_path="frontrow.web.letters.send_letter").order_by("-enqueued_at").first()
print(json.dumps(sent.args_kwargs["args"][3]["link"]))
"""
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that asks for the second step and makes no looks. Called by its name: a passkey belongs to a name."""
    home, port = tmp_path_factory.mktemp("strict"), free_port()
    log = (home / "up.log").open("w")
    command = [sys.executable, "-m", "frontrow", "up", "--home", str(home), "--port", str(port), "--workers", "0"]
    process = subprocess.Popen(
        command, env={**os.environ, "FRONTROW_SECOND_STEP": "1"}, stdout=log, stderr=subprocess.STDOUT
    )
    house, deadline = House(f"http://localhost:{port}", home), time.monotonic() + 240
    try:
        while True:
            with suppress(OSError):
                if house.get("/en/account/sign-in/"):
                    break
            assert process.poll() is None and time.monotonic() < deadline, (home / "up.log").read_text()[-4000:]
            time.sleep(0.3)
        yield house
    finally:
        process.terminate()
        process.wait(30)
        log.close()


@pytest.fixture
def site(strict: House) -> str:
    return strict.url


@pytest.fixture
def link(strict: House) -> str:
    done = subprocess.run([sys.executable, "-c", INVITE, str(strict.home)], capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout.splitlines()[-1]))


def device_of(page: Page) -> tuple[CDPSession, str]:
    """A device that keeps passkeys, as a phone does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/en/account/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site}/en/")


def test_who_is_invited_makes_a_passkey_signs_in_with_it_and_ends_another_session(
    browser: Browser, site: str, link: str
) -> None:
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    device, number = device_of(page)
    page.goto(site + link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/account/security/")  # the rooms stay closed till there is a second step
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/account/codes/")
    assert page.locator(".codes code").count() == 10
    kept: Any = device.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]
    assert [key["rpId"] for key in kept] == ["localhost"] and kept[0]["isResidentCredential"]

    sign_out(page, site)
    page.goto(f"{site}/en/account/sign-in/?next=/en/backstage/people/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/en/backstage/people/")
    page.goto(f"{site}/en/backstage/")
    assert page.get_by_role("link", name="Serein").count() == 1

    other = browser.new_context(user_agent="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0").new_page()
    other.goto(f"{site}/en/account/sign-in/")
    other.get_by_label("E-mail").fill("tailor@serein.example")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/account/code/")  # the password alone opens nothing
    code = page.context.new_page()
    code.goto(f"{site}/en/account/codes/")
    other.get_by_label("Code").fill(code.locator(".codes code").first.inner_text())
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/account/")

    page.goto(f"{site}/en/account/security/")
    page.get_by_role("button", name="End the session in Firefox, Windows").click()
    page.wait_for_url("**/account/security/")
    other.goto(f"{site}/en/account/security/")
    assert "/account/sign-in/" in other.url
    assert said == []
    context.close()
    other.context.close()


def test_a_passkey_that_is_not_given_is_told_and_may_be_tried_again(browser: Browser, site: str) -> None:
    page = browser.new_page()
    device, number = device_of(page)
    page.goto(f"{site}/en/account/sign-in/")
    device.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    said = page.get_by_role("alert").filter(has_text="The passkey was not used. Please try again.")
    said.wait_for()
    assert page.get_by_role("button", name="Sign in with a passkey").is_enabled()
    page.close()
