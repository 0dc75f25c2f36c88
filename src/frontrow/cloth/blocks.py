"""Constraints in blocks that share no point, so that a block can be solved as one vector operation.

A sweep gathers the corners of a whole block into one small array, computes on its rows (which the compiler turns into
SIMD, eight constraints at once) and adds the corrections back. It is a Gauss-Seidel sweep still: blocks see what the
blocks before them did.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

WIDTH = 32  # constraints a block: four vectors of eight floats, and few enough to fill blocks well


class Blocks:
    """Constraints over points ids (m, k), kept in their order as far as blocks of WIDTH allow.

    order: (b, WIDTH) which constraint stands where, -1 for none. ids: (b, k, WIDTH) uint32.
    """

    def __init__(self, ids: NDArray[np.integer]) -> None:
        crowd = np.bincount(ids.ravel(), minlength=1)
        # a constraint may have to pass by all blocks that hold its points
        room = len(ids) // WIDTH + 1 + ids.shape[1] * int(crowd.max())
        self.order = np.full((room, WIDTH), -1, np.int32)
        count = _pack(
            np.ascontiguousarray(ids, np.int32), self.order, np.zeros((len(crowd), crowd.max() + 1), np.int32)
        )
        self.order = self.order[:count]
        self.empty = self.order < 0
        self.ids = self._laid(ids, np.uint32)

    def rows(self, columns: NDArray[Any], missing: float = 0.0) -> NDArray[np.float32]:
        """Values (m, c) of the constraints as (b, c, WIDTH) float32; `missing` where there is none."""
        return self._laid(columns, np.float32, missing)

    def _laid(self, columns: NDArray[Any], kind: type, missing: float = 0.0) -> NDArray[Any]:
        values: NDArray[Any] = columns.astype(kind)[np.where(self.empty, 0, self.order)]
        values[self.empty] = missing
        return np.ascontiguousarray(values.transpose(0, 2, 1))


@njit(cache=True, nogil=True)
def _pack(ids, order, taken):  # type: ignore[no-untyped-def]
    """Put each constraint into the first block that has room and none of its points; returns the blocks used.

    taken: (n, 1 + most) how many blocks hold a point, and which."""
    first, count = 0, 0
    filled = np.zeros(order.shape[0], np.int32)
    for c in range(ids.shape[0]):
        block = first
        while True:
            free = filled[block] < order.shape[1]
            for k in range(ids.shape[1]):
                if not free:
                    break
                i = ids[c, k]
                for s in range(taken[i, 0]):
                    if taken[i, s + 1] == block:
                        free = False
                        break
            if free:
                break
            block += 1
        order[block, filled[block]] = c
        filled[block] += 1
        for k in range(ids.shape[1]):
            i = ids[c, k]
            taken[i, 0] += 1
            taken[i, taken[i, 0]] = block
        count = max(count, block + 1)
        while filled[first] == order.shape[1]:
            first += 1
    return count
