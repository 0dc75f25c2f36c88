"""What is loved now: events counted, the older the less."""

from collections.abc import Sequence

import numpy as np

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.ranking import Part, Touch, places


class Popularity:
    """Scores an item by its events' weights, each halved for every `half_life` seconds before the last event.

    Without half_life, an item's score is the sum over visitors of the largest weight each gave it.
    """

    def __init__(self, half_life: float | None = None) -> None:
        self.half_life = half_life
        self.items: tuple[str, ...] = ()
        self.count: Floats = np.zeros(0, np.float32)

    def fit(self, log: Log) -> None:
        self.items = log.items
        if self.half_life is None:
            self.count = np.asarray(log.matrix.sum(axis=0), np.float32).ravel()
        else:
            age = (log.at[-1] if len(log) else 0.0) - log.at
            worth = log.weight * np.exp2(-age / self.half_life)
            self.count = np.bincount(log.item, worth, minlength=len(log.items)).astype(np.float32)

    def scores(self, histories: Histories) -> Floats:
        return np.tile(self.count, (len(histories), 1))

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        number = places(self.items)
        return [[Part("popular", float(self.count[number[item]]))] for item in items]
