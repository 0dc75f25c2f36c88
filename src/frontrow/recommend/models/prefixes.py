"""Every place in a history as a question: what came before it, faded at several half-lives, and what came next."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import scipy.sparse as sp
from numba import njit

from frontrow.recommend.log import Floats, Histories

FAINT = 0.01  # of a weight: what is fainter is not looked at
CORES = 2
ROOM = 8_000_000  # numbers in a block of sums before they are packed
Share = TypeVar("Share")
Result = TypeVar("Result")


def reach(half_life: float) -> int:
    """How many events of a half-life (in events) are looked at."""
    return int(np.ceil(-np.log2(FAINT) * half_life))


def faded(histories: Histories, items: int, half_lives: Sequence[float]) -> "sp.csr_array[np.float32]":
    """(n, len(half_lives) * items): each visitor's recency-weighted items, one half-life beside the other."""
    return sp.hstack([histories.rows(items, life, reach(life)) for life in half_lives], format="csr")


class Prefixes:
    """The additive statistics of a regression of what comes next on what came before.

    With s_p a visitor's row of `faded` after her first p events and t_p the next event's weight in its item's
    column, gram is the sum of s_p' s_p and targets the sum of s_p' t_p over all p < her events and all
    visitors. They are summed in closed form over pairs of events, item by item: no s_p is ever written down.
    """

    def __init__(self, histories: Histories, items: int, half_lives: Sequence[float]) -> None:
        self.items, self.scales = items, len(half_lives)
        lengths = np.diff(histories.start)
        self._columns = (
            np.argsort(histories.item, kind="stable"),
            np.concatenate([[0], np.cumsum(np.bincount(histories.item, minlength=items))]),
            histories.item,
            np.maximum(histories.weight, 0),
            np.repeat(histories.start[:-1], lengths),
            np.repeat(histories.start[1:], lengths),
            np.exp2(-1 / np.asarray(half_lives, np.float64)),
            np.array([reach(life) for life in half_lives]),
        )

    def dense(self) -> tuple[Floats, Floats]:
        """gram (scales * items, scales * items) and targets (scales * items, items)."""
        gram = np.zeros((self.scales * self.items, self.scales * self.items), np.float32)
        targets = np.zeros((self.scales * self.items, self.items), np.float32)
        rows = np.arange(len(gram))
        on_cores(
            lambda share: _sum(*self._columns, share, gram[share[0] :], targets[share[0] :]),
            [share for share in np.array_split(rows, 8 * CORES) if len(share)],
        )
        return gram, targets

    def sparse(self) -> "tuple[sp.csr_array[np.float32], sp.csr_array[np.float32]]":
        """The same, of the pairs that occur."""
        width = self.scales * self.items

        def packed(rows: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> tuple[object, object]:
            gram = np.zeros((len(rows), width), np.float32)
            targets = np.zeros((len(rows), self.items), np.float32)
            _sum(*self._columns, rows, gram, targets)
            return sp.csr_array(gram), sp.csr_array(targets)

        blocks = np.array_split(np.arange(width), max(1, width * width // ROOM))
        found = on_cores(packed, [rows for rows in blocks if len(rows)])
        gram, targets = zip(*found, strict=True)
        return sp.vstack(gram, format="csr"), sp.vstack(targets, format="csr")


def on_cores(work: Callable[[Share], Result], shares: Iterable[Share]) -> list[Result]:
    """What `work` gives for each share, on CORES threads: for compiled work that lets go of the interpreter."""
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(work, shares))


@njit(cache=True, nogil=True)
def _sum(by_item, begin, item, weight, first, end, rate, reaches, rows, gram, targets):  # type: ignore[no-untyped-def]
    """gram and targets (rows, ...) of these rows: row scale * items + i is item i faded at the scale."""
    items = len(begin) - 1
    for n in range(len(rows)):
        scale, row = rows[n] // items, rows[n] % items
        for place in by_item[begin[row] : begin[row + 1]]:
            _add(place, items, item, weight, first[place], end[place], rate, reaches, scale, gram[n], targets[n])


@njit(cache=True, nogil=True)
def _add(place, items, item, weight, first, end, rate, reaches, scale, gram, targets):  # type: ignore[no-untyped-def]
    """The event at `place`, an input of this scale, times all events around it.

    Two events are both inputs of every prefix from the later one on, up to the one before the last event:
    their product is a geometric series, 1 + x + ... + x^left, of the product x of their rates.
    """
    own, last, stop = rate[scale], end - 2, min(place + 1 + reaches[scale], end)
    near = weight[place]
    for later in range(place + 1, stop):
        targets[item[later]] += near * weight[later]
        near *= own
    if place > last:
        return
    for other in range(len(rate)):
        shift, x = other * items, own * rate[other]
        near = weight[place] * (1 - x ** (last - place + 1)) / (1 - x)
        gram[shift + item[place]] += near * weight[place]
        for earlier in range(place - 1, max(place - reaches[other], first) - 1, -1):
            near *= rate[other]
            gram[shift + item[earlier]] += near * weight[earlier]
        near, left = weight[place] / (1 - x), x ** (last - place + 1)
        for later in range(place + 1, min(stop, last + 1)):
            near *= own
            left /= x
            gram[shift + item[later]] += near * (1 - left) * weight[later]
