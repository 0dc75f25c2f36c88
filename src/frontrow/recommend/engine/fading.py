"""What is loved now: the counts by hour, each hour's worth halved for every day since."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.rows import Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
HALF_LIFE = 24  # hours
FAR = 20 * HALF_LIFE  # hours after which another hour is weighed at
LEAST = 2.0**-20  # what has faded to less than this, or is what rounding left, is nothing


class Fading:
    """values: (items,) tenths of strength, weighed at the hour `since`; only their ratios matter, for all fade alike.

    `add` keeps them in step with the counts; they are made afresh from time to time (`of`).
    """

    def __init__(self, items: int) -> None:
        self.values: Floats = np.zeros(items)
        self.since = 0

    def widen(self, items: int) -> None:
        self.values = np.concatenate([self.values, np.zeros(items - len(self.values))])

    def add(self, items: Ints, hours: Ints, worth: Ints) -> None:
        """So much more (or less) at these hours; (n,) each."""
        if not len(items):
            return
        latest = _latest(hours)
        if latest > self.since + FAR:
            self.values *= 2.0 ** ((self.since - latest) / HALF_LIFE)
            self.since = latest
        _fade(self.values, items, hours, worth, self.since)

    @classmethod
    def of(cls, parts: Sequence[Rows], items: int) -> "Fading":
        """From the counts (item, hour), weighed at the last hour in which anything was done; no rounding stays."""
        made = cls(items)
        made.since = max((int(part.cols.max()) for part in parts if len(part.cols)), default=0)
        for part in parts:
            _fade_rows(made.values, part.start, part.cols, part.values, made.since)
        return made

    def now(self, places: Ints) -> Floats:
        """(n,) how much the items numbered `places` (n,) are loved now."""
        found = self.values[places]
        return np.where(found >= LEAST, found, 0.0)


@njit(cache=True, nogil=True)
def _latest(hours: Ints) -> int:  # pragma: no cover
    latest = hours[0]
    for hour in hours:
        latest = max(latest, hour)
    return latest


@njit(cache=True, nogil=True)
def _fade(values: Floats, items: Ints, hours: Ints, worth: Ints, since: int) -> None:  # pragma: no cover
    for i in range(len(items)):
        values[items[i]] += worth[i] * 2.0 ** ((hours[i] - since) / HALF_LIFE)


@njit(cache=True, nogil=True)
def _fade_rows(values: Floats, start: Ints, hours: NDArray[Any], worth: NDArray[Any], since: int) -> None:
    for item in range(len(start) - 1):
        for i in range(start[item], start[item + 1]):
            values[item] += worth[i] * 2.0 ** ((hours[i] - since) / HALF_LIFE)
