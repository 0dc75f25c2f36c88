"""A sparse matrix of whole numbers that changes: an open hash of its cells, and each row's cells chained."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
MANY = 10_000  # rows of which so many change soon that a table begins larger


@njit(cache=True, nogil=True, inline="always")
def _place(row: int, col: int, mask: int) -> Any:  # pragma: no cover
    mixed = np.uint64(row) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(col) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(29)
    return np.int64(mixed & np.uint64(mask))


@njit(cache=True, nogil=True)
def _add(
    slots: Small, head: Small, cells: Ints, size: int, rows: Ints, cols: Ints, amounts: Ints
) -> int:  # pragma: no cover
    mask = len(slots) - 1
    for i in range(len(rows)):
        row, col = rows[i], cols[i]
        place = _place(row, col, mask)
        while True:
            cell = slots[place]
            if cell < 0:
                slots[place] = size
                cells[size, 0], cells[size, 1] = row << 32 | col, head[row]
                cells[size, 2] = amounts[i]
                head[row] = size
                size += 1
                break
            if cells[cell, 0] == row << 32 | col:
                cells[cell, 2] += amounts[i]
                break
            place = (place + 1) & mask
    return size


@njit(cache=True, nogil=True)
def _rehash(slots: Small, cells: Ints, size: int) -> None:  # pragma: no cover
    mask = len(slots) - 1
    for cell in range(size):
        place = _place(cells[cell, 0] >> 32, cells[cell, 0] & 0xFFFFFFFF, mask)
        while slots[place] >= 0:
            place = (place + 1) & mask
        slots[place] = cell


@dataclass
class Table:
    """Cells (row, col) -> value; rows below `len(head)`.

    head: (rows,) the newest cell of each row, -1 for none. cells: (room, 3) row << 32 | col, the row's next cell, and
    the value; side by side, since cells are far from each other in memory. size: how many cells there are.
    """

    head: Small
    cells: Ints
    slots: Small
    size: int = 0

    @classmethod
    def empty(cls, rows: int) -> "Table":
        room = 1024 if rows < MANY else 2**18
        slots = np.full(2 * room, -1, np.int32)
        return cls(np.full(rows, -1, np.int32), np.empty((room, 3), np.int64), slots)

    def add(self, rows: Ints, cols: Ints, amounts: Ints) -> None:
        """Add amounts (n,) to the cells at rows (n,), cols (n,); a cell may come more than once."""
        if self.size + len(rows) > len(self.cells):
            self._grow(self.size + len(rows))
        self.size = _add(self.slots, self.head, self.cells, self.size, rows, cols, amounts)

    @property
    def triples(self) -> tuple[Ints, Ints, Ints]:
        """Every cell's row, col and value: (size,) each."""
        places, _, values = self.cells[: self.size].T
        return places >> 32, places & 0xFFFFFFFF, values

    def widen(self, rows: int) -> None:
        """Make room for rows below `rows`."""
        if rows > len(self.head):
            self.head = np.concatenate([self.head, np.full(rows - len(self.head), -1, np.int32)])

    def _grow(self, least: int) -> None:
        room = len(self.cells)
        while room < least:
            room *= 2
        cells = np.empty((room, 3), np.int64)
        cells[: self.size] = self.cells[: self.size]
        slots = np.full(2 * room, -1, np.int32)
        _rehash(slots, cells, self.size)
        self.cells, self.slots = cells, slots
