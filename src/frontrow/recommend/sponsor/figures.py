"""What a sponsor may know: showings that were seen, seconds and clicks, with noise, each day once.

One browser counts for at most PER_CAMPAIGN showings of a campaign on one day and PER_DAY of all, each with one click at
most. A day's figures are released once, so the costs of the days add up to what a visitor who comes every day pays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from frontrow.privacy import Ledger
from frontrow.privacy.counts import CLEAR, Z95, Count
from frontrow.privacy.noise import gaussian, scale

PER_CAMPAIGN = 3  # showings of one campaign that count for one browser on one day
PER_DAY = 12  # showings of all campaigns
LONGEST = 20  # seconds that one showing counts for at most
SHARES = {"seen": 0.5, "seconds": 0.25, "clicked": 0.25}  # of a release's cost


@dataclass(frozen=True, slots=True)
class Tally:
    """One campaign on one day: showings that were seen, whole seconds, and clicks."""

    seen: int
    seconds: int
    clicked: int


@dataclass(frozen=True, slots=True)
class Told:
    """The same with noise."""

    seen: Count
    seconds: Count
    clicked: Count


def sensitivity() -> float:
    """How far one browser can move a day's showings (or clicks), in the Euclidean norm."""
    campaigns, rest = divmod(PER_DAY, PER_CAMPAIGN)
    return sqrt(campaigns * PER_CAMPAIGN**2 + rest**2)


def released(tallies: Mapping[int, Tally], day: str, ledger: Ledger, rho: float) -> dict[int, Told]:
    """A day's figures of every campaign that ran, for a cost of rho; written in the ledger first. Raises BudgetSpent.

    tallies: by campaign, those included of which nobody saw anything: which campaigns ran says nothing about visitors.
    """
    bounds = {"showings of one browser": PER_DAY, "of one campaign": PER_CAMPAIGN, "seconds each": LONGEST}
    ledger.spend(f"sponsors, {day}", rho, bounds)
    moved = {"seen": sensitivity(), "seconds": LONGEST * sensitivity(), "clicked": sensitivity()}
    told = {
        name: _noisy([getattr(tally, name) for tally in tallies.values()], moved[name], rho * part)
        for name, part in SHARES.items()
    }
    return {
        campaign: Told(told["seen"][at], told["seconds"][at], told["clicked"][at])
        for at, campaign in enumerate(tallies)
    }


def _noisy(values: list[int], moved: float, rho: float) -> list[Count]:
    deviation = scale(moved, rho)
    noisy = gaussian(np.array(values, np.int64), moved, rho)
    return [Count(int(value), Z95 * deviation, bool(value > CLEAR * deviation)) for value in noisy]
