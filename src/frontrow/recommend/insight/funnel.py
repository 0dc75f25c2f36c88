"""How far visitors come: shown, opened, stayed, kept, into the bag, bought."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from frontrow.recommend.insight.figure import Figure, share
from frontrow.recommend.insight.visits import STAGES, Visits


@dataclass(frozen=True, slots=True)
class Step:
    """visitors who came at least this far; of_all: their share of those who met a look at all; of_last: of those
    one step before."""

    stage: str
    visitors: int
    of_all: Figure
    of_last: Figure


def reach(visits: Visits, items: Collection[str] | None = None) -> list[int]:
    """Visitors who came at least as far as each of STAGES, with any of `items` (all when None)."""
    wanted = np.array([items is None or item in items for item in visits.items], bool)
    if not wanted.any():
        return [0] * len(STAGES)
    furthest = visits.reached[:, wanted].max(axis=1, initial=-1)
    return [int((furthest >= stage).sum()) for stage in range(len(STAGES))]


def funnel(visits: Visits, items: Collection[str] | None = None) -> list[Step]:
    """The steps of STAGES; each is part of the one before."""
    counts = reach(visits, items)
    before = [counts[0], *counts[:-1]]
    return [
        Step(stage, count, share(count, counts[0]), share(count, last))
        for stage, count, last in zip(STAGES, counts, before, strict=True)
    ]
