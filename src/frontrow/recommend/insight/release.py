"""What a house may know: histograms in which each visitor counts a bounded number of times, then noise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from frontrow.privacy import Count, Ledger, noisy_counts
from frontrow.recommend.insight.visits import STAGES, Visits

HOUSES = 3  # in whose funnels one visitor counts, those with whom she came furthest
LOOKS = 5  # on how many looks' counts one visitor counts, those that held her longest
SHARES = {"funnel": 0.5, "looks": 0.3, "segments": 0.2}  # of a release's cost


@dataclass(frozen=True, slots=True)
class Told:
    """A house's figures: visitors who came at least so far, visitors each look held, visitors by segment."""

    funnel: dict[str, Count]
    looks: dict[str, Count]

    def plain(self) -> dict[str, Any]:
        return {
            "funnel": {stage: plain(count) for stage, count in self.funnel.items()},
            "looks": {look: plain(count) for look, count in self.looks.items()},
        }


def plain(count: Count) -> list[Any]:
    """A count as JSON values."""
    return [count.value, count.error, count.clear]


def release(
    visits: Visits, house: Mapping[str, str], segments: Mapping[str, int], ledger: Ledger, rho: float
) -> tuple[dict[str, Told], dict[str, Count]]:
    """Each house's figures and the visitors by segment, for a cost of rho: one row in the ledger, or none at all.

    house: by look. segments: visitors by segment, each in one. Raises BudgetSpent.
    """
    houses = sorted(set(house.values()))
    furthest, stayed = _furthest(visits, house, houses), _held(visits, house)
    bounds = {"houses of one visitor": HOUSES, "looks of one visitor": LOOKS, "segments of one visitor": 1}
    ledger.spend("figures for the houses", rho, bounds)
    stages = noisy_counts(furthest, rho * SHARES["funnel"], HOUSES)
    held = noisy_counts(stayed, rho * SHARES["looks"], LOOKS)
    told = {
        name: Told(
            _at_least([stages[f"{name}/{stage}"] for stage in STAGES]),
            {look: held[look] for look in visits.items if house.get(look) == name},
        )
        for name in houses
    }
    return told, noisy_counts(segments, rho * SHARES["segments"]) if segments else {}


def _furthest(visits: Visits, house: Mapping[str, str], houses: list[str]) -> dict[str, int]:
    """Visitors by house and the furthest stage they came with it: each in one stage of at most HOUSES houses."""
    of = np.array([houses.index(house[item]) if item in house else -1 for item in visits.items], np.int64)
    far = np.stack([visits.reached[:, of == n].max(axis=1, initial=-1) for n in range(len(houses))], axis=1)
    rank = (-far).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    counted = (far >= 0) & (rank < HOUSES)
    return {
        f"{name}/{stage}": int((counted[:, n] & (far[:, n] == number)).sum())
        for n, name in enumerate(houses)
        for number, stage in enumerate(STAGES)
    }


def _held(visits: Visits, house: Mapping[str, str]) -> dict[str, int]:
    """Visitors who stayed with each look or went further: each counts on at most LOOKS of them."""
    stayed = visits.reached >= STAGES.index("stayed")
    order = np.where(stayed, -visits.seconds - 1e6 * visits.reached, np.inf)
    rank = order.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    counted = (stayed & (rank < LOOKS)).sum(axis=0)
    return {item: int(n) for item, n in zip(visits.items, counted, strict=True) if item in house}


def _at_least(stages: list[Count]) -> dict[str, Count]:
    """From "this far and no further" to "at least this far": noise adds up, and the error bar says so."""
    found: dict[str, Count] = {}
    value, square = 0, 0.0
    for stage, count in reversed(list(zip(STAGES, stages, strict=True))):
        value, square = value + count.value, square + count.error**2
        error = float(np.sqrt(square))
        found[stage] = Count(value, error, value > 1.5 * error)
    return dict(reversed(found.items()))
