"""`POST /e`: what a consenting visitor did and was shown, answered 202 once it would survive a crash and counts."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Annotated

import msgspec
from msgspec import Meta

from frontrow.limits import Rate
from frontrow.live.asgi import (
    Gone,
    Receive,
    Scope,
    Send,
    TooLarge,
    address,
    answer_json,
    body,
    header,
    refuse,
)
from frontrow.live.origin import same_origin
from frontrow.privacy import Purpose, agreed, cookies_of, visitor_of
from frontrow.recommend.engine import Engine
from frontrow.recommend.events import Entry, Event, EventStore, Impression, Interaction, May, StoreFull
from frontrow.recommend.genuine import PROGRAM

MAX_BYTES = 64 * 1024
MAX_ROWS = 200
DAY = 86_400.0

Item = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
Word = Annotated[str, Meta(min_length=1, max_length=80)]
Share = Annotated[float, Meta(ge=0, le=1)]
log = logging.getLogger("frontrow.live")


class Did(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One interaction as a browser reports it; `at` in milliseconds since the epoch."""

    type: Event
    item: Item
    at: Annotated[float, Meta(ge=0, le=1e14)]
    value: Annotated[float, Meta(ge=0, le=1e6)] | None = None
    page: Word | None = None


class Shown(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One impression as a browser reports it: a slate's items in order, and each one's chance to be there."""

    slate: Word
    items: Annotated[tuple[Item, ...], Meta(min_length=1, max_length=100)]
    place: Word | None = None
    model: Word | None = None
    propensities: Annotated[tuple[Share, ...], Meta(max_length=100)] = ()


class Batch(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    interactions: tuple[Did, ...] = ()
    impressions: tuple[Shown, ...] = ()


_decoder = msgspec.json.Decoder(Batch)


class Malformed(Exception):
    """The batch is not what `POST /e` takes; the message is one sentence."""


def entries(content: bytes, visitor: str, now: float) -> list[Entry]:
    """The rows of a batch, ready for the store; `now` in seconds since the epoch. Raises Malformed.

    A time in the future or more than a day ago (a browser whose clock is wrong) becomes `now`.
    """
    try:
        batch = _decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"The batch is not right: {str(error)[:200]}.") from None
    rows = len(batch.interactions) + len(batch.impressions)
    if not 1 <= rows <= MAX_ROWS:
        raise Malformed(f"The batch has {rows} rows; send 1 to {MAX_ROWS}.")
    for index, shown in enumerate(batch.impressions):
        if shown.propensities and len(shown.propensities) != len(shown.items):
            raise Malformed(f"impressions[{index}] needs one propensity an item, or none at all.")
    found: list[Entry] = [
        Interaction(visitor, did.item, did.type, _when(did.at / 1000, now), did.value, did.page)
        for did in batch.interactions
    ]
    found += [
        Impression(visitor, shown.slate, shown.items, now, shown.place, shown.model, shown.propensities)
        for shown in batch.impressions
    ]
    return found


def _when(at: float, now: float) -> float:
    return at if now - DAY <= at <= now else now


class Intake:
    """The ASGI end point. Limits: batches and rows of one visitor, batches of one address (many may share it).

    An honest page sends fewer than 100 rows a minute; the burst is what a browser may have gathered while it had no
    connection.

    engine: counts what was kept before its sender is told; None leaves it to read the log.
    """

    def __init__(
        self,
        store: EventStore,
        key: bytes,
        by_visitor: Rate | None = None,
        by_address: Rate | None = None,
        engine: Engine | None = None,
        rows_by_visitor: Rate | None = None,
    ) -> None:
        self._engine = engine
        self._store = store
        self._key = key
        self._by_visitor = by_visitor or Rate(burst=40, per_second=1)
        self._by_address = by_address or Rate(burst=1000, per_second=50)
        self._rows_by_visitor = rows_by_visitor or Rate(burst=1000, per_second=2)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            return await refuse(send, 405, "Send interactions with POST.", [(b"allow", b"POST")])
        if not same_origin(scope):
            return await refuse(send, 403, "Interactions are taken from this site's own pages only.")
        if PROGRAM.search(header(scope, b"user-agent")):
            return await refuse(
                send, 403, "This browser says that a program steers it; what programs do is not counted."
            )
        if header(scope, b"content-type").partition(";")[0].strip().lower() != "application/json":
            return await refuse(send, 415, "Send the batch as application/json.")
        if header(scope, b"content-encoding"):
            return await refuse(send, 415, "Send the batch without content encoding.")
        if wait := self._by_address.wait(address(scope)):
            return await _later(send, 429, "Too many batches from this address; send fewer, larger ones.", wait)
        cookies = cookies_of(header(scope, b"cookie"))
        visitor, chosen = visitor_of(cookies, self._key), agreed(cookies) or ()
        if visitor is None:
            return await refuse(send, 403, "The visitor has not agreed to this; nothing was kept.")
        if wait := self._by_visitor.wait(visitor):
            return await _later(send, 429, "Too many batches; send fewer, larger ones.", wait)
        try:
            content = await body(scope, receive, MAX_BYTES)
            rows = entries(content, visitor, time.time())
        except Gone:
            return None
        except TooLarge:
            return await refuse(send, 413, f"The batch is larger than {MAX_BYTES // 1024} kB; send less.")
        except Malformed as error:
            return await refuse(send, 400, str(error))
        if wait := self._rows_by_visitor.wait(visitor, len(rows)):
            return await _later(send, 429, f"Too many rows; {len(rows)} more may come later.", wait)
        await self._keep(rows, May(Purpose.MEASURE in chosen, Purpose.PERSONALISE in chosen), send)

    async def _keep(self, rows: list[Entry], may: May, send: Send) -> None:
        try:
            last = await asyncio.wrap_future(self._store.submit(rows, may))
        except StoreFull:
            return await _later(send, 503, "More arrives than can be written just now; send it again.", 5)
        except Exception:
            log.exception("interactions could not be written")
            return await _later(send, 503, "The interactions could not be written; send them again.", 30)
        if self._engine and self._engine.ready and may.measure and last:  # or else it will find them in the log
            self._engine.observe(rows, last)
        await answer_json(send, 202, {"kept": len(rows)})


async def _later(send: Send, status: int, sentence: str, seconds: float) -> None:
    await refuse(send, status, sentence, [(b"retry-after", str(int(seconds) + 1).encode())])
