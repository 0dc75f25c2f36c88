"""Which looks hold people, and what the recommender does to who is seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.insight.figure import Figure, ratios
from frontrow.recommend.insight.visits import Visits
from frontrow.recommend.proof.exposure import gini


@dataclass(frozen=True, slots=True)
class Held:
    """How long a look held those who met it: seconds a visitor."""

    item: str
    visitors: int
    seconds: Figure


def attention(visits: Visits) -> list[Held]:
    """Every look that somebody met, the one that holds longest first."""
    met = (visits.reached >= 0).astype(np.float64)
    found = ratios(visits.seconds, met)
    count = met.sum(axis=0).astype(int)
    held = [Held(item, int(n), one) for item, n, one in zip(visits.items, count, found, strict=True) if n]
    return sorted(held, key=lambda one: (-one.seconds.value, one.item))


@dataclass(frozen=True, slots=True)
class Seen:
    """A group of looks: its share of the looks, of the places where looks were recommended, and of attention."""

    group: str
    of_looks: float
    of_places: Figure
    of_attention: Figure


def exposure(visits: Visits, group: Mapping[str, str]) -> list[Seen]:
    """What the recommender gives each group (a house, say) beside what people give it. group: by look."""
    names = sorted(set(group.values()))
    column = np.array([names.index(group[item]) if item in group else -1 for item in visits.items], np.int64)
    places, seconds = _by_group(visits.places, column, len(names)), _by_group(visits.seconds, column, len(names))
    every_place = np.repeat(places.sum(axis=1, keepdims=True), len(names), axis=1)
    every_second = np.repeat(seconds.sum(axis=1, keepdims=True), len(names), axis=1)
    looks = np.bincount(column[column >= 0], minlength=len(names)) / max(len(column), 1)
    told = zip(names, looks, ratios(places, every_place), ratios(seconds, every_second), strict=True)
    return [Seen(name, float(part), shown, held) for name, part, shown, held in told]


def evenness(visits: Visits) -> float | None:
    """Gini coefficient of how often each look was recommended: 0 is even, 1 is one look for all; None for nothing."""
    places = visits.places.sum(axis=0)
    return gini(places) if places.sum() else None


def _by_group(amounts: NDArray[Any], column: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
    belongs = (column[:, None] == np.arange(groups)).astype(np.float64)
    found: NDArray[np.float64] = amounts.astype(np.float64) @ belongs
    return found
