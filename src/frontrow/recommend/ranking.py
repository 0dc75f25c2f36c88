"""What a recommender is: it learns from a log, ranks for a history, and says what a score is made of."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from frontrow.recommend.log import Floats, Histories, Ints, Log


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a score.

    kind: "popular" (many people like it), "together" (people who like `source` like it), "next" (after
    `source`, people go on to it), "content" (it is like `source`). source: an item of the visitor's history.
    trait: for content, which fact counted most.
    """

    kind: str
    amount: float
    source: str | None = None
    trait: str | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item and its score, which is the sum of its parts, largest first."""

    item: str
    score: float
    parts: tuple[Part, ...]

    @property
    def reason(self) -> Part | None:
        """The part that counted most; None when nothing spoke for the item."""
        return self.parts[0] if self.parts and self.parts[0].amount > 0 else None


@dataclass(frozen=True, slots=True)
class Touch:
    """An item in a visitor's history, how much it counts, and the event (and its time) that says so most."""

    item: str
    weight: float = 1.0
    event: str = "view"
    at: float = 0.0


class Recommender(Protocol):
    """Learns from a log and ranks items for histories made of the log's items."""

    @property
    def items(self) -> tuple[str, ...]:
        """The items it can rank: those of the log it was fitted to."""
        ...

    def fit(self, log: Log) -> None:
        """Learn; whatever was learnt before is forgotten."""
        ...

    def scores(self, histories: Histories) -> Floats:
        """(n, items): higher is better; comparable within a row."""
        ...

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        """For each of `items` what its score is made of, in any order; their sum is the score."""
        ...


def recommend(
    model: Recommender, history: Sequence[Touch], k: int, exclude: Collection[str] = ()
) -> list[Recommendation]:
    """The k best items for a history, best first, none of `exclude`; items it does not know do not count."""
    scores = model.scores(one(model.items, history))[0].astype(np.float64)
    number = places(model.items)
    scores[[number[item] for item in exclude if item in number]] = -np.inf
    chosen = [place for place in best(scores[None], k)[0] if np.isfinite(scores[place])]
    return explain(model, history, [model.items[place] for place in chosen])


def explain(model: Recommender, history: Sequence[Touch], items: Sequence[str]) -> list[Recommendation]:
    """Each item with its score for a history, taken apart."""
    found = []
    for item, parts in zip(items, model.parts(history, items), strict=True):
        ordered = sorted(parts, key=lambda part: -part.amount)
        found.append(Recommendation(item, math.fsum(part.amount for part in parts), tuple(ordered)))
    return found


@lru_cache(maxsize=16)
def places(items: tuple[str, ...]) -> dict[str, int]:
    """The place of each item; not to be changed."""
    return {item: place for place, item in enumerate(items)}


def one(items: tuple[str, ...], history: Sequence[Touch]) -> Histories:
    """A single visitor's history as columns, without the items that are not in `items`."""
    number = places(items)
    known = [touch for touch in history if touch.item in number]
    columns = np.array([number[touch.item] for touch in known], dtype=np.int64)
    weights = np.array([touch.weight for touch in known], dtype=np.float32)
    at = np.array([touch.at for touch in known], dtype=np.float64)
    return Histories(np.array([0, len(known)]), columns, weights, at, float(at.max(initial=0.0)))


def best(scores: Floats, k: int) -> Ints:
    """(n, min(k, items)) places of the k largest scores of each row, largest first."""
    k = min(k, scores.shape[1])
    if k <= 0:
        return np.zeros((len(scores), 0), np.int64)
    places = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(scores, places, axis=1), axis=1, kind="stable")
    return np.take_along_axis(places, order, axis=1)
