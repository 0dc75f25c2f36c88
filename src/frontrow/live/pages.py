"""Django (or any WSGI application) behind the same door. How often somebody may post is its own to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from a2wsgi import WSGIMiddleware

from frontrow.live.asgi import Receive, Scope, Send, header, refuse

MAX_BYTES = 16 * 1024 * 1024  # a pattern file or a picture; Django has its own, lower limits a form
WsgiApp = Callable[..., Any]


class Pages:
    """The ASGI end point for everything that is not live."""

    def __init__(self, wsgi: WsgiApp, threads: int = 8) -> None:
        self._app: Any = WSGIMiddleware(wsgi, workers=threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["query_string"].isascii():
            return await refuse(send, 400, "The address has characters that must be percent-encoded.")
        if header(scope, b"transfer-encoding"):
            return await refuse(send, 411, "Say how long the content is (Content-Length).")
        if int(header(scope, b"content-length") or 0) > MAX_BYTES:
            return await refuse(send, 413, f"That is larger than {MAX_BYTES >> 20} MB; send a smaller file.")
        # WSGI turns `-` and `_` of header names into the same thing, so only one spelling may pass.
        fields = [(name, value) for name, value in scope["headers"] if b"_" not in name]
        await self._app({**scope, "headers": fields}, receive, send)
