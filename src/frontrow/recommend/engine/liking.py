"""What one visitor likes, as the scorer reads it: one touch an item, last touched last, and what not to offer her."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.deeds import CODES, Deeds
from frontrow.recommend.engine.person import DISMISSES, KINDS, LASTS, UNDOES, Bytes, genuine
from frontrow.recommend.taste import DAY, HALF_LIFE_DAYS

Ints = NDArray[np.int64]
_DAY = round(1000 * DAY)
_DISMISS = CODES.index("dismiss")
_KEPT = np.array([name in ("save", "add_to_bag", "purchase") for name in CODES])


@njit(cache=True, nogil=True)
def _liked(history: Deeds, kinds: Bytes, kept: NDArray[np.bool_]) -> tuple[Ints, Ints]:  # pragma: no cover
    deeds = genuine(history, kinds)
    n = len(deeds)
    order = np.argsort(deeds["item"], kind="mergesort")
    found, hidden = np.zeros((n, 5), np.int64), np.empty(n, np.int64)
    standing = np.zeros((len(kinds), 2), np.int64)
    touched = gone = 0
    a = 0
    while a < n:
        b = a
        item = deeds[order[a]].item
        standing[:] = 0
        dismissed = 0
        while b < n and deeds[order[b]].item == item:
            done = deeds[order[b]]
            kind = kinds[done.code]
            if kind & DISMISSES:
                dismissed = done.at * (done.worth > 0)
            elif done.worth == 0:
                if not kind & LASTS:
                    standing[done.code] = 0
            elif done.worth >= standing[done.code, 0]:
                standing[done.code, 0], standing[done.code, 1] = done.worth, done.at
            if kind & UNDOES and done.worth > 0:
                dismissed = 0
            b += 1
        best = 0
        keeps = dismissed > 0
        for code in range(len(kinds)):
            keeps = keeps or (kept[code] and standing[code, 0] > 0)
            mine, most = standing[code], standing[best]
            if mine[0] > most[0] or (mine[0] == most[0] and mine[1] > most[1]):
                best = code
        if keeps:
            hidden[gone] = item
            gone += 1
        if dismissed or standing[best, 0]:
            found[touched, 0], found[touched, 4] = item, order[b - 1]
            found[touched, 1] = -10 if dismissed else standing[best, 0]
            found[touched, 2] = _DISMISS if dismissed else best
            found[touched, 3] = dismissed if dismissed else standing[best, 1]
            touched += 1
        a = b
    found = found[:touched]
    return found[np.argsort(found[:, 4])], hidden[:gone]


def liked(deeds: Deeds) -> tuple[Ints, NDArray[np.float64], Ints]:
    """What a history says of its items, as `taste.taste` does, in whole tenths.

    (t, 5): item, tenths (below 0: dismissed), place in CODES, when (ms), and the place of its last deed, by which they
    are ordered; (t,) the weight that is left by the day of her last deed; (h,) items she keeps or dismissed.
    """
    touches, hidden = _liked(deeds, KINDS, _KEPT)
    now = int(deeds["at"][-1]) if len(deeds) else 0
    days = np.maximum(now - touches[:, 3], 0) // _DAY
    return touches, touches[:, 1] / 10 * 0.5 ** (days / HALF_LIFE_DAYS), hidden
