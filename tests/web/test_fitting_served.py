"""The same proof on a house with its doors open: what a visitor measures is in no file of it, its log included."""

import http.cookiejar
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frontrow.privacy import new_visitor, server_key, sign

from .test_fitting_private import HERS, told_of

pytestmark = pytest.mark.slow


class Browser:
    """A visitor's browser: cookies, the session's key, JSON."""

    def __init__(self, url: str, cookies: str) -> None:
        self.url, self.cookies = url, cookies
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.opener.addheaders = [("Cookie", cookies)]
        self.key = ""

    def ask(self, path: str, told: Any = None, method: str = "GET") -> tuple[int, bytes]:
        data = None if told is None else json.dumps(told).encode()
        fields = {"X-CSRFToken": self.key, "Content-Type": "application/json", "Cookie": self.cookies}
        request = urllib.request.Request(self.url + path, data, fields, method=method if data is None else "POST")
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def enter(self) -> None:
        with self.opener.open(self.url + "/api/session", timeout=30) as answer:
            self.key = json.load(answer)["key"]
            self.cookies += "; " + str(answer.headers["Set-Cookie"]).partition(";")[0]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[str, Path, "subprocess.Popen[bytes]"]]:
    """`frontrow up` on a free port with a home and a log of its own, and nothing drapes but for visitors."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    home = tmp_path / "home"
    home.mkdir()
    told = {"FRONTROW_QUALITY": "draft", "FRONTROW_SIZES": "", "FRONTROW_HOSTS": "127.0.0.1"}
    command = [sys.executable, "-m", "frontrow", "up", "--home", str(home), "--port", url.rsplit(":", 1)[1]]
    with (home / "up.log").open("wb") as log:
        process = subprocess.Popen([*command, "--workers", "0"], env={**os.environ, **told}, stdout=log, stderr=log)
    try:
        yield url, home, process
    finally:
        process.kill()
        process.wait()


def test_nothing_of_her_is_left_when_the_doors_close(house: Any) -> None:
    url, home, process = house
    end = time.monotonic() + 300
    while True:
        try:
            urllib.request.urlopen(url + "/clock", timeout=5).close()
            break
        except OSError:
            assert process.poll() is None and time.monotonic() < end, (home / "up.log").read_text()[-2000:]
            time.sleep(0.3)
    visitor = Browser(url, f"fr_consent=yes; fr_visitor={sign(new_visitor(), server_key(home))}")
    visitor.enter()
    asked = {"size": "made", "measures": HERS}
    status, told = visitor.ask("/api/looks/ondo-01/exact", asked)
    assert status == 202, told
    key = json.loads(told)["key"]
    _, second = visitor.ask("/api/looks/serein-01/exact", asked)
    assert visitor.ask(f"/api/fitting/{json.loads(second)['key']}", method="DELETE")[0] == 204
    assert visitor.ask("/api/looks/ondo-01/exact", {**asked, "measures": {**HERS, "shoe": 0.2411}})[0] == 422
    assert visitor.ask("/api/looks/none-99/exact", asked)[0] == 404
    found: list[str] = []
    while (state := json.loads(visitor.ask(f"/api/fitting/{key}")[1]))["state"] != "ready":
        assert state["state"] != "failed" and time.monotonic() < end, state
        found += told_of(home)
        time.sleep(1)
    assert visitor.ask(f"/api/fitting/{key}.glb")[1].startswith(b"glTF")
    process.send_signal(signal.SIGINT)
    process.wait(30)
    assert found + told_of(home) == []
    assert (home / "up.log").stat().st_size > 0
    assert not list((home / "work").iterdir())
