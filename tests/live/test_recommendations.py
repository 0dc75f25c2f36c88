"""What a visitor is shown follows from what she did a moment ago, over one HTTP door."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from frontrow.live import Hub, Rate, create
from frontrow.live.asgi import App
from frontrow.live.recommendations import Recommendations
from frontrow.live.withheld import FRESH, Remembered
from frontrow.privacy import new_visitor, sign
from frontrow.recommend.engine import Engine
from frontrow.recommend.item import Item
from frontrow.recommend.store.sqlite import SqliteEventStore

if TYPE_CHECKING:
    from conftest import Site

LOOKS = (Item("dune-01", house="dune"), Item("dune-02", house="dune"), Item("lotus-01", house="lotus"))
KEY = b"k" * 32


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    yield Engine(store, lambda: LOOKS)
    store.close()


async def asked(app: App, client: str = "127.0.0.1", **headers: str) -> tuple[int, list[str]]:
    """The status, and what is recommended to somebody who has not been here before."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    fields = {"cookie": f"fr_consent=yes; fr_visitor={sign(new_visitor(), KEY)}", **headers}
    scope = {"type": "http", "method": "GET", "path": "/r", "query_string": b"", "client": (client, 1)}
    await app({**scope, "headers": [(name.encode(), value.encode()) for name, value in fields.items()]}, receive, send)
    return sent[0]["status"], [each["item"] for each in json.loads(sent[1]["body"]).get("items", [])]


def do(site: Site, event: str, item: str, **more: object) -> int:
    return site.send({"interactions": [{"type": event, "item": item, "at": time.time() * 1000, **more}]}).status


def shown(site: Site, query: str = "", **headers: str) -> list[dict[str, object]]:
    reply = site.ask(f"/r{query}", headers={"cookie": site.cookie, **headers})
    assert reply.status == 200
    found: list[dict[str, object]] = reply.json["items"]
    return found


def test_what_she_did_is_in_the_next_answer(shop: Site) -> None:
    assert [each["reason"]["kind"] for each in shown(shop)] == ["line_up"] * 4  # type: ignore[index]
    assert do(shop, "save", "dune-01") == 202
    found = shown(shop, "?k=2")
    assert [each["item"] for each in found] == ["lotus-01", "dune-02"]
    assert found[0]["reason"] == {"kind": "fabrics", "item": "dune-01", "event": "save", "value": "silk-satin"}
    assert found[0]["propensity"] == 1.0
    assert do(shop, "dismiss", "lotus-01") == 202
    assert "lotus-01" not in [each["item"] for each in shown(shop)]
    assert do(shop, "save", "dune-01", value=0) == 202
    assert "dune-01" in [each["item"] for each in shown(shop)]


def agreeing(site: Site, purposes: str) -> Site:
    """Another visitor of the same site, who agreed to these purposes alone."""
    return replace(site, visitor=new_visitor(), consent=purposes)


def test_who_agreed_to_be_chosen_for_alone_is_chosen_for_and_counted_nowhere(shop: Site) -> None:
    before = [stored.entry for stored in shop.store.since(0)]
    her = agreeing(shop, "personalise")
    assert do(her, "save", "dune-01") == 202
    assert shown(her, "?k=1")[0]["reason"]["item"] == "dune-01"  # type: ignore[index]
    assert [stored.entry for stored in shop.store.since(0)] == before
    assert her.visitor not in shop.store.visitors()


def test_who_agreed_to_be_measured_alone_is_counted_and_chosen_for_nowhere(shop: Site) -> None:
    her = agreeing(shop, "measure")
    assert do(her, "save", "dune-01") == 202
    assert her.visitor in {stored.entry.visitor for stored in shop.store.since(0)}
    assert shop.ask("/r", headers={"cookie": her.cookie}).status == 403
    assert her.visitor not in shop.store.visitors(profiled=True)


def test_of_who_agreed_to_sponsors_alone_nothing_is_kept(shop: Site) -> None:
    her = agreeing(shop, "sponsors")
    assert do(her, "save", "dune-01") == 403
    assert shop.ask("/r", headers={"cookie": her.cookie}).status == 403
    assert shop.store.by_visitor(her.visitor) == []


def test_only_who_agreed_is_answered_and_only_on_our_own_pages(shop: Site) -> None:
    assert shop.ask("/r").status == 403
    assert shop.ask("/r", headers={"cookie": shop.cookie.replace("yes", "no")}).status == 403
    assert shop.ask("/r", headers={"cookie": shop.cookie, "sec-fetch-site": "cross-site"}).status == 403
    assert shop.ask("/r", "POST", b"", {"cookie": shop.cookie}).status == 405
    assert shop.ask("/r?k=0", headers={"cookie": shop.cookie}).status == 400
    assert shop.ask("/r?k=many", headers={"cookie": shop.cookie}).status == 400


def test_what_the_organiser_keeps_back_in_a_region_is_not_recommended_there(engine: Engine, tmp_path: Path) -> None:
    """The rules are read in a thread, which the loop that answers everybody does not wait for."""
    threads: set[threading.Thread] = set()

    def withheld(catalogue: Sequence[Item], region: str) -> set[str]:
        threads.add(threading.current_thread())
        assert [item.id for item in catalogue] == ["dune-01", "dune-02", "lotus-01"]
        return {"dune-02"} if region == "NO" else {"dune-01", "dune-02"}

    app = create(
        store=None,
        key=KEY,
        assets=tmp_path,
        media=tmp_path,
        hub=Hub(None),
        engine=engine,
        withheld=withheld,
        region="X-Country",
    )
    assert asyncio.run(asked(app)) == (200, ["lotus-01"])
    assert asyncio.run(asked(app, **{"x-country": "no"})) == (200, ["dune-01", "lotus-01"])
    assert threads and threading.current_thread() not in threads


def test_where_the_rules_cannot_be_read_nothing_is_shown_until_they_can(engine: Engine) -> None:
    broken = [True]

    def withheld(catalogue: Sequence[Item], region: str) -> set[str]:
        if broken:
            broken.pop()
            raise OSError("the database is locked")
        return {"dune-01"}

    app = Recommendations(engine, KEY, withheld=withheld)
    assert asyncio.run(asked(app)) == (503, [])
    assert asyncio.run(asked(app)) == (200, ["lotus-01", "dune-02"])


def test_the_rules_are_read_once_for_many_and_again_for_a_new_catalogue() -> None:
    reads, now = list[tuple[int, str]](), [0.0]

    def withheld(catalogue: Sequence[Item], region: str) -> set[str]:
        reads.append((len(catalogue), region))
        return {item.id for item in catalogue}

    async def crowd() -> None:
        remembered = Remembered(withheld, lambda: now[0])
        assert await asyncio.gather(*[remembered(LOOKS, "NO") for _ in range(50)]) == [{i.id for i in LOOKS}] * 50
        assert reads == [(3, "NO")]
        assert await remembered(LOOKS[:1], "NO") == {"dune-01"}
        now[0] = FRESH + 1
        await remembered(LOOKS[:1], "NO")
        assert reads == [(3, "NO"), (1, "NO"), (1, "NO")]

    asyncio.run(crowd())


def test_an_address_that_asks_too_often_is_asked_to_wait_whoever_it_says_it_is(engine: Engine) -> None:
    app = Recommendations(engine, KEY, by_address=Rate(burst=3, per_second=0.01))
    assert [asyncio.run(asked(app))[0] for _ in range(4)] == [200, 200, 200, 429]
    assert asyncio.run(asked(app, "192.0.2.7"))[0] == 200
