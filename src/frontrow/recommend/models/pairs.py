"""Ordered pairs: how often, and how soon, visitors went on from one item to another; exact integers."""

import numpy as np
import scipy.sparse as sp
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.log import Histories, Ints

GAPS: Ints = np.rint(4096 / np.arange(1, 11)).astype(np.int64)  # of events 1 to 10 places apart, in 1/4096
STRENGTH = 10  # a weight of 1 in a count: the weights of `events` are whole tenths
Tally = tuple[NDArray[np.int32], Ints]


def ordered_pairs(histories: Histories, items: int, gaps: Ints = GAPS) -> "sp.csr_array[np.int64]":
    """(items, items): for each two events of a visitor at most len(gaps) places apart, from the earlier to the later.

    A pair g places apart counts gaps[g - 1] times ten times the later one's weight. A pair of an item with
    itself does not count, nor one whose later event has no weight. The counts are integers and add up over
    visitors: whoever is added or taken away in whatever order, they come out bit for bit the same.
    """
    by_item = np.argsort(histories.item, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(histories.item, minlength=items))])
    owner = np.repeat(np.arange(len(histories)), np.diff(histories.start))
    ends = histories.start[1:][owner] if len(owner) else owner
    strength = np.rint(histories.weight * STRENGTH).astype(np.int64)
    arrays = (by_item, first, histories.item, ends, strength, gaps)
    start = np.zeros(items + 1, np.int64)
    _tally(*arrays, start, np.zeros(0, np.int32), np.zeros(0, np.int64))
    column, count = np.empty(start[-1], np.int32), np.empty(start[-1], np.int64)
    _tally(*arrays, start, column, count)
    found = sp.csr_array((count, column, start), shape=(items, items))
    found.sort_indices()
    return found


@njit(cache=True, nogil=True)
def _tally(by_item, first, item, ends, strength, gaps, start, column, count):  # type: ignore[no-untyped-def]
    """Row by row; the first time (no room in `column`) only `start` is filled, the second time the rest."""
    items = len(first) - 1
    total = np.zeros(items, np.int64)
    touched = np.empty(items, np.int32)
    for row in range(items):
        found = 0
        for place in by_item[first[row] : first[row + 1]]:
            for later in range(place + 1, min(place + 1 + len(gaps), ends[place])):
                other = item[later]
                worth = gaps[later - place - 1] * strength[later]
                if other == row or worth <= 0:
                    continue
                if total[other] == 0:
                    touched[found] = other
                    found += 1
                total[other] += worth
        if len(column) == 0:
            start[row + 1] = start[row] + found
            total[touched[:found]] = 0
            continue
        for k in range(found):
            column[start[row] + k] = touched[k]
            count[start[row] + k] = total[touched[k]]
            total[touched[k]] = 0
