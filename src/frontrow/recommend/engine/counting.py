"""What one visitor adds to the counts: a pure function of the set of things she did, in whole numbers."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.events import EVENTS, Interaction
from frontrow.recommend.taste import DELIBERATE, TAKEN_BACK, strength

# One thing done: when (ms since the epoch), with which item (its number), which event (its place in CODES), and its
# strength in tenths; 0 takes the event back. Their order is the order of these fields.
DEED = np.dtype([("at", "<i8"), ("item", "<i4"), ("code", "<i2"), ("worth", "<i2")])
CODES = tuple(sorted(EVENTS))
_CODE = {name: code for code, name in enumerate(CODES)}
DISMISS = _CODE["dismiss"]
UNDOES = np.array([name in DELIBERATE for name in CODES])  # an earlier dismissal

LAST = 512  # deeds of a visitor that count
WINDOW = 10  # places between two deeds of which one may have led to the other
GAPS = np.rint(4096 / np.maximum(np.arange(WINDOW + 1), 1)).astype(np.int64)
HOUR = 3_600_000  # ms: the grain of popularity

Deeds = NDArray[Any]
Ints = NDArray[np.int64]


def deed(done: Interaction, item: int) -> tuple[int, int, int, int] | None:
    """One DEED, or None when it says nothing (a glance, say)."""
    code = _CODE.get(done.event)
    worth = round(10 * abs(strength(done)))
    taking_back = done.event in TAKEN_BACK and done.value == 0
    if code is None or not (worth or taking_back):
        return None
    return round(done.at * 1000), item, code, worth


def history(deeds: Iterable[tuple[int, int, int, int]]) -> Deeds:
    """(n,) DEED in their order, each once, the last LAST of them."""
    return np.array(sorted(set(deeds))[-LAST:], DEED)


@njit(cache=True, nogil=True)
def _before(a: Any, b: Any) -> bool:  # pragma: no cover
    if a.at != b.at:
        return bool(a.at < b.at)
    if a.item != b.item:
        return bool(a.item < b.item)
    if a.code != b.code:
        return bool(a.code < b.code)
    return bool(a.worth < b.worth)


@njit(cache=True, nogil=True)
def merged(old: Deeds, fresh: Deeds, last: int) -> Deeds:  # pragma: no cover
    """The union of two sorted histories, its last `last` deeds."""
    out = np.empty(len(old) + len(fresh), old.dtype)
    i = j = n = 0
    while i < len(old) or j < len(fresh):
        if j == len(fresh) or (i < len(old) and not _before(fresh[j], old[i])):
            if j < len(fresh) and not _before(old[i], fresh[j]):
                j += 1
            out[n] = old[i]
            i += 1
        else:
            out[n] = fresh[j]
            j += 1
        n += 1
    return out[max(0, n - last) : n]


@njit(cache=True, nogil=True)
def stated(deeds: Deeds, undoes: NDArray[np.bool_], dismiss: int) -> tuple[Ints, Ints]:  # pragma: no cover
    """What a history says, without what was taken back or is of a dismissed item.

    steps: (s, 2) item and worth of each deed in order. touches: (t, 3) for each item, by its first deed: the item,
    the worth of the strongest event that stands, and the hour (since the epoch) of its last time.
    """
    n = len(deeds)
    order = np.argsort(deeds["item"], kind="mergesort")
    counts = np.zeros(n, np.bool_)  # deeds that were not taken back
    worth = np.zeros((n, 2), np.int64)  # of an item, and when, at the place of its first deed
    standing = np.zeros((len(undoes), 2), np.int64)
    a = 0
    while a < n:
        b = a
        item = deeds[order[a]].item
        dismissed = False
        while b < n and deeds[order[b]].item == item:
            done = deeds[order[b]]
            if done.code == dismiss:
                dismissed = done.worth > 0
            elif done.worth == 0:
                standing[done.code] = 0
                for c in range(a, b):
                    if deeds[order[c]].code == done.code:
                        counts[order[c]] = False
            else:
                counts[order[b]] = True
                if done.worth >= standing[done.code, 0]:
                    standing[done.code, 0], standing[done.code, 1] = done.worth, done.at
                dismissed = dismissed and not undoes[done.code]
            b += 1
        best = worth[order[a]]
        for c in range(a, b):
            if dismissed:
                counts[order[c]] = False
            mine = standing[deeds[order[c]].code]
            if not dismissed and (mine[0] > best[0] or (mine[0] == best[0] and mine[1] > best[1])):
                best[0], best[1] = mine[0], mine[1]
        for c in range(a, b):
            standing[deeds[order[c]].code] = 0
        a = b
    steps, touches = np.empty((n, 2), np.int64), np.empty((n, 3), np.int64)
    s = t = 0
    for i in range(n):
        if counts[i]:
            steps[s, 0], steps[s, 1] = deeds[i].item, deeds[i].worth
            s += 1
        if worth[i, 0]:
            touches[t, 0], touches[t, 1], touches[t, 2] = deeds[i].item, worth[i, 0], worth[i, 1] // HOUR
            t += 1
    return steps[:s], touches[:t]
