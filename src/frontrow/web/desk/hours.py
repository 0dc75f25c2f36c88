"""When people are at the desk."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from frontrow.web.desk.models import Opening


def zone_of(name: str) -> tzinfo | None:
    """The time zone of that name; None when there is none."""
    return ZoneInfo(name) if name in available_timezones() else None


def is_open(now: datetime, hours: Iterable[Opening]) -> bool:
    """Whether somebody is at the desk."""
    return any(begins <= now < ends for begins, ends in _around(now, hours))


def opens_at(now: datetime, hours: Iterable[Opening]) -> datetime | None:
    """When somebody is there next; None while open, and where no hours are told."""
    spans = sorted(_around(now, hours))
    if any(begins <= now < ends for begins, ends in spans):
        return None
    return next((begins for begins, _ in spans if begins > now), None)


def told(hours: Iterable[Opening]) -> list[str]:
    """The hours in words, days in a row that have the same ones together: Monday–Friday 09:00–17:30 Europe/Oslo."""
    runs: list[list[Opening]] = []
    for each in sorted(hours, key=lambda each: (each.opens, each.closes, each.zone, each.day)):
        last = runs[-1][-1] if runs else None
        goes_on = last and (last.opens, last.closes, last.zone) == (each.opens, each.closes, each.zone)
        if last and goes_on and each.day == last.day + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [_run(run) for run in sorted(runs, key=lambda run: (run[0].day, run[0].opens))]


def _run(days: list[Opening]) -> str:
    first, last = days[0], days[-1]
    names = first.get_day_display() if first is last else f"{first.get_day_display()} – {last.get_day_display()}"
    return f"{names} {first.opens:%H:%M}–{first.closes:%H:%M} {first.zone}"


def _around(now: datetime, hours: Iterable[Opening]) -> list[tuple[datetime, datetime]]:
    """The spans of the week about `now`."""
    spans = []
    for each in hours:
        zone = zone_of(each.zone)
        if zone is None:
            continue
        here = now.astimezone(zone).date()
        for days in range(-1, 9):
            day = here + timedelta(days=days)
            if day.weekday() == each.day:
                spans.append((datetime.combine(day, each.opens, zone), datetime.combine(day, each.closes, zone)))
    return spans
