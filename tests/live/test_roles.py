"""One site may be several processes: pages in one, intake and the live wire in another."""

import asyncio

import pytest

from frontrow.commands.up import command
from frontrow.errors import UserError
from frontrow.live import create
from frontrow.recommend import SqliteEventStore


def pages(environ, start_response):
    start_response("200 OK", [("content-type", "text/plain")])
    return [b"a page"]


def answered(app, path, kind="http"):
    """The status of a GET, or what a WebSocket is told first."""
    told = []
    scope = {"type": kind, "method": "GET", "path": path, "query_string": b"", "headers": [], "client": ("::1", 1)}
    scope |= {"scheme": "http", "server": ("::1", 80), "http_version": "1.1", "root_path": ""}
    heard = iter([{"type": "websocket.connect"}] if kind == "websocket" else [{"type": "http.request", "body": b""}])

    async def receive():
        return next(heard, {"type": "http.disconnect"})

    async def send(message):
        told.append(message)

    asyncio.run(app(scope, receive, send))
    return told[0].get("status", told[0]["type"])


@pytest.fixture
def store(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    yield store
    store.close()


def test_a_process_of_pages_takes_no_interactions_and_holds_no_wires(tmp_path):
    app = create(store=None, key=b"k" * 32, assets=tmp_path, media=tmp_path, pages=pages)
    assert answered(app, "/en/") == 200
    assert answered(app, "/assets/none.js") == 404
    assert answered(app, "/live/gala", "websocket") == "websocket.close"
    asked = create(store=None, key=b"k" * 32, assets=tmp_path, media=tmp_path)
    assert [answered(asked, path) for path in ("/e", "/clock", "/live/gala")] == [404, 404, 404]


def test_a_live_process_has_everything_but_pages(tmp_path, store):
    app = create(store=store, key=b"k" * 32, assets=tmp_path, media=tmp_path)
    assert [answered(app, path) for path in ("/clock", "/e", "/live/gala", "/en/")] == [200, 405, 426, 404]


@pytest.mark.parametrize("role", ["live", "worker"])
def test_a_role_that_prepares_nothing_says_who_does(role, tmp_path, monkeypatch):
    monkeypatch.setattr("frontrow.web.setup.boot", lambda home=None: None)
    monkeypatch.setattr("frontrow.web.setup.known_season", lambda: False)
    monkeypatch.setattr("frontrow.commands.up.check_port", lambda host, port: None)
    with pytest.raises(UserError, match="--role web"):
        command.callback(home=None, host="127.0.0.1", port=1, count=0, role=role, lan=False)
