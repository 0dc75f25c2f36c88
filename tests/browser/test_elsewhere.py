"""The examples run: a game fetches a look and walks it; a shop shows it, reads its stock and hears what happened."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .conftest import House, free_port

pytestmark = pytest.mark.browser
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LOOK = "ondo-01"  # of a house that gives its looks out
KEYS = """
import sys
from frontrow.web.setup import boot; boot()
from frontrow.web.audit.actor import HOUSE
from frontrow.web.keys.actions.add_hook import add_hook
from frontrow.web.keys.actions.make_key import make_key
from frontrow.web.season.models import House
ondo = House.objects.get(slug="ondo")
key = make_key(HOUSE, "Shop", ["catalogue"], ondo)[1]
print(key, add_hook(HOUSE, sys.argv[1], ["look.made"], ondo).secret)
"""
PACK = """
from frontrow.web.setup import boot; boot()
from frontrow.web.season.models import Look
from frontrow.web.takeaway.tasks import make_game
look = Look.objects.select_related("asset").get(slug="ondo-01")
print(make_game.call(look.pk) if look.asset.digest else "not yet")
"""
TELL = """
from frontrow.web.setup import boot; boot()
from frontrow.web.season.models import Look
from frontrow.web.studio.models import LookAsset
from frontrow.web.studio.signals import look_made
look_made.send(sender=LookAsset, look=Look.objects.get(slug="ondo-01"))
"""


def inside(house: House, script: str, *words: str) -> str:
    """What a script says that runs on the house's own home folder."""
    environment = {**os.environ, "FRONTROW_HOME": str(house.home), "FRONTROW_HOOKS_LOCAL": "1"}
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def given(house: House) -> list[str]:
    return [file["ending"] for file in json.loads(house.get(f"/api/looks/{LOOK}"))["files"]]


def test_a_game_fetches_a_look_and_walks_it(house: House) -> None:
    deadline = time.monotonic() + 240
    while not given(house):  # the worker packs looks when it has made them all: not waited for here
        assert time.monotonic() < deadline, "there is no look yet to be given out"
        if inside(house, PACK) == "not yet":
            time.sleep(2)
    command = [sys.executable, EXAMPLES / "game" / "walk.py", house.url, LOOK, "--frames", "33"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert "Kiosk Ondo, cc-by-4.0" in told["credit"] and told["lift"] > 0.05


@pytest.fixture
def shop(house: House) -> Iterator[str]:
    port = free_port()
    key, secret = inside(house, KEYS, f"http://127.0.0.1:{port}/").split()
    words = ["--site", house.url, "--key", key, "--secret", secret, "--look", LOOK, "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, EXAMPLES / "shop" / "shop.py", *words], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and "open at" in process.stdout.readline()
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_a_shop_shows_a_look_its_stock_and_what_it_heard(house: House, shop: str, browser: Browser) -> None:
    inside(house, TELL)
    forged = urllib.request.Request(shop, b'{"type": "look.made"}', {"webhook-id": "x"}, method="POST")
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(forged, timeout=10)
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto(shop)
    expect(page.locator("li").first).to_contain_text("XS")
    deadline = time.monotonic() + 240  # the worker may be in the middle of a look
    while "look.made" not in page.content():
        assert time.monotonic() < deadline, "the webhook was not heard"
        time.sleep(1)
        page.reload()
    heard = [json.loads(line) for line in page.locator("pre").inner_text().splitlines()]
    assert {"look": LOOK, "house": "ondo"} in [message["data"] for message in heard]
    expect(page.locator("frontrow-look[data-state]")).to_be_attached(timeout=90_000)
    context.close()
