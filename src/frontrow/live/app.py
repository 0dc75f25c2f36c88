"""The outer door: clock, live wire, intake and files answer here; every other path goes to the pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from pathlib import Path

from frontrow.live.asgi import App, Receive, Scope, Send, answer_json, refuse
from frontrow.live.headers import secured
from frontrow.live.hub import Hub
from frontrow.live.intake import Intake
from frontrow.live.pages import Pages, WsgiApp
from frontrow.live.recommendations import Recommendations
from frontrow.live.socket import Sockets
from frontrow.live.static import Files
from frontrow.live.withheld import Withheld
from frontrow.recommend.engine import Engine
from frontrow.recommend.events import EventStore

# Files are for everybody who has their address: pages of others show looks, and ask without cookies.
OPEN = {b"access-control-allow-origin": b"*", b"cross-origin-resource-policy": b"cross-origin"}
MEDIA_HEADERS = {**OPEN, b"content-security-policy": b"default-src 'none'; sandbox"}


def create(
    *,
    store: EventStore | None,
    key: bytes,
    assets: Path,
    media: Path,
    pages: WsgiApp | None = None,
    ready: Callable[[], Collection[str]] | None = None,
    hub: Hub | None = None,
    intake: Intake | None = None,
    engine: Engine | None = None,
    withheld: Withheld | None = None,
    region: str = "",
) -> App:
    """The whole site as one ASGI application.

    store: where interactions go; None: a process for pages and files alone, without intake, clock and live wire.
    key: what visitor cookies are signed with (`privacy.server_key`).
    assets, media: folders of files with hashed names, served under /assets/ and /media/.
    pages: a WSGI callable for every other path.
    ready: names the looks that are made; called in a thread every two seconds, and each newcomer is told
    to everyone watching.
    hub, intake: the ones to use in place of the usual, with other limits.
    engine: the recommender of this process, for /r; None leaves that path to the pages.
    withheld, region: what /r may not show, and the header that says where the visitor is: see Recommendations.
    """
    hub = hub or Hub(ready)
    sockets = Sockets(hub)
    routes: dict[str, App] = {}
    if store:
        routes = {"/e": intake or Intake(store, key, engine=engine), "/clock": _clock}
    if engine:
        routes["/r"] = Recommendations(engine, key, withheld=withheld, region=region)
    folders: list[tuple[str, App]] = [
        ("/assets/", Files(assets, "/assets/", OPEN)),
        ("/media/", Files(media, "/media/", MEDIA_HEADERS)),
        ("/live/", _upgrade if store else _nothing),
        ("/", Pages(pages) if pages else _nothing),
    ]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            return await (sockets if store else _nobody)(scope, receive, send)
        if scope["type"] == "lifespan":
            return await _lifespan(hub if store else None, receive, send)
        path = scope["path"]
        found = routes.get(path) or next((to for prefix, to in folders if path.startswith(prefix)), _nothing)
        await found(scope, receive, secured(send))

    return app


async def _clock(scope: Scope, receive: Receive, send: Send) -> None:
    await answer_json(send, 200, {"now": time.time()})


async def _upgrade(scope: Scope, receive: Receive, send: Send) -> None:
    await refuse(send, 426, "This path speaks WebSocket.", [(b"upgrade", b"websocket")])


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await refuse(send, 404, f"There is nothing at {scope['path'][:200]}.")


async def _nobody(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()  # websocket.connect
    await send({"type": "websocket.close"})


async def _lifespan(hub: Hub | None, receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            if hub:
                hub.open()
            await send({"type": "lifespan.startup.complete"})
        else:
            if hub:
                await hub.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
