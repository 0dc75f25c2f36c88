"""`GET /r?k=20`: what to show the visitor now, by everything that was acknowledged to her."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import parse_qs

from frontrow.limits import Rate
from frontrow.live.asgi import Receive, Scope, Send, address, answer_json, header, refuse
from frontrow.live.origin import same_origin
from frontrow.live.withheld import Remembered, Withheld
from frontrow.privacy import Purpose, agreed, cookies_of, visitor_of
from frontrow.recommend.engine import Engine
from frontrow.recommend.engine.ranker import Recommended

MOST = 100
log = logging.getLogger("frontrow.live")


class Recommendations:
    """The ASGI end point: `{"model": …, "items": [{"item", "score", "propensity", "reason"}, …]}`, best first.

    The list is certain, given what is known: every propensity is 1. A reason has the keys of `recommend.reason.Reason`.
    Limits: how often one visitor asks, and one address (many may share it).

    withheld: what the organiser lets nobody of a region see; None keeps nothing back. It may wait for a database.
    region: the header in which a proxy that is trusted says the visitor's country; "" when none does.
    """

    def __init__(
        self,
        engine: Engine,
        key: bytes,
        by_visitor: Rate | None = None,
        by_address: Rate | None = None,
        withheld: Withheld | None = None,
        region: str = "",
    ) -> None:
        self._engine, self._key = engine, key
        self._by_visitor = by_visitor or Rate(burst=40, per_second=5)
        self._by_address = by_address or Rate(burst=1000, per_second=50)
        self._withheld = Remembered(withheld) if withheld else None
        self._region = region.lower().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            return await refuse(send, 405, "Ask with GET.", [(b"allow", b"GET")])
        if not same_origin(scope):
            return await refuse(send, 403, "Recommendations are for this site's own pages only.")
        if wait := self._by_address.wait(address(scope)):
            return await _later(send, "This address asks too often; wait.", wait)
        cookies = cookies_of(header(scope, b"cookie"))
        visitor = visitor_of(cookies, self._key, Purpose.PERSONALISE)
        if visitor is None:
            return await refuse(send, 403, "The visitor has not agreed to this; nothing is known of her.")
        if wait := self._by_visitor.wait(visitor):
            return await _later(send, "Asked too often; wait.", wait)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("k", ["20"])[0]
        if not asked.isdecimal() or not 1 <= int(asked) <= MOST:
            return await refuse(send, 400, f"k={asked[:20]} is not a number from 1 to {MOST}.")
        if not self._engine.ready:
            await asyncio.to_thread(self._engine.ranker)
        ranker = self._engine.ranker()
        try:
            out = await self._withheld(ranker.catalogue, self._region_of(scope)) if self._withheld else ()
        except Exception:
            log.exception("the organiser's rules could not be read")
            return await refuse(
                send, 503, "What may be shown is not known just now; ask again.", [(b"retry-after", b"5")]
            )
        if Purpose.MEASURE in (agreed(cookies) or ()):
            ranked = ranker.to(visitor, int(asked), out)
        else:  # she is in nobody's counts: what she did is read for this one answer
            ranked = ranker.for_visitor(await asyncio.to_thread(self._engine.done_by, visitor), int(asked), out)
        found = [_plain(each) for each in ranked]
        await answer_json(send, 200, {"model": ranker.model, "items": found})

    def _region_of(self, scope: Scope) -> str:
        return header(scope, self._region).upper()[:40] if self._region else ""


async def _later(send: Send, sentence: str, seconds: float) -> None:
    await refuse(send, 429, sentence, [(b"retry-after", b"%d" % (int(seconds) + 1))])


def _plain(found: Recommended) -> dict[str, object]:
    return {"item": found.item, "score": found.score, "propensity": 1.0, "reason": found.reason}
