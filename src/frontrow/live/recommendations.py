"""`GET /r?k=20`: what to show the visitor now, by everything that was acknowledged to her."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

from frontrow.live.asgi import Receive, Scope, Send, answer_json, header, refuse
from frontrow.live.limits import Rate
from frontrow.live.origin import same_origin
from frontrow.privacy import cookies_of, visitor_of
from frontrow.recommend.engine import Engine
from frontrow.recommend.engine.ranker import Recommended

MOST = 100


class Recommendations:
    """The ASGI end point: `{"model": …, "items": [{"item", "score", "propensity", "reason"}, …]}`, best first.

    The list is certain, given what is known: every propensity is 1. A reason has the keys of `recommend.reason.Reason`.
    """

    def __init__(self, engine: Engine, key: bytes, by_visitor: Rate | None = None) -> None:
        self._engine, self._key = engine, key
        self._by_visitor = by_visitor or Rate(burst=40, per_second=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            return await refuse(send, 405, "Ask with GET.", [(b"allow", b"GET")])
        if not same_origin(scope):
            return await refuse(send, 403, "Recommendations are for this site's own pages only.")
        visitor = visitor_of(cookies_of(header(scope, b"cookie")), self._key)
        if visitor is None:
            return await refuse(send, 403, "The visitor has not agreed to this; nothing is known of her.")
        if wait := self._by_visitor.wait(visitor):
            return await refuse(send, 429, "Asked too often; wait.", [(b"retry-after", b"%d" % (int(wait) + 1))])
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("k", ["20"])[0]
        if not asked.isdecimal() or not 1 <= int(asked) <= MOST:
            return await refuse(send, 400, f"k={asked[:20]} is not a number from 1 to {MOST}.")
        if not self._engine.ready:
            await asyncio.to_thread(self._engine.ranker)
        ranker = self._engine.ranker()
        found = [_plain(each) for each in ranker.to(visitor, int(asked))]
        await answer_json(send, 200, {"model": ranker.model, "items": found})


def _plain(found: Recommended) -> dict[str, object]:
    return {"item": found.item, "score": found.score, "propensity": 1.0, "reason": found.reason}
