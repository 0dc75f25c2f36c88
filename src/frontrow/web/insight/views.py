"""The organiser's insight, and a house's own: what was released with noise, and nothing that was not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.privacy import BudgetSpent, Count
from frontrow.recommend.insight.release import expected
from frontrow.recommend.insight.shares import Share, shares
from frontrow.recommend.insight.visits import STAGES
from frontrow.web.audit.actor import NotAllowed, actor_of
from frontrow.web.insight.actions.plan_releases import plan_releases
from frontrow.web.insight.actions.release import PLANNED, TooSoon, cost, houses, release_figures
from frontrow.web.insight.charts import Bar, bars
from frontrow.web.insight.models import Released, Timetable, Trial
from frontrow.web.insight.trials import standing
from frontrow.web.insight.words import STAGE
from frontrow.web.learning import titles
from frontrow.web.ledger import ledger, spent_words
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds, only
from frontrow.web.season.models import House

TOP = 12  # looks in the list


@never_cache
@only(Role.ORGANISER)
def insight(request: HttpRequest) -> HttpResponse:
    """The organiser's page: what was released last, with its noise, and what the next release costs."""
    last, called, book = Released.objects.first(), titles(), ledger()
    told = last.season if last else {}
    return render(
        request,
        "insight/insight.html",
        {
            "told": bool(told),
            "visitors": _rounded(told["funnel"][STAGES[0]]) if told else None,
            "funnel": _stages(told["funnel"]) if told else [],
            "attention": _looks([look for house in last.houses.values() for look in house["looks"].items()], called)[
                :TOP
            ]
            if last
            else [],
            "exposure": _exposure(told) if told else [],
            "segments": _segments(told.get("segments", [])) if told else [],
            "trials": [(trial, _trial(trial, told.get("trials", {}).get(trial.slug))) for trial in Trial.objects.all()],
            "budget": {
                "epsilon": book.budget.epsilon,
                "delta": book.budget.delta,
                "spent": book.epsilon(),
                "share": min(100 * book.spent() / book.budget.rho, 100),
                "left": ledger("insight").left() >= cost() * (1 - 1e-9),
                "planned": PLANNED,
                "made": Released.objects.count(),
                "error": round(expected(cost())),
                "rows": [(row.name, datetime.fromtimestamp(row.at, UTC), row.rho) for row in book.releases()],
            },
            "last": last,
            "houses": House.objects.all(),
            "plan": Timetable.now(),
            "hours": range(24),
        },
    )


@never_cache
def of_house(request: HttpRequest, slug: str) -> HttpResponse:
    """A house's page: nothing but what was released, with its noise. For its own people and the organiser."""
    house = get_object_or_404(House, slug=slug)
    if not holds(request.user, Role.HOUSE, house=house):
        raise PermissionDenied
    latest = Released.objects.first()
    told = latest.houses.get(slug) if latest else None
    return render(
        request,
        "insight/house.html",
        {
            "house": house,
            "release": latest if told else None,
            "funnel": _stages(told["funnel"]) if told else [],
            "looks": _looks(told["looks"].items(), titles()) if told else [],
            "segments": _segments(told["segments"]) if told else [],
        },
    )


@require_POST
@only(Role.ORGANISER)
def release(request: HttpRequest) -> HttpResponse:
    """Give organiser and houses today's figures."""
    try:
        release_figures(actor_of(request))
    except NotAllowed as error:
        messages.error(request, str(error))
    except TooSoon:
        messages.error(request, _("Figures were released within the last hour: nothing was released."))
    except BudgetSpent:
        messages.error(request, spent_words())
    else:
        messages.success(request, _("There are new figures, for you and for the houses."))
    return redirect("insight")


@require_POST
@only(Role.ORGANISER)
def plan(request: HttpRequest) -> HttpResponse:
    """Release by itself at an hour, or not."""
    told = request.POST.get("hour", "")
    try:
        hour = int(told) if told.isascii() and told.isdecimal() and len(told) < 3 else -1
        made = plan_releases(actor_of(request), request.POST.get("on") == "yes", hour)
    except UserError as error:
        messages.error(request, str(error))
    else:
        by_itself = _("Figures are released every day after %(hour)s:00 UTC.")
        by_her = _("You release figures yourself.")
        messages.success(request, by_itself % {"hour": made.hour} if made.on else by_her)
    return redirect("insight")


def _stages(counts: dict[str, list[Any]]) -> list[Bar]:
    return _counts([(str(STAGE[stage]), counts[stage]) for stage in STAGES])


def _looks(counts: Iterable[tuple[str, list[Any]]], called: dict[str, str]) -> list[Bar]:
    found = [(called.get(look, look), count) for look, count in counts]
    return _counts(sorted(found, key=lambda pair: -pair[1][0]))


def _exposure(told: dict[str, Any]) -> list[tuple[str, float, tuple[Share, Share]]]:
    """By house: its share of the looks, of the recommended places, of the time."""
    of = list(houses().values())
    called = dict(House.objects.values_list("slug", "name"))
    places, time = (shares({name: Count(*count) for name, count in told[what].items()}) for what in ("places", "time"))
    return [(called.get(name, name), of.count(name) / max(len(of), 1), (places[name], time[name])) for name in places]


def _rounded(count: list[Any]) -> tuple[int, int]:
    """About how many, and how far off it may be."""
    return max(count[0], 0), round(count[1])


def _segments(people: list[dict[str, Any]]) -> list[Bar]:
    language = get_language() or "en"
    return _counts([(one["title"].get(language) or _("Too new to say"), one["count"]) for one in people])


def _counts(counts: list[tuple[str, list[Any]]]) -> list[Bar]:
    return bars(
        [
            Bar(name, max(value, 0), max(value - error, 0), max(value + error, 0), clear=clear)
            for name, (value, error, clear) in counts
        ]
    )


@dataclass(frozen=True)
class Told:
    """A test in percent, as the page says it; low and high are None before there is enough to say anything."""

    trial: Trial
    visitors: tuple[int, int]
    usual: float
    other: float
    difference: float
    low: float | None
    high: float | None
    says: str
    broken: bool


def _trial(trial: Trial, released: list[Any] | None) -> Told | None:
    """What the last release says of a test; None when it says nothing of it."""
    if released is None:
        return None
    now = standing(released)
    verdict, (usual, other) = now.verdict, now.arms
    if not verdict.ready:
        says = _("Too few visitors yet to say anything.")
    elif not verdict.decided:
        says = _("Not decided yet: the interval holds zero.")
    else:
        says = _("Decided: the other way is better.") if verdict.low > 0 else _("Decided: the usual way is better.")
    low, high = (round(100 * end, 1) if verdict.ready else None for end in (verdict.low, verdict.high))
    means = (round(100 * each, 1) for each in (usual.mean, other.mean, verdict.difference))
    return Told(trial, (usual.visitors, other.visitors), *means, low, high, says, now.fair < 0.001)
