"""Django (or any WSGI application) behind the same door, its POST paths limited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from a2wsgi import WSGIMiddleware

from frontrow.live.asgi import Receive, Scope, Send, address, header, refuse
from frontrow.live.limits import Rate

SAFE = {"GET", "HEAD", "OPTIONS"}
MAX_BYTES = 16 * 1024 * 1024  # a pattern file or a picture; Django has its own, lower limits a form
WsgiApp = Callable[..., Any]


class Pages:
    """The ASGI end point for everything that is not live. `logins`: last path segments limited most."""

    def __init__(
        self,
        wsgi: WsgiApp,
        threads: int = 8,
        posts: Rate | None = None,
        logins: Rate | None = None,
    ) -> None:
        self._app: Any = WSGIMiddleware(wsgi, workers=threads)
        self._posts = posts or Rate(burst=120, per_second=4)
        self._logins = logins or Rate(burst=10, per_second=0.1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["query_string"].isascii():
            return await refuse(send, 400, "The address has characters that must be percent-encoded.")
        if scope["method"] not in SAFE:
            rate = self._logins if scope["path"].rstrip("/").endswith("login") else self._posts
            if wait := rate.wait(address(scope)):
                again = [(b"retry-after", str(int(wait) + 1).encode())]
                return await refuse(send, 429, "Too many attempts; wait a moment and try again.", again)
        if header(scope, b"transfer-encoding"):
            return await refuse(send, 411, "Say how long the content is (Content-Length).")
        if int(header(scope, b"content-length") or 0) > MAX_BYTES:
            return await refuse(send, 413, f"That is larger than {MAX_BYTES >> 20} MB; send a smaller file.")
        # WSGI turns `-` and `_` of header names into the same thing, so only one spelling may pass.
        fields = [(name, value) for name, value in scope["headers"] if b"_" not in name]
        await self._app({**scope, "headers": fields}, receive, send)
