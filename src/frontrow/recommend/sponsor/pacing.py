"""How a budget lasts: a campaign spends along a curve, and takes part in as many auctions as brings it back there.

The share is a function of the clock and of what was spent, and of nothing that one process alone would know: any number
of processes agree, and none has to remember anything.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

SLACK = 0.01  # of the budget: so far ahead of its curve a campaign rests, so far behind it takes every chance
HOURS = 24
EVEN = (1.0,) * HOURS


@dataclass(frozen=True, slots=True)
class Flight:
    """A campaign in time. starts, ends: seconds since the epoch. budget: in any unit. day: how busy each hour of the
    day (UTC) is, in any unit; the budget follows it.
    """

    starts: float
    ends: float
    budget: float
    day: Sequence[float] = EVEN

    def due(self, now: float) -> float:
        """What should have been spent by `now`."""
        if now <= self.starts:
            return 0.0
        if now >= self.ends:
            return self.budget
        whole = self._busy(self.ends) - self._busy(self.starts)
        return self.budget * (self._busy(now) - self._busy(self.starts)) / whole if whole > 0 else self.budget

    def _busy(self, at: float) -> float:
        """How much of the days' traffic lies between the epoch and `at`."""
        days, rest = divmod(at, 86_400.0)
        hour, part = divmod(rest / 3600.0, 1.0)
        before = sum(self.day[: int(hour)])
        return days * sum(self.day) + before + part * self.day[int(hour) % HOURS]


def share(flight: Flight, spent: float, now: float) -> float:
    """In which share of the auctions the campaign takes part now, 0 to 1: a half while it is on its curve."""
    if not flight.starts <= now < flight.ends or spent >= flight.budget:
        return 0.0
    slack = SLACK * flight.budget
    return min(max((flight.due(now) - spent + slack) / (2 * slack), 0.0), 1.0)


def busy_hours(counts: Sequence[float], prior: float = 50.0) -> tuple[float, ...]:
    """How busy each hour of the day is, from counts by hour, pulled to an even day by `prior` counts an hour."""
    return tuple(prior + counts[hour] if hour < len(counts) else prior for hour in range(HOURS))


def furthest(flight: Flight, at: Sequence[float], spent: Sequence[float], every: Sequence[float]) -> float:
    """The largest distance from the curve at the moments `every`, as a share of the budget.

    at, spent: moments in order, and what was spent by each.
    """

    def by(moment: float) -> float:
        found = bisect_right(at, moment)
        return spent[found - 1] if found else 0.0

    return max(abs(by(moment) - flight.due(moment)) for moment in every) / flight.budget
