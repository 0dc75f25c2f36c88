"""What is loved now: the counts by hour, each hour's worth halved for every day since."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.rows import Rows
from frontrow.recommend.engine.table import Table

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
HALF_LIFE = 24  # hours
FAR = 20 * HALF_LIFE  # hours after which another hour is weighed at
LEAST = 2.0**-20  # what has faded to less than this, or is what rounding left, is nothing


class Fading:
    """values: (items,) tenths of strength, weighed at the hour `since`; only their ratios matter, for all fade alike.

    `add` keeps them in step with the counts; `read` makes them afresh, so that no rounding stays.
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
        latest = int(hours.max())
        if latest > self.since + FAR:
            self.values *= 2.0 ** ((self.since - latest) / HALF_LIFE)
            self.since = latest
        _fade(self.values, items, hours, worth, self.since)

    def read(self, rows: Sequence[Rows], tables: Sequence[Table]) -> None:
        """From the counts (item, hour) as they are, weighed at the last hour in which anything was done."""
        parts: list[tuple[NDArray[Any], ...]] = [
            (np.repeat(np.arange(len(part)), np.diff(part.start)), part.cols, part.values) for part in rows
        ]
        parts += [
            (table.cells[: table.size, 0], table.cells[: table.size, 1], table.values[: table.size]) for table in tables
        ]
        self.values[:] = 0
        self.since = max((int(hours.max()) for _, hours, _ in parts if len(hours)), default=0)
        for items, hours, worth in parts:
            _fade(self.values, items, hours, worth, self.since)

    def now(self) -> Floats:
        """(items,) what is loved now."""
        return np.where(self.values >= LEAST, self.values, 0.0)


@njit(cache=True, nogil=True)
def _fade(values: Floats, items: Ints, hours: Ints, worth: Ints, since: int) -> None:  # pragma: no cover
    for i in range(len(items)):
        values[items[i]] += worth[i] * 2.0 ** ((hours[i] - since) / HALF_LIFE)
