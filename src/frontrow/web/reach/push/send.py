"""Sends one push, encrypted for its browser (RFC 8291), signed by the house, without following anybody elsewhere."""

import hashlib
import json
from enum import StrEnum
from typing import Any

import requests
from django.conf import settings
from pywebpush import WebPushException, webpush

from frontrow.web.reach.push.endpoint import allowed
from frontrow.web.reach.push.key import key

SECONDS = 10.0  # that a push service may take


class Came(StrEnum):
    """What became of a push: sent; gone (the browser wants no more); later (the service is busy); refused."""

    SENT = "sent"
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"


def send(subscription: dict[str, Any], message: dict[str, str], seconds: int, topic: str) -> Came:
    """Send `message`. seconds: after which it is of no use. topic: a later push of the same replaces it."""
    if not allowed(subscription["endpoint"]):
        return Came.REFUSED
    with requests.Session() as session:
        session.max_redirects = 0
        session.trust_env = False
        try:
            webpush(
                subscription,
                json.dumps(message, ensure_ascii=False),
                vapid_private_key=key(),
                vapid_claims={"sub": _contact()},
                ttl=max(0, seconds),
                headers={"Urgency": "high", "Topic": hashlib.sha256(topic.encode()).hexdigest()[:32]},
                timeout=SECONDS,
                requests_session=session,
            )
        except WebPushException as error:
            return _meaning(error.response.status_code if error.response is not None else 0)
        except requests.TooManyRedirects:
            return Came.REFUSED
        except requests.RequestException:
            return Came.LATER
    return Came.SENT


def _meaning(status: int) -> Came:
    if status in (404, 410):
        return Came.GONE
    return Came.LATER if status == 429 or status >= 500 else Came.REFUSED


def _contact() -> str:
    """Whom a push service may write to, as RFC 8292 wants it."""
    if settings.SITE.startswith("https://"):
        return str(settings.SITE).rstrip("/")
    _, _, address = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    return f"mailto:{address.rstrip('>')}"
