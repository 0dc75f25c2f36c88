"""Whose saves and bag: a random id in the session, made at the first thing kept and not before."""

import secrets

from django.http import HttpRequest

KEY = "holder"


def holder_of(request: HttpRequest) -> str:
    """The holder's id, or "" for somebody who keeps nothing yet."""
    return str(request.session.get(KEY, ""))


def holder_for(request: HttpRequest) -> str:
    """The holder's id, made now when there is none."""
    if KEY not in request.session:
        request.session[KEY] = secrets.token_hex(16)
    return holder_of(request)
