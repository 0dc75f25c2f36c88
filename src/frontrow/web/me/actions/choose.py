"""Agree to each purpose, or not; taking it back is the same step."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from frontrow.privacy import (
    REMEMBERED,
    Cookie,
    Purpose,
    consent_cookie,
    new_visitor,
    server_key,
    visitor_cookie,
)
from frontrow.recommend.events import May
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.learning import known, store
from frontrow.web.shop.models import Order


@transaction.atomic
def choose(actor: Actor, request: HttpRequest, response: HttpResponse, purposes: Collection[Purpose]) -> None:
    """Put the choice into `response`'s cookies: a first yes gives a visitor id as well.

    What is kept under the id is from now on for what she agreed to and for nothing else. After a "no" to all it rests,
    unused, until she erases it or its time is over; by the id it is found.
    """
    record(actor, "choose", "learning", **{purpose.value: purpose in purposes for purpose in Purpose})
    remembered, who = bool(REMEMBERED & set(purposes)), known(request)
    if not remembered and who:
        Order.objects.filter(learns=who).update(learns="")
    secure = request.is_secure()
    put(response, consent_cookie(purposes, secure))
    if remembered and who is None:
        who = new_visitor()
        put(response, visitor_cookie(who, server_key(settings.HOME.root), secure))
    if who:
        store().agree(who, May(Purpose.MEASURE in purposes, Purpose.PERSONALISE in purposes))


def put(response: HttpResponse, cookie: Cookie) -> None:
    response.set_cookie(
        cookie.name,
        cookie.value,
        max_age=cookie.max_age,
        httponly=cookie.http_only,
        secure=cookie.secure,
        samesite="Lax",
    )
