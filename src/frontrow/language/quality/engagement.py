"""What readers made of a piece, corrected for how often and where it was shown to them.

A click needs a glance first, and whoever stands on top gets more of them. So clicks are counted against the glances to
be expected at each place (clicks over expected clicks; Zhang and Jones, WWW 2007), fade with time, and are drawn to a
Beta prior, which speaks until a piece was shown enough.
"""

from collections.abc import Iterable
from dataclasses import dataclass

DAY = 86_400.0
HALF_LIFE = 14 * DAY  # seconds; chosen: a week of shows, a season of two months
GLANCE = 0.5  # a place k (from 0) is looked at (1 + k) ** -GLANCE times as often as the first; chosen
CLICKED, STAYED = 0.4, 0.6  # of one: opened it; stayed long enough to have read something
LONG = 15.0  # seconds that are staying


@dataclass(frozen=True)
class Prior:
    """A Beta distribution of the rate. Two readers of twenty, as if seen of every piece before it is shown."""

    readers: float = 2.0
    others: float = 18.0

    @property
    def mean(self) -> float:
        """The share of glances that became readers before any was seen, 0 to 1."""
        return self.readers / (self.readers + self.others)


PRIOR = Prior()


@dataclass(frozen=True)
class Showing:
    """A visitor was shown the piece. at: seconds since the epoch. place: from 0. made: what she made of it, 0 to 1."""

    at: float
    place: int
    made: float


@dataclass(frozen=True)
class Rate:
    """mean: of the posterior, the share of glances that became readers. shown: faded glances."""

    mean: float
    shown: float
    prior: Prior = PRIOR

    @property
    def lift(self) -> float:
        """Against a piece nothing is known of: 1 is the same."""
        return self.mean / self.prior.mean


def glance(place: int) -> float:
    """How often a place, from 0, is looked at for once that the first is."""
    return float((1 + place) ** -GLANCE)


def rate(showings: Iterable[Showing], now: float, prior: Prior = PRIOR) -> Rate:
    """The posterior after `showings`, each faded by its age. What was made of it counts at most once a showing."""
    made = shown = 0.0
    for each in showings:
        faded = 0.5 ** (max(0.0, now - each.at) / HALF_LIFE)
        made += faded * min(1.0, max(0.0, each.made))
        shown += faded * glance(each.place)
    mean = (prior.readers + made) / (prior.readers + prior.others + max(shown, made))
    return Rate(mean, shown, prior)
