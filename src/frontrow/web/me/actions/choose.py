"""Agree to be remembered, or not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from frontrow.privacy import (
    Cookie,
    consent_cookie,
    forget_visitor,
    new_visitor,
    server_key,
    visitor_cookie,
    visitor_of,
)


def choose(request: HttpRequest, response: HttpResponse, yes: bool) -> None:
    """Put the choice into `response`'s cookies: with yes a fresh visitor id, with no the id is taken away.

    What was stored before a "no" stays until the visitor erases it, and says so on her page.
    """
    secure = request.is_secure()
    put(response, consent_cookie(yes, secure))
    key = server_key(settings.HOME.root)
    if not yes:
        put(response, forget_visitor(secure))
    elif visitor_of(request.COOKIES, key) is None:
        put(response, visitor_cookie(new_visitor(), key, secure))


def put(response: HttpResponse, cookie: Cookie) -> None:
    response.set_cookie(
        cookie.name,
        cookie.value,
        max_age=cookie.max_age,
        httponly=cookie.http_only,
        secure=cookie.secure,
        samesite="Lax",
    )
