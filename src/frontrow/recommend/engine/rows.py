"""A sparse matrix of whole numbers that stands still: rows one after another, cells in order of column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.table import Table

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Values = NDArray[np.signedinteger]


@dataclass(frozen=True)
class Rows:
    """start: (rows + 1,) int64. cols: (n,) int32, growing within a row. values: (n,) int32 or int64, none of them 0."""

    start: Ints
    cols: Small
    values: Values

    @classmethod
    def empty(cls, rows: int) -> "Rows":
        return cls(np.zeros(rows + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))

    @classmethod
    def of(cls, table: Table) -> "Rows":
        """A table's cells."""
        return cls.summed(*table.triples, len(table.head))

    @classmethod
    def summed(cls, row: Ints, col: Ints, amount: Ints, rows: int) -> "Rows":
        """From cells (n,) in any order, any of them more than once."""
        place = row << 32 | col
        order = np.argsort(place)
        place = place[order]
        first = np.flatnonzero(np.diff(place, prepend=-1))
        values = np.add.reduceat(amount[order], first) if len(first) else amount[:0]
        place, values = place[first][values != 0], values[values != 0]
        start = np.searchsorted(place, np.arange(rows + 1, dtype=np.int64) << 32)
        return cls(start, (place & 0x7FFFFFFF).astype(np.int32), compact(values))

    def __len__(self) -> int:
        return len(self.start) - 1

    def same(self, other: "Rows") -> bool:
        """Whether both are the same matrix, bit for bit."""
        mine, theirs = (self, other) if len(self) >= len(other) else (other, self)
        tail = (mine.start[len(theirs) :] == theirs.start[-1]).all()
        start = np.array_equal(mine.start[: len(theirs) + 1], theirs.start)
        return bool(
            tail and start and np.array_equal(self.cols, other.cols) and np.array_equal(self.values, other.values)
        )


def compact(values: Ints) -> Values:
    """The same numbers in four bytes each where they fit."""
    small = not len(values) or max(int(values.max()), -int(values.min())) < 2**31
    return values.astype(np.int32) if small else values


def total(parts: Sequence[Rows]) -> Rows:
    """The sum of matrices; cells that come to 0 are gone. The short ones are added first, to copy less."""
    found, *rest = sorted(parts, key=lambda part: len(part.cols)) or [Rows.empty(0)]
    for part in rest:
        rows = max(len(found), len(part))
        room = len(found.cols) + len(part.cols)
        start, cols, values = np.zeros(rows + 1, np.int64), np.empty(room, np.int32), np.empty(room, np.int64)
        n = _sum(found.start, found.cols, found.values, part.start, part.cols, part.values, start, cols, values)
        found = Rows(start, cols[:n].copy(), compact(values[:n]))
    return found


@njit(cache=True, nogil=True)
def _sum(
    a_start: Ints, a_cols: Small, a_values: Values, b_start: Ints, b_cols: Small, b_values: Values,
    start: Ints, cols: Small, values: Ints,
) -> int:  # fmt: skip # pragma: no cover
    n = 0
    for row in range(len(start) - 1):
        i = j = i_end = j_end = 0
        if row < len(a_start) - 1:
            i, i_end = a_start[row], a_start[row + 1]
        if row < len(b_start) - 1:
            j, j_end = b_start[row], b_start[row + 1]
        while i < i_end or j < j_end:
            if j == j_end or (i < i_end and a_cols[i] < b_cols[j]):
                cols[n], values[n] = a_cols[i], a_values[i]
                i += 1
            elif i == i_end or b_cols[j] < a_cols[i]:
                cols[n], values[n] = b_cols[j], b_values[j]
                j += 1
            else:
                cols[n], values[n] = a_cols[i], np.int64(a_values[i]) + np.int64(b_values[j])
                i += 1
                j += 1
            n += values[n] != 0
        start[row + 1] = n
    return n
