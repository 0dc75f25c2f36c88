"""Security headers for every answer; what the answer already sets is kept."""

from __future__ import annotations

from frontrow.live.asgi import Message, Send
from frontrow.policy import CONTENT_SECURITY_POLICY

HEADERS = {
    b"content-security-policy": CONTENT_SECURITY_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(self), xr-spatial-tracking=(self), microphone=(), geolocation=()",
}


def secured(send: Send) -> Send:
    """A `send` that adds the headers an answer lacks."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            fields = list(message.get("headers", ()))
            present = {bytes(name).lower() for name, _ in fields}
            fields += [(name, value) for name, value in HEADERS.items() if name not in present]
            message = {**message, "headers": fields}
        await send(message)

    return with_headers
