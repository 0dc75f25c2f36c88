"""What is on now, what comes next, what can be seen again: a pure function of the shows and the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from frontrow.web.shows.models import Show


class When(StrEnum):
    NOW = "now"
    NEXT = "next"
    REPLAY = "replay"


@dataclass(frozen=True)
class Slot:
    """A show's place in time: `at` is when it began (now) or begins (next), None for a loop or a replay."""

    show: Show
    when: When
    at: datetime | None = None


def slot(show: Show, now: datetime, seconds: float) -> Slot:
    """Where `show`, `seconds` long, stands at `now`."""
    begins = _begins(show, now, seconds)
    if show.start is None and show.daily is None:
        return Slot(show, When.NOW)
    if begins is None:
        return Slot(show, When.REPLAY)
    return Slot(show, When.NOW if begins <= now else When.NEXT, begins)


def _begins(show: Show, now: datetime, seconds: float) -> datetime | None:
    """The beginning of the performance that is on or comes next; None when the last one is over."""
    length = timedelta(seconds=seconds)
    if show.start is not None and now < show.start + length:
        return show.start
    if show.daily is None:
        return None
    today = datetime.combine(now.astimezone(UTC).date(), show.daily, UTC)
    return today if now < today + length else today + timedelta(days=1)


def schedule(shows: Iterable[tuple[Show, float]], now: datetime) -> list[Slot]:
    """Every show's slot: what is on now first (a scheduled hour before a loop), then by time."""
    slots = [slot(show, now, seconds) for show, seconds in shows]
    rank = {When.NOW: 0, When.NEXT: 1, When.REPLAY: 2}
    return sorted(slots, key=lambda s: (rank[s.when], s.at is None, s.at or now, s.show.order))
