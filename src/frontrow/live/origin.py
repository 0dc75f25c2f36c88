"""Whether a request that changes something comes from one of our own pages."""

from __future__ import annotations

from frontrow.live.asgi import Scope, header


def same_origin(scope: Scope) -> bool:
    """False when a browser says that another site's page sent this; programs that say nothing are let in.

    Compares the Origin header's host with Host (RFC 6454) and honours Sec-Fetch-Site (W3C Fetch Metadata).
    """
    site = header(scope, b"sec-fetch-site")
    if site and site != "same-origin":
        return False
    origin = header(scope, b"origin")
    return not origin or origin.partition("://")[2].lower() == header(scope, b"host").lower() != ""
