"""The pairs that a sequence counts, and how they change when a stretch of the sequence does."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.rows import Rows, compact

Ints = NDArray[np.int64]
ROOM = 100_000_000  # cells gathered at once, to bound memory (12 bytes each)


@njit(cache=True, nogil=True, inline="always")
def _same(old: Ints, new: Ints, i: int, j: int, width: int) -> bool:  # pragma: no cover
    same = True
    for column in range(width):  # an == of two slices would make an array of each
        same = same and old[i, column] == new[j, column]
    return same


@njit(cache=True, nogil=True)
def stretch(old: Ints, new: Ints, width: int) -> tuple[int, int]:  # pragma: no cover
    """How many places at the head and at the tail of both are the same, in their first `width` columns."""
    least = min(len(old), len(new))
    head = 0
    while head < least and _same(old, new, head, head, width):
        head += 1
    tail = 0
    while tail < least - head and _same(old, new, len(old) - 1 - tail, len(new) - 1 - tail, width):
        tail += 1
    return head, tail


@njit(cache=True, nogil=True)
def changed(old: Ints, new: Ints, reach: int, gaps: Ints) -> tuple[Ints, Ints, Ints]:  # pragma: no cover
    """Cells (row, col, amount) by which the pairs of `new` differ from those of `old`.

    old, new: (n, 2 or more) item and worth by place. Two places at most `reach` apart make a pair (a, b), unless they
    are of one item: with `gaps` (reach,) it adds gaps[places apart - 1] times b's worth to (a, b); without, the
    product of their worths to (a, b) and to (b, a). Only pairs that touch or span the changed stretch are visited.
    """
    head, tail = stretch(old, new, 2)
    low = max(0, head - reach)
    room = 2 * (len(old) + len(new) - 2 * tail - 2 * low) * min(reach, max(len(old), len(new)))
    rows, cols, amounts = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    n = 0
    for sign in (-1, 1):
        steps = old if sign < 0 else new
        end = len(steps) - tail
        for i in range(low, end):
            for j in range(max(i + 1, head), min(len(steps), i + reach + 1)):
                a, b = steps[i, 0], steps[j, 0]
                spans = i < head and j >= end  # such a pair stays the same when it stays as far apart
                if a == b or (spans and len(old) == len(new)):
                    continue
                amount = sign * steps[j, 1] * (gaps[j - i - 1] if len(gaps) else steps[i, 1])
                rows[n], cols[n], amounts[n] = a, b, amount
                n += 1
                if len(gaps) == 0:
                    rows[n], cols[n], amounts[n] = b, a, amount
                    n += 1
    return rows[:n], cols[:n], amounts[:n]


@njit(cache=True, nogil=True)
def _each(
    start: Ints, steps: Ints, reach: int, gaps: Ints, low: int, high: int, at: Ints, cols: Any, amounts: Any
) -> None:  # pragma: no cover
    """Count the cells of rows low to high into at (without cols), or write them where `at` says."""
    writing = len(cols) > 0
    for visitor in range(len(start) - 1):
        for i in range(start[visitor], start[visitor + 1]):
            a = steps[i, 0]
            for j in range(i + 1, min(start[visitor + 1], i + reach + 1)):
                b = steps[j, 0]
                if a == b:
                    continue
                if low <= a < high:
                    if writing:
                        cols[at[a - low]] = b
                        amounts[at[a - low]] = steps[j, 1] * (gaps[j - i - 1] if len(gaps) else steps[i, 1])
                    at[a - low] += 1
                if len(gaps) == 0 and low <= b < high:
                    if writing:
                        cols[at[b - low]] = a
                        amounts[at[b - low]] = steps[j, 1] * steps[i, 1]
                    at[b - low] += 1


@njit(cache=True, nogil=True)
def _squeezed(start: Ints, cols: Any, amounts: Any, items: int, out: Ints, values: Any) -> int:  # pragma: no cover
    """Sum each row's equal columns, in order of column, in place of `cols` and into values; the new ends into out."""
    scratch = np.zeros(items, np.int64)
    n = 0
    for row in range(len(start) - 1):
        a, b = start[row], start[row + 1]
        found = n
        for i in range(a, b):
            col = cols[i]
            if scratch[col] == 0:
                cols[found] = col  # found <= i: what is overwritten was read
                found += 1
            scratch[col] += amounts[i]
        cols[n:found].sort()
        for i in range(n, found):
            values[i] = scratch[cols[i]]
            scratch[cols[i]] = 0
        n = found
        out[row + 1] = n
    return n


def counted(start: Ints, steps: Ints, items: int, reach: int, gaps: Ints) -> Rows:
    """Rows of what all sequences count: sequence v is steps[start[v]:start[v + 1]], (n, 2 or more)."""
    none = np.zeros(0, np.int32)
    counts = np.zeros(items, np.int64)
    _each(start, steps, reach, gaps, 0, items, counts, none, none)
    ends = np.cumsum(counts)
    parts: list[tuple[Ints, Any, Any]] = []
    low = 0
    while low < items:
        before = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, before + ROOM, side="right")))
        first = np.concatenate([[0], ends[low:high] - before])
        cols, amounts = np.empty(first[-1], np.int32), np.empty(first[-1], np.int32)
        _each(start, steps, reach, gaps, low, high, first[:-1].copy(), cols, amounts)
        out, values = np.zeros(high - low + 1, np.int64), np.empty(first[-1], np.int64)
        n = _squeezed(first, cols, amounts, items, out, values)
        parts.append((out, cols[:n].copy(), compact(values[:n])))
        low = high
    sizes = np.concatenate([[0], np.cumsum([len(cols) for _, cols, _ in parts])])
    starts = [out[1:] + size for (out, _, _), size in zip(parts, sizes[:-1], strict=True)]
    joined = np.concatenate([part[2] for part in parts]) if parts else none
    return Rows(
        np.concatenate([[0], *starts]).astype(np.int64),
        np.concatenate([part[1] for part in parts]) if parts else none,
        joined,
    )
