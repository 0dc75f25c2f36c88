"""What organiser and houses may know: sums to which each visitor adds a bounded amount, then noise, once for both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.privacy import Count, Ledger, noisy_counts, noisy_sums
from frontrow.privacy.counts import Z95
from frontrow.privacy.noise import scale
from frontrow.recommend.insight.visits import STAGES, Visits
from frontrow.recommend.proof.experiment import Arm

HOUSES = 3  # in whose funnels one visitor counts, those with whom she came furthest
LOOKS = 5  # on how many looks' counts one visitor counts, those that held her longest
PLACES = 40  # recommended places of one visitor that count, over all houses; of more, the same shares
MOMENTS = 30  # of MOMENT seconds with looks that count, likewise: five minutes
MOMENT = 10.0
TRIALS = 2  # tests of which one release tells: the newest
SHARES = {
    "season": 0.2,
    "funnel": 0.25,
    "looks": 0.2,
    "segments": 0.1,
    "places": 0.08,
    "time": 0.08,
    "trials": 0.09,
}  # of a release's cost


@dataclass(frozen=True, slots=True)
class Told:
    """A house's figures: visitors who came at least so far, and visitors each look held."""

    funnel: dict[str, Count]
    looks: dict[str, Count]

    def plain(self) -> dict[str, Any]:
        return {"funnel": _plain(self.funnel), "looks": _plain(self.looks)}


@dataclass(frozen=True, slots=True)
class Season:
    """The organiser's figures, beside those of all houses.

    funnel: visitors who came at least so far, with any look. places, time: by house, how many places were recommended
    and how many MOMENTs people stayed. trials: by test and arm, visitors who came as far as the goal, and who did not.
    """

    funnel: dict[str, Count]
    places: dict[str, Count]
    time: dict[str, Count]
    trials: dict[str, list[tuple[Count, Count]]]

    def plain(self) -> dict[str, Any]:
        return {
            "funnel": _plain(self.funnel),
            "places": _plain(self.places),
            "time": _plain(self.time),
            "trials": {name: [[plain(one) for one in arm] for arm in arms] for name, arms in self.trials.items()},
        }


@dataclass(frozen=True, slots=True)
class Release:
    """All that one release tells. segments: visitors of the season by segment."""

    season: Season
    houses: dict[str, Told] = field(default_factory=dict)
    segments: dict[str, Count] = field(default_factory=dict)


def plain(count: Count) -> list[Any]:
    """A count as JSON values."""
    return [count.value, count.error, count.clear]


def _plain(counts: Mapping[str, Count]) -> dict[str, Any]:
    return {name: plain(count) for name, count in counts.items()}


def release(
    visits: Visits,
    house: Mapping[str, str],
    segments: Mapping[str, int],
    ledger: Ledger,
    rho: float,
    trials: Mapping[str, Sequence[Arm]] | None = None,
) -> Release:
    """Everything for a cost of rho: one row in the ledger, or none at all. Raises BudgetSpent.

    house: by look. segments: visitors by segment, each in one. trials: at most TRIALS tests, the arms of each, with a
    reward of 0 or 1 a visitor, who is in one arm.
    """
    trials = dict(list((trials or {}).items())[:TRIALS])
    houses = sorted(set(house.values()))
    of = np.array([houses.index(house[item]) if item in house else -1 for item in visits.items], np.int64)
    bounds = {
        "houses of one visitor": HOUSES,
        "looks of one visitor": LOOKS,
        "segments of one visitor": 1,
        "recommended places of one visitor": PLACES,
        "seconds of one visitor": MOMENTS * MOMENT,
        "tests of one visitor": TRIALS,
    }
    ledger.spend("figures of the season", rho, bounds)
    cost = {name: rho * share for name, share in SHARES.items()}
    stages = noisy_counts(_furthest(visits, of, houses), cost["funnel"], HOUSES)
    held = noisy_counts(_held(visits, house), cost["looks"], LOOKS)
    told = {
        name: Told(
            _at_least([stages[f"{name}/{stage}"] for stage in STAGES]),
            {look: held[look] for look in visits.items if house.get(look) == name},
        )
        for name in houses
    }
    everywhere = noisy_counts(_anywhere(visits), cost["season"])
    season = Season(
        _at_least([everywhere[stage] for stage in STAGES]),
        noisy_sums(_bounded(visits.places, of, houses, PLACES), cost["places"], PLACES),
        noisy_sums(_bounded(visits.seconds / MOMENT, of, houses, MOMENTS), cost["time"], MOMENTS),
        _tested(trials, cost["trials"]),
    )
    return Release(season, told, noisy_counts(segments, cost["segments"]) if segments else {})


def expected(rho: float) -> float:
    """How far a release of this cost may be off (95 %) in how many visitors came at all."""
    return Z95 * scale(1.0, rho * SHARES["season"]) * float(np.sqrt(len(STAGES)))


def _anywhere(visits: Visits) -> dict[str, int]:
    """Visitors by the furthest stage they came with any look: each in one."""
    far = visits.reached.max(axis=1, initial=-1)
    return {stage: int((far == number).sum()) for number, stage in enumerate(STAGES)}


def _furthest(visits: Visits, of: NDArray[np.int64], houses: list[str]) -> dict[str, int]:
    """Visitors by house and the furthest stage they came with it: each in one stage of at most HOUSES houses."""
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


def _bounded(amounts: NDArray[Any], of: NDArray[np.int64], houses: list[str], most: int) -> dict[str, int]:
    """Amounts by house, of each visitor at most `most` in all: of more, her shares of them; in whole numbers."""
    hers = amounts.astype(np.float64) @ (of[:, None] == np.arange(len(houses))).astype(np.float64)
    whole = np.floor(hers * np.minimum(1.0, most / np.maximum(hers.sum(axis=1, keepdims=True), 1e-9)) + 1e-9)
    return dict(zip(houses, whole.sum(axis=0).astype(np.int64).tolist(), strict=True))


def _tested(trials: Mapping[str, Sequence[Arm]], rho: float) -> dict[str, list[tuple[Count, Count]]]:
    cells = {
        f"{name}/{number}/{came}": int(arm.total) if came else arm.visitors - int(arm.total)
        for name, arms in trials.items()
        for number, arm in enumerate(arms)
        for came in (1, 0)
    }
    noisy = noisy_counts(cells, rho, max(len(trials), 1)) if cells else {}
    return {
        name: [(noisy[f"{name}/{number}/1"], noisy[f"{name}/{number}/0"]) for number in range(len(arms))]
        for name, arms in trials.items()
    }


def _at_least(stages: list[Count]) -> dict[str, Count]:
    """From "this far and no further" to "at least this far": noise adds up, and the error bar says so."""
    found: dict[str, Count] = {}
    value, square = 0, 0.0
    for stage, count in reversed(list(zip(STAGES, stages, strict=True))):
        value, square = value + count.value, square + count.error**2
        error = float(np.sqrt(square))
        found[stage] = Count(value, error, value > 1.5 * error)
    return dict(reversed(found.items()))
