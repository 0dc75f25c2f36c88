"""Fresh: items that visitors come to last, on a scale that adds to other models' scores."""

from collections.abc import Sequence

import numpy as np

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.ranking import Part, Touch, places


class Fresh:
    """The logarithm of how near the ends of histories an item's events lie, over the mean item's.

    An event counts half for every `half_life` events that its visitor did after it; an item's events count their
    mean, drawn to all items' mean as by `prior` events. What many did long ago and nobody does now is behind what
    few did last. Needs no times, only orders: the moment of a question is later than every history.
    """

    def __init__(self, half_life: float = 2.0, prior: float = 2.0) -> None:
        self.half_life, self.prior = half_life, prior
        self.items: tuple[str, ...] = ()
        self.fresh: Floats = np.zeros(0, np.float32)

    def fit(self, log: Log) -> None:
        self.items = log.items
        histories = log.histories
        after = np.repeat(histories.start[1:], np.diff(histories.start)) - 1 - np.arange(len(log))
        late = np.bincount(histories.item, np.exp2(-after / self.half_life), minlength=len(log.items))
        count = np.bincount(histories.item, minlength=len(log.items))
        usual = late.sum() / max(len(log), 1)
        self.fresh = np.log((late / max(usual, 1e-9) + self.prior) / (count + self.prior)).astype(np.float32)

    def scores(self, histories: Histories) -> Floats:
        return np.tile(self.fresh, (len(histories), 1))

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        number = places(self.items)
        return [[Part("popular", float(self.fresh[number[item]]))] for item in items]
