"""`WS /live/<show>`: one viewer's wire. It carries time, counts and applause; never motion."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from typing import Annotated

import msgspec
from msgspec import Meta

from frontrow.limits import Rate
from frontrow.live.asgi import Receive, Scope, Send, address
from frontrow.live.hub import Hub, Seat, text
from frontrow.live.origin import same_origin

PATH = re.compile(r"/live/([a-z0-9][a-z0-9-]{0,79})")
MAX_MESSAGE = 256  # characters
POLICY = 1008  # RFC 6455: what was said breaks the rules


class Ping(msgspec.Struct, tag_field="type", tag="ping", frozen=True):
    """A viewer asks for the time; `t` is her own clock in milliseconds, given back to her."""

    t: Annotated[float, Meta(ge=-1e15, le=1e15)]


class Clap(msgspec.Struct, tag_field="type", tag="applause", frozen=True):
    n: Annotated[int, Meta(ge=1, le=10)]


_decoder = msgspec.json.Decoder(Ping | Clap)


class Sockets:
    """The ASGI end point for WebSockets."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        match = PATH.fullmatch(scope["path"])
        show = match[1] if match else ""
        seat = self._hub.enter(show, address(scope)) if show and same_origin(scope) else None
        if seat is None:  # no such path, another site's page, or a full house: closing now answers 403
            return await send({"type": "websocket.close", "code": POLICY})
        try:
            await send({"type": "websocket.accept"})
            seat.tell(self._hub.pulse(show))
            await self._stay(show, seat, receive, send)
        finally:
            self._hub.leave(show, seat)

    async def _stay(self, show: str, seat: Seat, receive: Receive, send: Send) -> None:
        """Listen and tell until one of them ends; say why, if it was we who ended it."""
        tasks = [asyncio.create_task(self._listen(show, seat, receive)), seat.telling(send)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if seat.code:
            with contextlib.suppress(OSError, RuntimeError, TimeoutError):  # the peer may be gone
                async with asyncio.timeout(1):
                    await send({"type": "websocket.close", "code": seat.code})

    async def _listen(self, show: str, seat: Seat, receive: Receive) -> None:
        """Answer until the viewer leaves or breaks the rules."""
        messages = Rate(burst=60, per_second=10, keys=1)
        claps = Rate(burst=30, per_second=10, keys=1)
        while (message := await receive())["type"] != "websocket.disconnect":
            said = message.get("text")
            if said is None or len(said) > MAX_MESSAGE or messages.wait(""):
                return seat.leave(POLICY)
            try:
                wish = _decoder.decode(said)
            except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
                return seat.leave(POLICY)
            if isinstance(wish, Ping):
                seat.tell(text({"type": "pong", "t": wish.t, "now": time.time()}))
            elif not claps.wait("", wish.n):
                self._hub.clap(show, wish.n)
