"""A real server on a free port, and the few lines it takes to speak to it."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from frontrow.live import Hub, Intake, Rate, create, server
from frontrow.live.asgi import App
from frontrow.privacy import new_visitor, sign
from frontrow.recommend.engine import Engine
from frontrow.recommend.item import Item
from frontrow.recommend.store.sqlite import SqliteEventStore

KEY = b"k" * 32
LOOKS = [
    Item("dune-01", house="dune", garments=("dress",), fabrics=("silk-satin",), price=900),
    Item("dune-02", house="dune", garments=("trousers",), fabrics=("linen",), price=320),
    Item("lotus-01", house="lotus", garments=("dress",), fabrics=("silk-satin",), price=1200),
    Item("fjord-01", house="fjord", garments=("coat",), fabrics=("wool",), price=700),
]


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class Site:
    """A running site: its folders, its store, its looks that are ready."""

    port: int
    home: Path
    store: SqliteEventStore
    hub: Hub
    ready: set[str] = field(default_factory=set)
    visitor: str = field(default_factory=new_visitor)
    key: bytes = KEY
    consent: str = "yes"

    @property
    def cookie(self) -> str:
        return f"fr_consent={self.consent}; fr_visitor={sign(self.visitor, self.key)}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, content, headers or {})
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, fields, answer.read())
        finally:
            connection.close()

    def send(self, batch: object, **headers: str) -> Reply:
        """POST a batch as this site's page does, with consent unless `cookie` says otherwise."""
        fields = {
            "content-type": "application/json",
            "cookie": self.cookie,
            "origin": f"http://127.0.0.1:{self.port}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        content = batch if isinstance(batch, bytes) else json.dumps(batch).encode()
        return self.ask("/e", "POST", content, fields)


def pages(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """A WSGI application that says what reached it."""
    content = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    seen = {name: value for name, value in environ.items() if isinstance(value, str)}
    policy = [("Content-Security-Policy", "default-src 'none'")] if environ["PATH_INFO"] == "/own/" else []
    start_response("200 OK", [("Content-Type", "application/json"), *policy])
    return [json.dumps({"environ": seen, "bytes": len(content)}).encode()]


@contextmanager
def serving(app: App) -> Iterator[int]:
    """The port on which an application is served for as long as the block lasts."""
    running = server(app, port=0)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield running.servers[0].sockets[0].getsockname()[1]
    running.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("home")
    (home / "assets").mkdir()
    (home / "media" / "looks").mkdir(parents=True)
    store = SqliteEventStore(home / "events.sqlite3")
    ready: set[str] = set()
    hub = Hub(lambda: set(ready), seats=40, seats_per_address=30)
    intake = Intake(store, KEY, by_visitor=Rate(burst=60, per_second=1), by_address=Rate(1000, 1000))
    app = create(
        store=store,
        key=KEY,
        assets=home / "assets",
        media=home / "media",
        pages=pages,
        hub=hub,
        intake=intake,
    )
    with serving(app) as port:
        yield Site(port, home, store, hub, ready)
    store.close()


def from_a_database() -> list[Item]:
    """The looks, unless the loop that answers everybody would wait for them."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return LOOKS
    raise AssertionError("the catalogue was read in the event loop")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that recommends; nobody follows the log in the background, so what counts was counted at the door."""
    home, hub = tmp_path_factory.mktemp("shop"), Hub(None)
    store = SqliteEventStore(home / "events.sqlite3")
    engine = Engine(store, from_a_database)
    with serving(create(store=store, key=KEY, assets=home, media=home, hub=hub, engine=engine)) as port:
        yield Site(port, home, store, hub)
    store.close()
