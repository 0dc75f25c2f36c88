"""The show page in real browsers: two of them at the same moment, and nothing told without consent."""

from __future__ import annotations

import json
import queue
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

import frontrow
from frontrow.live import create, server
from frontrow.privacy import new_visitor, sign
from frontrow.recommend.store.sqlite import SqliteEventStore
from frontrow.show import Walk, encode, parse, timeline

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
CLIENT = Path(frontrow.__file__).parent / "client"
KEY = b"k" * 32
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-3d-apis",
         "--user-agent=Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
         "--disable-blink-features=AutomationControlled"]  # fmt: skip
LOOKS = ["vesper-01", "vesper-02", "vesper-03"]
TIMELINE = encode(
    timeline(
        parse("evening", {"title": {"en": "Evening", "zh-hans": "夜"}, "looks": LOOKS}),
        {look: Walk(1.25, 120 / 112, title={"en": look}, url=f"/looks/{look}/") for look in LOOKS},
    )
)


def tags(entry: str) -> str:
    """The built script of an entry with the styles it needs."""
    manifest = json.loads((CLIENT / ".vite" / "manifest.json").read_text())
    chunk = manifest[entry]
    styles = "".join(f'<link rel="stylesheet" href="/assets/{file}">' for file in chunk.get("css", []))
    return f'{styles}<script type="module" src="/assets/{chunk["file"]}"></script>'


def pages(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The page contract of docs/guides/live.md, and nothing else of a site."""
    if environ["PATH_INFO"].endswith("timeline.json"):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [TIMELINE]
    language = "zh-hans" if environ["PATH_INFO"].startswith("/zh-hans/") else "en"
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    stage = '<section id="stage" data-show="evening" data-timeline="/timeline.json"></section>'
    main = '<main data-view="vesper-01" data-page="look"><a href="#a" data-item="vesper-02">2</a></main>'
    head = f"<head><title>Evening</title>{tags('site/site.ts')}{tags('show/show.ts')}</head>"
    page = f'<!doctype html><html lang="{language}">{head}<body>{stage}{main}</body></html>'
    return [page.encode()]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, SqliteEventStore]]:
    if not (CLIENT / ".vite" / "manifest.json").exists():
        pytest.skip("the client is not built; run python tools/client.py")
    home = tmp_path_factory.mktemp("home")
    store = SqliteEventStore(home / "events.sqlite3")
    app = create(store=store, key=KEY, assets=CLIENT, media=home / "media", pages=pages)
    running = server(app, port=0)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield running.servers[0].sockets[0].getsockname()[1], store
    running.should_exit = True
    thread.join()
    store.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Callable[[], Any]]:
    """Opens a new Chromium, a process of its own, and gives a page of it."""
    with playwright.sync_playwright() as driver:
        opened = []

        def open_page() -> Any:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            opened.append(browser)
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.set_default_timeout(60_000)
            return page

        yield open_page
        for browser in opened:
            browser.close()


@contextmanager
def far_away(port: int, delay: float, jitter: float) -> Iterator[int]:
    """A port behind which the server is `delay` seconds away each way, with exponential jitter."""
    chance = random.Random(3)
    listener = socket.create_server(("127.0.0.1", 0))
    ends = [listener]
    threads: list[threading.Thread] = []

    def begin(job: Callable[..., None], *given: Any) -> None:
        threads.append(threading.Thread(target=job, args=given))
        threads[-1].start()

    def read(source: socket.socket, under_way: queue.Queue[tuple[float, bytes]]) -> None:
        data = b"more"
        while data:
            with suppress(OSError):
                data = b""
                data = source.recv(65536)
            under_way.put((time.monotonic() + delay + chance.expovariate(1 / jitter), data))

    def write(sink: socket.socket, under_way: queue.Queue[tuple[float, bytes]]) -> None:
        while True:
            at, data = under_way.get()
            time.sleep(max(0.0, at - time.monotonic()))
            try:
                sink.sendall(data) if data else sink.shutdown(socket.SHUT_WR)
            except OSError:
                return
            if not data:
                return

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", port))
                ends.extend((near, far))
                for source, sink in ((near, far), (far, near)):
                    under_way: queue.Queue[tuple[float, bytes]] = queue.Queue()
                    begin(read, source, under_way)
                    begin(write, sink, under_way)

    begin(accept)
    yield int(listener.getsockname()[1])
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join()
    for end in ends:
        end.close()


def until(page: Any, script: str) -> None:
    """Wait until a script is true; Playwright's own waiting needs eval, which our pages forbid."""
    end = time.monotonic() + 30
    while not page.evaluate(script):
        assert time.monotonic() < end, f"never true: {script}"
        page.wait_for_timeout(50)


def ahead_of_machine(page: Any) -> float:
    """Show clock less this machine's clock, ms: equal in two browsers that show the same moment."""
    machine = "(performance.timeOrigin + performance.now()) / 1000"
    return float(page.evaluate(f"(window.frontrow.now() - {machine}) * 1000"))


def test_two_browsers_one_of_them_far_away_show_the_same_moment_within_25_ms(
    house: tuple[int, SqliteEventStore], chromium: Callable[[], Any]
) -> None:
    port, _ = house
    near, far = chromium(), chromium()
    with far_away(port, delay=0.03, jitter=0.01) as detour:
        near.goto(f"http://127.0.0.1:{port}/en/")
        far.goto(f"http://127.0.0.1:{detour}/en/")
        for page in (near, far):
            until(page, "window.frontrow?.rtt() < 1000")
            page.wait_for_timeout(2500)  # a burst of 24 probes takes a second
        assert far.evaluate("window.frontrow.rtt()") > 60  # the detour is real
        end = time.monotonic() + 60  # on a busy machine a burst may go wrong, and the next one mends it
        while (apart := max(abs(ahead_of_machine(near) - ahead_of_machine(far)) for _ in range(20))) >= 25:
            assert time.monotonic() < end, f"{apart:.0f} ms apart"
            near.wait_for_timeout(1000)
        look = "document.querySelector('.fr-title').textContent"
        assert near.evaluate(look) == far.evaluate(look)
        far.close()


def test_a_browser_without_webgl_gets_the_show_in_words_in_its_own_language(
    house: tuple[int, SqliteEventStore], chromium: Callable[[], Any]
) -> None:
    port, _ = house
    page = chromium()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto(f"http://127.0.0.1:{port}/zh-hans/?t=45")
    page.wait_for_selector("#stage[data-state=posters]")
    assert page.text_content(".fr-over") == "造型 03，共 03 套"
    assert page.text_content(".fr-title") == "vesper-03"
    assert page.get_attribute(".fr-link", "href") == "/zh-hans/looks/vesper-03/"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click(".fr-applaud")
    page.wait_for_selector(".fr-burst", state="attached")
    until(page, "document.querySelector('.fr-count').textContent === '1'")
    page.click("[aria-label='打开声音']")
    page.wait_for_selector("[aria-label='关闭声音']")
    assert errors == []


def test_nothing_is_told_before_the_visitor_agrees_and_what_she_does_is_kept_after(
    house: tuple[int, SqliteEventStore], chromium: Callable[[], Any]
) -> None:
    port, store = house
    page = chromium()
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.url.endswith("/e") else None)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"http://127.0.0.1:{port}/en/")
    page.wait_for_selector("#stage[data-state=posters]")
    page.evaluate("document.querySelector('main [data-item]').click()")
    page.wait_for_timeout(4500)
    assert told == [] and len(store.since(0)) == 0
    assert hosts == {f"127.0.0.1:{port}"}  # nobody else is asked for anything
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]

    visitor = new_visitor()
    origin = f"http://127.0.0.1:{port}"
    page.context.add_cookies(
        [
            {"name": "fr_consent", "value": "yes", "url": origin},
            {"name": "fr_visitor", "value": sign(visitor, KEY), "url": origin, "httpOnly": True},
        ]
    )
    page.evaluate("document.dispatchEvent(new Event('fr:consent'))")
    page.evaluate("document.querySelector('main [data-item]').click()")
    page.wait_for_timeout(1200)
    page.goto("about:blank")  # leaving sends what waits
    end = time.monotonic() + 30
    while len(store.by_visitor(visitor)) < 3 and time.monotonic() < end:
        time.sleep(0.05)
    kept = {(one.event, one.item, one.page) for one in store.by_visitor(visitor)}
    assert kept == {
        ("view", "vesper-01", "look"),
        ("click", "vesper-02", "look"),
        ("dwell", "vesper-01", "look"),
    }
