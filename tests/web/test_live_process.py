"""A live process answers from memory: its event loop never waits for Django's database."""

import asyncio
from pathlib import Path
from typing import Any

from frontrow.privacy import new_visitor, server_key, sign
from frontrow.recommend.store.sqlite import SqliteEventStore
from frontrow.up import application


def test_the_first_thing_a_new_process_is_asked_is_what_to_recommend(home: Path) -> None:
    told: list[dict[str, Any]] = []
    cookie = f"fr_consent=yes; fr_visitor={sign(new_visitor(), server_key(home))}".encode()
    scope = {"type": "http", "method": "GET", "path": "/r", "query_string": b"k=3", "client": ("::1", 1)}
    scope |= {"headers": [(b"cookie", cookie)], "scheme": "http", "server": ("::1", 80), "root_path": ""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        told.append(message)

    app = application("live")
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    assert told[0]["status"] == 200


def test_what_was_learnt_from_another_log_is_not_taken_for_this_ones(home: Path) -> None:
    from frontrow.web import learning

    store = SqliteEventStore(home / "events.sqlite3")
    (home / "recommend" / "another").mkdir(parents=True)
    (home / "recommend" / store.site).mkdir()
    store.close()
    learning.engine()
    assert [found.name for found in (home / "recommend").iterdir()] == [learning.store().site]
