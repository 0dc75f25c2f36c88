"""How simulated visitors behave. Every number is an assumption, said here and nowhere else."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """tastes: standard deviation of a visitor's liking of a fact (unit vectors of facts, `rank.features`).

    common: of the liking that all visitors share. drift: of what a taste changes between two visits. base: the
    chance, as a logit, of opening a look she is indifferent to, in the first place, seen for the first time.
    places: how much less each further place is looked at (geometric). fatigue: what each earlier showing of a look
    to her takes from the logit. slates: mean number of slates a visit (geometric). back: the chance of another
    visit. away: mean days until it. keeps: the chance of saving what she opened, before liking it makes it likelier.
    bots: the share of visitors that are programs, which open everything at the pace of a timer.
    """

    tastes: float = 1.2
    common: float = 0.8
    drift: float = 0.15
    base: float = -2.6
    places: float = 0.85
    fatigue: float = 0.25
    slates: float = 3.0
    back: float = 0.45
    away: float = 1.5
    keeps: float = 0.15
    bots: float = 0.02

    def chances(self, liking: Array, seen: Array) -> Array:
        """(k,) the chance that each item of a slate is opened. liking: (k,). seen: (k,) showings before this one."""
        logit = self.base + liking - self.fatigue * seen
        looked: Array = self.places ** np.arange(len(liking)) / (1 + np.exp(-logit))
        return looked
