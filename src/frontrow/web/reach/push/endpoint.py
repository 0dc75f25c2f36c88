"""Where a push may go. A browser names its own push service, so a stranger could name any machine: only known push
services are asked, and those that the organiser adds."""

import base64
import binascii
import os
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.utils.translation import gettext as _

from frontrow.errors import UserError

# Google (Chrome, Edge on Android), Mozilla, Microsoft, Apple: as their browsers' subscriptions name them.
SERVICES = (
    "fcm.googleapis.com",
    ".push.services.mozilla.com",
    ".notify.windows.com",
    ".push.apple.com",
)
LONGEST = 1000  # characters of an endpoint


def services() -> tuple[str, ...]:
    """Hosts, or endings of hosts; host:port of FRONTROW_PUSH_HOSTS besides, where plain http will do."""
    return (*SERVICES, *os.environ.get("FRONTROW_PUSH_HOSTS", "").split())


def allowed(endpoint: str) -> bool:
    """Whether a push may go there."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.password or len(endpoint) > LONGEST or not host:
        return False
    if f"{host}:{port}" in services():
        return parts.scheme in ("http", "https")
    known = any(host == each or (each[0] == "." and host.endswith(each)) for each in SERVICES)
    return known and parts.scheme == "https" and port in (None, 443)


def checked(endpoint: str, p256dh: str, auth: str) -> tuple[str, str, str]:
    """A browser's subscription as it is kept: RFC 8291's key and secret, of the right length and on the curve.

    Raises UserError."""
    if not allowed(endpoint):
        raise UserError(_("This browser's push service is not known here. Ask for a letter instead."))
    try:
        point, secret = decoded(p256dh), decoded(auth)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except (ValueError, binascii.Error):
        raise UserError(_("This browser's subscription cannot be read.")) from None
    if len(point) != 65 or len(secret) != 16:
        raise UserError(_("This browser's subscription cannot be read."))
    return endpoint, plain(point), plain(secret)


def decoded(text: str) -> bytes:
    """Bytes of base64url without padding. Raises ValueError."""
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)


def plain(data: bytes | Any) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
