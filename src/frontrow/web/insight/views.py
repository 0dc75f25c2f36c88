"""The organiser's insight, and a house's own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.privacy import BudgetSpent
from frontrow.recommend.insight.figure import Figure
from frontrow.recommend.insight.funnel import funnel
from frontrow.recommend.insight.looks import attention, evenness, exposure
from frontrow.recommend.insight.visits import STAGES, Visits
from frontrow.web.audit.actor import NotAllowed, actor_of
from frontrow.web.insight.actions.release import PLANNED, TooSoon, houses, release_figures
from frontrow.web.insight.charts import Bar, bars
from frontrow.web.insight.models import Released, Trial
from frontrow.web.insight.reading import visits
from frontrow.web.insight.trials import standing
from frontrow.web.insight.words import STAGE
from frontrow.web.learning import titles
from frontrow.web.ledger import ledger
from frontrow.web.season.models import House

TOP = 12  # looks in the list


@never_cache
@staff_member_required
def insight(request: HttpRequest) -> HttpResponse:
    """The organiser's page: exact counts of the site's own log, with the error of what they are taken to mean."""
    seen, called = visits(), titles()
    called_houses = dict(House.objects.values_list("slug", "name"))
    book = ledger()
    return render(
        request,
        "insight/insight.html",
        {
            "visitors": int((seen.reached.max(axis=1, initial=-1) >= 0).sum()),
            "funnel": _funnel(seen),
            "attention": bars(
                [
                    Bar(
                        called.get(held.item, held.item),
                        held.seconds.value,
                        held.seconds.low,
                        held.seconds.high,
                        held.visitors,
                    )
                    for held in attention(seen)[:TOP]
                ]
            ),
            "exposure": [
                (called_houses.get(one.group, one.group), one.of_looks, one.of_places, one.of_attention)
                for one in exposure(seen, houses())
            ],
            "evenness": evenness(seen),
            "trials": [_trial(trial) for trial in Trial.objects.all()],
            "budget": {
                "epsilon": book.budget.epsilon,
                "spent": book.epsilon(),
                "planned": PLANNED,
                "made": Released.objects.count(),
            },
            "last": Released.objects.first(),
            "houses": House.objects.all(),
        },
    )


@never_cache
def of_house(request: HttpRequest, slug: str) -> HttpResponse:
    """A house's page: nothing but what was released, with its noise. For staff, and for the house's own group."""
    house = get_object_or_404(House, slug=slug)
    if not (request.user.is_staff or request.user.groups.filter(name=f"house:{slug}").exists()):
        raise PermissionDenied
    latest = Released.objects.first()
    told = latest.houses.get(slug) if latest else None
    called = titles()
    return render(
        request,
        "insight/house.html",
        {
            "house": house,
            "release": latest if told else None,
            "funnel": _counts([(str(STAGE[stage]), told["funnel"][stage]) for stage in STAGES]) if told else [],
            "looks": _counts(
                sorted(
                    ((called.get(look, look), count) for look, count in told["looks"].items()),
                    key=lambda pair: -pair[1][0],
                )
            )
            if told
            else [],
            "segments": _segments(told["segments"]) if told else [],
        },
    )


@require_POST
@staff_member_required
def release(request: HttpRequest) -> HttpResponse:
    """Give the houses today's figures."""
    try:
        release_figures(actor_of(request))
    except NotAllowed as error:
        messages.error(request, str(error))
    except TooSoon:
        messages.error(request, _("The houses were given figures within the last hour: nothing was released."))
    except BudgetSpent:
        messages.error(request, _("The season's privacy budget is spent: nothing was released."))
    else:
        messages.success(request, _("The houses have new figures."))
    return redirect("insight")


def _funnel(seen: Visits) -> list[Bar]:
    return bars([_bar(str(STAGE[step.stage]), step.of_all, step.visitors, 100) for step in funnel(seen)], top=100)


def _bar(name: str, figure: Figure, count: int, unit: float = 1) -> Bar:
    return Bar(name, unit * figure.value, unit * figure.low, unit * figure.high, count)


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


def _trial(trial: Trial) -> Told:
    now = standing(trial)
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
