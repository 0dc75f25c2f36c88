"""My page: what I saved, what is known about me, and the switches."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.language.labels import said
from frontrow.privacy import (
    REMEMBERED,
    ErasureIncomplete,
    Purpose,
    consent,
    forget_visitor,
    new_visitor,
    server_key,
    visitor_cookie,
)
from frontrow.recommend import Interaction
from frontrow.recommend.people.denied import PREFIX, trait, traits
from frontrow.recommend.people.profile import FACETS
from frontrow.web import personal
from frontrow.web.audit.actor import actor_of
from frontrow.web.back import back
from frontrow.web.consents import switches
from frontrow.web.learning import names, recent, titles, visitor
from frontrow.web.me.actions.choose import choose, put
from frontrow.web.me.actions.deny import deny
from frontrow.web.me.actions.erase import erase
from frontrow.web.me.archive import archive
from frontrow.web.me.export import export
from frontrow.web.me.known import known
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import Saved
from frontrow.web.shows.models import Show
from frontrow.web.stories.shelf import titles as stories
from frontrow.web.studio.models import PatternUpload


@never_cache
def me(request: HttpRequest) -> HttpResponse:
    history, holder = recent(request), holder_of(request)
    return render(
        request,
        "me/me.html",
        {
            "saved": Saved.objects.filter(holder=holder).select_related("look__collection__house", "look__asset"),
            "known": known(request, history) if visitor(request, Purpose.PERSONALISE) else None,
            "history": _lines(history),
            "switches": switches(request),
            "losses": personal.losses(personal.whose(request)),
            "uploads": PatternUpload.objects.filter(holder=holder) if holder else [],
        },
    )


@dataclass(frozen=True)
class Line:
    """One thing the visitor did, as she reads it."""

    at: datetime
    what: str
    look: str


DID = {
    "view": _lazy("looked at"),
    "click": _lazy("opened"),
    "dwell": _lazy("stayed with"),
    "save": _lazy("saved"),
    "add_to_bag": _lazy("put into the bag"),
    "like": _lazy("applauded"),
    "share": _lazy("shared"),
    "purchase": _lazy("bought"),
    "try_on": _lazy("tried on"),
    "linger": _lazy("walked round"),
    "attend": _lazy("watched"),
    "dismiss": _lazy("set aside"),
}
SHOWN = 20


def _did(done: Interaction) -> str:
    if done.item.startswith(PREFIX):
        return _("said it is true after all:") if done.value == 0 else _("said it is not true:")
    if done.value == 0:
        return _("let go of")
    return _("photographed") if done.page == "photo" else str(DID.get(done.event, done.event))


def _lines(history: list[Interaction]) -> list[Line]:
    """The last interactions, newest first."""
    language, name = get_language() or "en", names()
    called = titles() | {show.slug: str(show) for show in Show.objects.only("slug", "title")} | stories()
    for facet, label in traits(history):
        called[trait(facet, label)] = said(facet, label, language, name)
    return [
        Line(datetime.fromtimestamp(done.at, UTC), _did(done), called.get(done.item, done.item))
        for done in reversed(history[-SHOWN:])
    ]


@require_POST
def not_true(request: HttpRequest) -> HttpResponse:
    """A word said of her does not describe her, or does after all (`again`)."""
    facet, label = request.POST.get("facet", ""), request.POST.get("label", "")
    if facet not in FACETS or len(label) > 80 or not label:
        return HttpResponseBadRequest()
    deny(actor_of(request), facet, label, taken_back="again" in request.POST)
    return redirect(f"{reverse('me')}#learning")


@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """To what does she agree? `learn` answers for all that is learnt from; without it, the switches count."""
    response, learn = back(request, "/"), request.POST.get("learn")
    told = {"yes": REMEMBERED, "no": frozenset[Purpose]()}
    switched = frozenset(purpose for purpose in Purpose if purpose.value in request.POST.getlist("purpose"))
    choose(actor_of(request), request, response, told.get(learn, switched) if learn else switched)
    return response


@require_POST
def take_away(request: HttpRequest) -> HttpResponse:
    """All of it, as a file: JSON, or (`as`: zip) JSON and tables in one ZIP."""
    if request.POST.get("as") == "zip":
        headers = {"Content-Disposition": 'attachment; filename="front-row.zip"'}
        return HttpResponse(archive(export(request)), "application/zip", headers=headers)
    response = JsonResponse(export(request), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="front-row.json"'
    return response


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Erase all of it. The choice itself stays, so that nobody is asked again; after a yes a new id begins."""
    if "losses" not in request.POST and personal.losses(personal.whose(request)):
        messages.error(request, _("Others lose by it: tick that this is erased too, or hand it on first."))
        return redirect("me")
    try:
        erase(actor_of(request), request)
    except ErasureIncomplete:
        messages.error(request, _("Not everything could be erased. Please try again."))
        return redirect("me")
    messages.success(request, _("Everything is erased."))
    response = redirect("me")
    secure = request.is_secure()
    if consent(request.COOKIES):
        put(response, visitor_cookie(new_visitor(), server_key(settings.HOME.root), secure))
    else:
        put(response, forget_visitor(secure))
    return response
