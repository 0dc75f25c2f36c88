"""The page of a joint show, for the houses in it."""

from collections.abc import Callable
from datetime import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, actor_of
from frontrow.web.commons.actions.agree import agree
from frontrow.web.commons.actions.answer_joint import answer_joint
from frontrow.web.commons.actions.place_look import add_look, move_look, remove_look
from frontrow.web.commons.actions.stage_joint import call_off, publish_joint, set_joint
from frontrow.web.commons.actions.start_joint import ask_house, start_joint
from frontrow.web.commons.models import Answer, Joint, Kind, Part, Use
from frontrow.web.people.models import Membership, Role
from frontrow.web.people.roles import holds, houses_of, only
from frontrow.web.season.models import House, Look


@require_POST
@only(Role.HOUSE)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a joint show as the house `slug`."""
    host = get_object_or_404(houses_of(request.user), slug=slug)
    words = {"en": request.POST.get("title", "").strip()[:80], "zh-hans": request.POST.get("title_zh", "").strip()[:80]}
    title = {code: text for code, text in words.items() if text}
    houses = House.objects.filter(slug__in=request.POST.getlist("houses"))
    try:
        if not title:
            raise UserError(_("Give the show a name."))
        return redirect(start_joint(actor_of(request), host, title, houses))
    except UserError as error:
        messages.error(request, str(error))
        return redirect("shelf")


@never_cache
@only(Role.HOUSE)
def joint(request: HttpRequest, slug: str) -> HttpResponse:
    """The line-up, each house's part, and what this account may change."""
    found = _joint(request, slug)
    digest, hosts = found.digest(), holds(request.user, Role.HOUSE, house=found.host)
    mine = set(houses_of(request.user).values_list("pk", flat=True))
    own = set(Membership.objects.filter(user=request.user, role=Role.HOUSE).values_list("house", flat=True))
    parts = list(found.parts.select_related("house", "agreed_by"))
    places = list(found.show.places.order_by("order", "id").select_related("look__collection__house", "look__asset"))
    walking = {place.look_id for place in places}
    uses = Use.objects.filter(house=found.host)
    return render(
        request,
        "commons/joint.html",
        {
            "joint": found,
            "show": found.show,
            "digest": digest,
            "hosts": hosts,
            "places": [
                (place.look, hosts or place.look.collection.house_id in mine, place.look.collection.house_id in mine)
                for place in places
            ],
            "parts": [
                {
                    "part": part,
                    "agrees": part.agrees(digest),
                    "mine": part.house_id in mine,
                    "own": part.house_id in own,
                    "free": [
                        look
                        for look in Look.objects.shown().filter(collection__house=part.house)
                        if look.pk not in walking
                    ]
                    if part.house_id in mine and part.answer == Answer.IN
                    else [],
                }
                for part in parts
            ],
            "missing": found.missing(),
            "others": House.objects.exclude(pk__in=[part.house_id for part in parts if part.answer != Answer.OUT]),
            "venues": uses.filter(kind=Kind.VENUE),
            "scores": uses.filter(kind=Kind.SCORE),
        },
    )


@require_POST
@only(Role.HOUSE)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """One change to a joint show; `do` says which."""
    found = _joint(request, slug)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise Http404
    try:
        deed(actor_of(request), found, request)
    except UserError as error:
        messages.error(request, str(error))
    return redirect(found)


Deed = Callable[[Actor, Joint, HttpRequest], Any]


def _part(found: Joint, request: HttpRequest) -> Part:
    part: Part = get_object_or_404(found.parts.select_related("house"), house__slug=request.POST.get("house", ""))
    return part


def _look(request: HttpRequest) -> Look:
    return get_object_or_404(Look.objects.select_related("collection__house"), slug=request.POST.get("look", ""))


def _set(actor: Actor, found: Joint, request: HttpRequest) -> None:
    said = request.POST.get("daily", "").strip()
    daily: time | None = _time(said)
    if said and daily is None:
        raise UserError(_("Write the hour as 20:00."))
    set_joint(actor, found, daily, _use(found, request, "venue"), _use(found, request, "score"))


def _time(said: str) -> time | None:
    try:
        return parse_time(said) if said else None
    except ValueError:
        return None


def _use(found: Joint, request: HttpRequest, name: str) -> Use | None:
    said = request.POST.get(name, "")
    if not said:
        return None
    if not said.isdecimal() or len(said) > 9:
        raise Http404
    return get_object_or_404(Use, pk=int(said), house=found.host)


DEEDS: dict[str, Deed] = {
    "ask": lambda actor, found, request: ask_house(
        actor, found, get_object_or_404(House, slug=request.POST.get("house", ""))
    ),
    "in": lambda actor, found, request: answer_joint(actor, _part(found, request), takes_part=True),
    "out": lambda actor, found, request: answer_joint(actor, _part(found, request), takes_part=False),
    "add": lambda actor, found, request: add_look(actor, found, _look(request)),
    "remove": lambda actor, found, request: remove_look(actor, found, _look(request)),
    "earlier": lambda actor, found, request: move_look(actor, found, _look(request), earlier=True),
    "later": lambda actor, found, request: move_look(actor, found, _look(request), earlier=False),
    "agree": lambda actor, found, request: agree(actor, _part(found, request), request.POST.get("seen", "")),
    "set": _set,
    "publish": lambda actor, found, request: publish_joint(actor, found),
    "off": lambda actor, found, request: call_off(actor, found),
}


def _joint(request: HttpRequest, slug: str) -> Joint:
    """For people of a house that is in it or asked."""
    found = get_object_or_404(Joint.objects.select_related("show", "host"), show__slug=slug)
    if not found.parts.filter(house__in=houses_of(request.user)).exists():
        raise PermissionDenied
    return found
