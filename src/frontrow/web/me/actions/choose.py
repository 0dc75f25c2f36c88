"""Agree to be remembered, or not."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from frontrow.privacy import (
    Cookie,
    consent_cookie,
    new_visitor,
    server_key,
    visitor_cookie,
)
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.learning import known
from frontrow.web.shop.models import Order


@transaction.atomic
def choose(actor: Actor, request: HttpRequest, response: HttpResponse, yes: bool) -> None:
    """Put the choice into `response`'s cookies: a first yes gives a visitor id as well.

    A "no" keeps the id, unused: what was stored before stays until the visitor erases it, and by the id it is found.
    """
    record(actor, "choose", "learning", yes=yes)
    if not yes and (who := known(request)):
        Order.objects.filter(learns=who).update(learns="")
    secure = request.is_secure()
    put(response, consent_cookie(yes, secure))
    if yes and known(request) is None:
        put(response, visitor_cookie(new_visitor(), server_key(settings.HOME.root), secure))


def put(response: HttpResponse, cookie: Cookie) -> None:
    response.set_cookie(
        cookie.name,
        cookie.value,
        max_age=cookie.max_age,
        httponly=cookie.http_only,
        secure=cookie.secure,
        samesite="Lax",
    )
