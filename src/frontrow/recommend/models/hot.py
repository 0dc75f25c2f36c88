"""What is hot now, on a scale that adds to other models' scores."""

from collections.abc import Sequence

import numpy as np

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.ranking import Part, Touch, places


class Hot:
    """The logarithm of how often an item is taken, over the mean item's: log(1 + count / mean).

    share: an event counts half for every time in which the last `share` of the log happened before its end,
    so that 0.05 asks what the last twentieth loves, whether that was an hour or a year; 1 counts all alike.
    Scores of several shares add up to a trend: this hour's less last month's is what is catching on.
    """

    def __init__(self, share: float = 1.0) -> None:
        self.share = share
        self.items: tuple[str, ...] = ()
        self.heat: Floats = np.zeros(0, np.float32)

    def fit(self, log: Log) -> None:
        self.items = log.items
        worth = np.maximum(log.weight, 0)
        if self.share < 1 and len(log):
            span = log.at[-1] - log.at[int(len(log) * (1 - self.share))]
            worth = worth * np.exp2((log.at - log.at[-1]) / max(float(span), 1e-9))
        count = np.bincount(log.item, worth, minlength=len(log.items))
        self.heat = np.log1p(count / max(float(count.sum()) / max(len(count), 1), 1e-9)).astype(np.float32)

    def scores(self, histories: Histories) -> Floats:
        return np.tile(self.heat, (len(histories), 1))

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        number = places(self.items)
        return [[Part("popular", float(self.heat[number[item]]))] for item in items]
