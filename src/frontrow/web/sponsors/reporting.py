"""What the organiser and the sponsor read of a campaign: nothing but what was released, with its noise."""

from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.web.insight.charts import Bar, bars
from frontrow.web.sponsors.models import THOUSAND, Campaign, DayFigures, Pays, Review


@dataclass(frozen=True)
class Sum:
    """A sum over the days with its 95 % error."""

    value: int
    error: float


@dataclass(frozen=True)
class Reported:
    """days: a bar a day, of showings seen. seconds: each, on average; None where too little was seen to say. bill: what
    the released showings (or clicks) come to at most, in the currency's smallest unit.
    """

    days: list[Bar]
    seen: Sum
    clicked: Sum
    seconds: float | None
    bill: int
    last: date | None


def reported(campaign: Campaign) -> Reported:
    """Every day that was told."""
    told = [(day, day.of(campaign.pk)) for day in DayFigures.objects.order_by("day")]
    told = [(day, figures) for day, figures in told if figures]
    seen, seconds, clicked = (_sum([figures[name] for _, figures in told]) for name in ("seen", "seconds", "clicked"))
    units = clicked.value * campaign.bid if campaign.pays == Pays.CLICK else seen.value * campaign.bid / THOUSAND
    return Reported(
        bars([_bar(day.day, figures["seen"]) for day, figures in told]),
        seen,
        clicked,
        seconds.value / seen.value if seen.value > 3 * seen.error else None,
        min(max(round(units), 0), campaign.budget),
        told[-1][0].day if told else None,
    )


def _sum(counts: list[list[Any]]) -> Sum:
    return Sum(sum(count[0] for count in counts), sqrt(sum(count[1] ** 2 for count in counts)))


def _bar(day: date, count: list[Any]) -> Bar:
    value, error, clear = count
    return Bar(day.isoformat(), max(value, 0), max(value - error, 0), max(value + error, 0), clear=clear)


def standing(campaign: Campaign) -> str:
    """How a campaign stands, in a few words."""
    now = timezone.now()
    if campaign.paused:
        return _("Paused")
    if not campaign.creatives.filter(review=Review.APPROVED).exists():
        return _("Waits for a picture")
    if now < campaign.starts:
        return _("Planned")
    if now >= campaign.ends or campaign.spent >= campaign.budget * THOUSAND:
        return _("Over")
    return _("Running")
