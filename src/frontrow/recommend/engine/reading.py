"""Compiled readings of the counts: rows of many layers gathered into scores, single cells, the best of a hundred
thousand."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.counts import Layers

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Small = NDArray[np.int32]
Flags = NDArray[np.bool_]


def gathered(layers: Layers, sources: Ints, weights: Floats, items: int) -> Floats:
    """(items,) the sum of the rows `sources` (s,), each times its weight."""
    out = np.zeros(items)
    for part in layers.frozen:
        _gather(part.start, part.cols, part.values, sources, weights, out)
    for table in layers.tables:
        _gather_chain(table.head, table.cells, sources, weights, out)
    return out


def picked(layers: Layers, sources: Ints, asked: Ints) -> Ints:
    """(s, a) the cells of rows `sources` and columns `asked`."""
    out = np.zeros((len(sources), len(asked)), np.int64)
    for part in layers.frozen:
        _pick(part.start, part.cols, part.values, sources, asked, out)
    for table in layers.tables:
        _pick_chain(table.head, table.cells, sources, asked, out)
    return out


@njit(cache=True, nogil=True)
def _gather(start: Ints, cols: Small, values: Ints, sources: Ints, weights: Floats, out: Floats) -> None:
    for s in range(len(sources)):
        if weights[s] != 0 and sources[s] < len(start) - 1:
            for i in range(start[sources[s]], start[sources[s] + 1]):
                out[cols[i]] += weights[s] * values[i]


@njit(cache=True, nogil=True)
def _gather_chain(head: Small, cells: Ints, sources: Ints, weights: Floats, out: Floats) -> None:
    for s in range(len(sources)):
        if weights[s] != 0 and sources[s] < len(head):
            cell = head[sources[s]]
            while cell >= 0:
                out[cells[cell, 0] & 0xFFFFFFFF] += weights[s] * cells[cell, 2]
                cell = cells[cell, 1]


@njit(cache=True, nogil=True)
def _pick(start: Ints, cols: Small, values: Ints, sources: Ints, asked: Ints, out: Ints) -> None:
    for s in range(len(sources)):
        if sources[s] < len(start) - 1:
            low, high = start[sources[s]], start[sources[s] + 1]
            for a in range(len(asked)):
                place = low + np.searchsorted(cols[low:high], asked[a])
                if place < high and cols[place] == asked[a]:
                    out[s, a] += values[place]


@njit(cache=True, nogil=True)
def _pick_chain(head: Small, cells: Ints, sources: Ints, asked: Ints, out: Ints) -> None:
    for s in range(len(sources)):
        if sources[s] < len(head):
            cell = head[sources[s]]
            while cell >= 0:
                for a in range(len(asked)):
                    if cells[cell, 0] & 0xFFFFFFFF == asked[a]:
                        out[s, a] += cells[cell, 2]
                cell = cells[cell, 1]


@njit(cache=True, nogil=True)
def best(scores: Floats, turn: Ints, eligible: Flags, k: int) -> Ints:
    """(at most k,) places of the largest eligible scores, largest first; equal ones in their `turn`."""
    heap = np.empty(max(k, 0), np.int64)  # the worst of those kept on top
    n, least = 0, -np.inf
    for place in range(len(scores) if k > 0 else 0):
        if scores[place] < least or not eligible[place]:
            continue
        if n < k:
            child = n
            heap[n] = place
            n += 1
            while child and _ahead(scores, turn, heap[(child - 1) // 2], heap[child]):
                heap[child], heap[(child - 1) // 2] = heap[(child - 1) // 2], heap[child]
                child = (child - 1) // 2
        elif _ahead(scores, turn, place, heap[0]):
            heap[0] = place
            _sink(scores, turn, heap, n)
        if n == k:
            least = scores[heap[0]]
    for last in range(n - 1, 0, -1):
        heap[0], heap[last] = heap[last], heap[0]
        _sink(scores, turn, heap, last)
    return heap[:n]


@njit(cache=True, nogil=True, inline="always")
def _ahead(scores: Floats, turn: Ints, one: int, other: int) -> bool:
    return scores[one] > scores[other] or (scores[one] == scores[other] and turn[one] < turn[other])


@njit(cache=True, nogil=True)
def _sink(scores: Floats, turn: Ints, heap: Ints, n: int) -> None:
    parent = 0
    while 2 * parent + 1 < n:
        child = 2 * parent + 1
        if child + 1 < n and _ahead(scores, turn, heap[child], heap[child + 1]):
            child += 1
        if not _ahead(scores, turn, heap[parent], heap[child]):
            return
        heap[parent], heap[child] = heap[child], heap[parent]
        parent = child
