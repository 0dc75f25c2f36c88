"""A house's own page of the commons: what it uses of others and where, what it offers, its joint shows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.privacy import BudgetSpent
from frontrow.web.audit.actor import actor_of
from frontrow.web.commons.actions.offer import offer
from frontrow.web.commons.actions.put import put
from frontrow.web.commons.actions.release_pooled import release_pooled
from frontrow.web.commons.actions.use import take_newest
from frontrow.web.commons.forms import OfferForm
from frontrow.web.commons.models import Joint, Kind, Offer, Use
from frontrow.web.ledger import spent_words
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds, houses_of, only
from frontrow.web.season.models import Garment, House, Look
from frontrow.web.shows.models import Show


@never_cache
@only(Role.HOUSE)
def shelf(request: HttpRequest) -> HttpResponse:
    houses = houses_of(request.user)
    return render(
        request,
        "commons/shelf.html",
        {
            "all_houses": House.objects.all(),
            "organises": holds(request.user, Role.ORGANISER),
            "houses": [
                {
                    "house": house,
                    "uses": [(use, _targets(use)) for use in house.uses.select_related("version__offer")],
                    "offers": Offer.objects.filter(house=house),
                    "joints": Joint.objects.filter(parts__house=house).select_related("show", "host").distinct(),
                }
                for house in houses
            ],
        },
    )


def _targets(use: Use) -> list[tuple[str, str]]:
    """Where a copy can go: the value of a choice, and what it is called."""
    if use.kind in (Kind.FABRIC, Kind.PATTERN):
        garments = Garment.objects.filter(look__collection__house=use.house).select_related("look", "pattern")
        return [(f"garment:{each.pk}", f"{each.look} · {each}") for each in garments]
    if use.kind == Kind.POSE:
        return [(f"look:{look.slug}", str(look)) for look in Look.objects.filter(collection__house=use.house)]
    shows = Show.objects.filter(looks__collection__house=use.house, joint=None).exclude(
        looks__in=Look.objects.exclude(collection__house=use.house)
    )
    return [(f"show:{show.slug}", str(show)) for show in shows.distinct()]


@require_POST
@only(Role.HOUSE)
def put_to_use(request: HttpRequest, pk: int) -> HttpResponse:
    use = _mine(request, pk)
    target = _target(request.POST.get("target", ""))
    try:
        put(actor_of(request), use, target)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(what)s: done. Looks that changed are draped anew.") % {"what": use})
    return redirect("shelf")


def _target(value: str) -> Any:
    kind, _sep, name = value.partition(":")
    if kind == "garment" and name.isdecimal() and len(name) < 10:
        return get_object_or_404(Garment.objects.select_related("look__collection__house"), pk=int(name))
    if kind == "look":
        return get_object_or_404(Look, slug=name)
    if kind == "show":
        return get_object_or_404(Show, slug=name)
    raise Http404


@require_POST
@only(Role.HOUSE)
def newest(request: HttpRequest, pk: int) -> HttpResponse:
    use = _mine(request, pk)
    try:
        take_newest(actor_of(request), use)
    except UserError as error:
        messages.error(request, str(error))
    else:
        said = _("%(what)s is at version %(number)s now.")
        messages.success(request, said % {"what": use, "number": use.credit.get("version")})
    return redirect("shelf")


@require_POST
@only(Role.ORGANISER)
def release(request: HttpRequest) -> HttpResponse:
    """Tell the houses the pooled figures."""
    try:
        release_pooled(actor_of(request))
    except BudgetSpent:
        messages.error(request, spent_words())
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The pooled figures are on the offers' pages."))
    return redirect("shelf")


@never_cache
@only(Role.HOUSE)
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer something."""
    house = _house(request, slug)
    form = OfferForm(house, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = offer(
                actor_of(request),
                house,
                said["kind"],
                said["source"],
                **form.words,
                licence=said["licence"],
                credit=said["credit"],
                based_on=said["based_on"],
            )
        except UserError as error:
            form.add_error(None if said.get("own") else "file", str(error))
        else:
            messages.success(request, _("It is offered; a moderator looks at it first."))
            return redirect(made)
    return render(request, "commons/give.html", {"form": form, "house": house}, status=400 if form.is_bound else 200)


def _mine(request: HttpRequest, pk: int) -> Use:
    return get_object_or_404(Use.objects.select_related("house"), pk=pk, house__in=houses_of(request.user))


def _house(request: HttpRequest, slug: str) -> House:
    found: House = get_object_or_404(houses_of(request.user), slug=slug)
    return found
