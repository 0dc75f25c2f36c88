"""A live process answers from memory: its event loop never waits for Django's database."""

import asyncio
import json
from pathlib import Path
from typing import Any

from frontrow.privacy import new_visitor, server_key, sign
from frontrow.recommend.store.sqlite import SqliteEventStore
from frontrow.up import application

from .test_recommending import look, organiser


def recommended(app: Any, home: Path, **headers: str) -> list[str]:
    """What a new visitor is recommended over HTTP."""
    told: list[dict[str, Any]] = []
    cookie = f"fr_consent=yes; fr_visitor={sign(new_visitor(), server_key(home))}"
    fields = [(name.encode(), value.encode()) for name, value in {"cookie": cookie, **headers}.items()]
    scope = {"type": "http", "method": "GET", "path": "/r", "query_string": b"k=100", "client": ("::1", 1)}
    scope |= {"headers": fields, "scheme": "http", "server": ("::1", 80), "root_path": ""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        told.append(message)

    asyncio.run(app(scope, receive, send))
    assert told[0]["status"] == 200
    return [each["item"] for each in json.loads(told[1]["body"])["items"]]


def test_the_first_thing_a_new_process_is_asked_is_what_to_recommend(home: Path) -> None:
    assert "serein-02" in recommended(application("live"), home)


def test_the_organisers_rules_hold_for_what_is_recommended_over_http(home: Path, monkeypatch: Any) -> None:
    from datetime import UTC, datetime, timedelta

    from django.conf import settings

    from frontrow.web.season.models import House

    monkeypatch.setattr(settings, "REGION_HEADER", "X-Country")
    organiser(act="hide", look=look("serein-02"))
    organiser(act="hide", look=look("serein-01"), place="look/close")
    organiser(act="region", look=look("serein-03"), regions="no se")
    organiser(act="embargo", house=House.objects.get(slug="ondo"), ends=datetime.now(UTC) + timedelta(hours=1))
    app = application("live")
    found = recommended(app, home)
    assert not {"serein-02", "serein-03"} & set(found) and not [item for item in found if item.startswith("ondo")]
    assert "serein-01" in found
    assert set(recommended(app, home, **{"x-country": "SE"})) == {*found, "serein-03"}


def test_what_was_learnt_from_another_log_is_not_taken_for_this_ones(home: Path) -> None:
    from frontrow.web import learning

    store = SqliteEventStore(home / "events.sqlite3")
    (home / "recommend" / "another").mkdir(parents=True)
    (home / "recommend" / store.site).mkdir()
    store.close()
    learning.engine()
    assert [found.name for found in (home / "recommend").iterdir()] == [learning.store().site]
