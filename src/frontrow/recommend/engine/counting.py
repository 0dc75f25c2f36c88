"""What one visitor's history says: a pure function of the set of things she did, in whole numbers."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.deeds import Deeds
from frontrow.recommend.engine.person import DISMISSES, LASTS, UNDOES, Bytes, genuine

HOUR = 3_600_000  # ms: the grain of popularity

Ints = NDArray[np.int64]
Said = tuple[Ints, Ints]  # steps and touches: see `stated`


@njit(cache=True, nogil=True)
def stated(history: Deeds, kinds: Bytes) -> Said:  # pragma: no cover
    """What a history says, without what repeats, was taken back, is of a dismissed item, or a program's.

    steps: (s, 2) item and worth of each deed in order. touches: (t, 3) for each item, by its first deed: the item,
    the worth of the strongest event that stands, and the hour (since the epoch) of its last time.
    """
    deeds = genuine(history, kinds)
    n = len(deeds)
    order = np.argsort(deeds["item"], kind="mergesort")
    counts = np.zeros(n, np.bool_)  # deeds that were not taken back
    worth = np.zeros((n, 2), np.int64)  # of an item, and when, at the place of its first deed
    standing = np.zeros((len(kinds), 2), np.int64)
    a = 0
    while a < n:
        b = a
        item = deeds[order[a]].item
        dismissed = False
        while b < n and deeds[order[b]].item == item:
            done = deeds[order[b]]
            kind = kinds[done.code]
            if kind & DISMISSES:
                dismissed = done.worth > 0
            elif done.worth == 0:
                if kind & LASTS:
                    b += 1
                    continue
                standing[done.code] = 0
                for c in range(a, b):
                    if deeds[order[c]].code == done.code:
                        counts[order[c]] = False
            else:
                counts[order[b]] = True
                if done.worth >= standing[done.code, 0]:
                    standing[done.code, 0], standing[done.code, 1] = done.worth, done.at
                dismissed = dismissed and not kind & UNDOES
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


@njit(cache=True, nogil=True)
def all_stated(start: Ints, deeds: Deeds, kinds: Bytes) -> tuple[Ints, Ints, Ints, Ints]:  # pragma: no cover
    """`stated` of each history deeds[start[v]:start[v + 1]]: where its steps begin, steps, and likewise touches."""
    n = len(start) - 1
    step_start, touch_start = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
    steps, touches = np.empty((len(deeds), 2), np.int64), np.empty((len(deeds), 3), np.int64)
    s = t = 0
    for visitor in range(n):
        some, others = stated(deeds[start[visitor] : start[visitor + 1]], kinds)
        steps[s : s + len(some)], touches[t : t + len(others)] = some, others
        s += len(some)
        t += len(others)
        step_start[visitor + 1], touch_start[visitor + 1] = s, t
    return step_start, steps[:s], touch_start, touches[:t]
