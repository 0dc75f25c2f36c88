"""The few words of ASGI that this room speaks: types, one way to answer, one way to read a body."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

import msgspec

from frontrow.limits import asker, household

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]


class TooLarge(Exception):
    """A request body longer than its limit."""


class Gone(Exception):
    """The client left, or took too long, before its request was whole."""


def header(scope: Scope, name: bytes, last: bool = False) -> str:
    """The first (or last) value of a request header, by its lower-case name; empty when absent."""
    for key, value in reversed(scope["headers"]) if last else scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return ""


def address(scope: Scope) -> str:
    """Who is asking, for limits."""
    client = scope.get("client")
    return household(asker(str(client[0]) if client else "", header(scope, b"x-forwarded-for", last=True)))


async def body(scope: Scope, receive: Receive, limit: int, seconds: float = 10.0) -> bytes:
    """The request body, at most `limit` bytes and within `seconds`. Raises TooLarge, Gone."""
    declared = header(scope, b"content-length")
    if declared.isdecimal() and int(declared) > limit:
        raise TooLarge
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise Gone
                part = message.get("body", b"")
                size += len(part)
                if size > limit:
                    raise TooLarge
                parts.append(part)
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise Gone from None


async def answer(send: Send, status: int, content: bytes = b"", kind: bytes = b"", headers: Headers = ()) -> None:
    """Send a whole response; `kind` is its content type."""
    fields = [(b"content-length", str(len(content)).encode()), *headers]
    if kind:
        fields.append((b"content-type", kind))
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": content})


async def answer_json(send: Send, status: int, value: object, headers: Headers = ()) -> None:
    """Send `value` as JSON that nobody caches."""
    fields = [(b"cache-control", b"no-store"), *headers]
    await answer(send, status, msgspec.json.encode(value), b"application/json", fields)


async def refuse(send: Send, status: int, sentence: str, headers: Headers = ()) -> None:
    """Send `{"error": sentence}`: what is wrong and what to do."""
    await answer_json(send, status, {"error": sentence}, headers)
