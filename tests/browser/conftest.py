"""A house with its doors open and a real Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # As a visitor's: what says itself that a program steers it is not measured.
    "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "--disable-blink-features=AutomationControlled",
]


@dataclass(frozen=True)
class House:
    """An open house: its address and the folder it lives in."""

    url: str
    home: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return answer.read().decode()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`frontrow up` on a free port with draft-quality looks; waits until the first look is ready."""
    home = tmp_path_factory.mktemp("house")
    url = f"http://127.0.0.1:{free_port()}"
    log = (home / "up.log").open("w")
    second = os.environ.get("FRONTROW_SECOND_STEP", "0")  # staff sign in by password; test_accounts opens its own house
    process = subprocess.Popen(
        [sys.executable, "-m", "frontrow", "up", "--home", str(home), "--port", url.rsplit(":", 1)[1]],
        env={
            **os.environ,
            "FRONTROW_SECOND_STEP": second,
            "FRONTROW_HOOKS_LOCAL": "1",
            "FRONTROW_QUALITY": "draft",
            "FRONTROW_SIZES": os.environ.get("FRONTROW_SIZES", "M"),
        },
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        opened = House(url, home)
        deadline = time.monotonic() + 600  # a busy machine is slow, not broken
        while not any(home.glob("media/looks/*/*.glb")):
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the house did not open:\n{(home / 'up.log').read_text()[-4000:]}")
            time.sleep(0.5)
        yield opened
    finally:
        process.terminate()
        process.wait(30)
        log.close()
