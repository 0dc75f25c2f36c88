"""`recommend.genuine` on deeds: the same rules, compiled, since they are asked again at every event."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.deeds import CODES, Deeds
from frontrow.recommend.genuine import ENOUGH, EVEN, HASTE, PAUSE, TWICE
from frontrow.recommend.taste import DELIBERATE, LASTING, TAKEN_BACK

# What kind of event each of CODES is, as flags.
LASTS, TAKEN, UNDOES, DISMISSES = 1, 2, 4, 8
KINDS = np.array(
    [
        LASTS * (name in LASTING)
        + TAKEN * (name in TAKEN_BACK)
        + UNDOES * (name in DELIBERATE)
        + DISMISSES * (name == "dismiss")
        for name in CODES
    ],
    np.int8,
)
_VIEW = CODES.index("view")
_HASTE = tuple((round(1000 * seconds), most) for seconds, most in HASTE)
_TWICE, _PAUSE = round(1000 * TWICE), round(1000 * PAUSE)

Bytes = NDArray[np.int8]


@njit(cache=True, nogil=True)
def genuine(deeds: Deeds, kinds: Bytes) -> Deeds:  # pragma: no cover
    """One visitor's deeds (n,), in order, without repetitions; none when they are a program's."""
    kept = _once(deeds, kinds)
    acts = np.empty(len(kept), np.int64)
    codes = np.empty(len(kept), np.int64)
    n = views = 0
    stayed = False
    for done in kept:
        if kinds[done.code] & LASTS:
            stayed = True
            continue
        acts[n], codes[n] = done.at, done.code
        views += done.code == _VIEW
        n += 1
    if views >= ENOUGH and not stayed:
        return kept[:0]
    for millis, most in _HASTE:
        for i in range(n - most):
            if acts[i + most] - acts[i] < millis:
                return kept[:0]
    if n > ENOUGH:
        if _even(acts[:n]):
            return kept[:0]
        often = np.zeros(len(kinds), np.int64)
        for i in range(n):
            often[codes[i]] += 1
        for code in range(len(kinds)):
            if often[code] > ENOUGH and often[code] < n and _even(acts[:n][codes[:n] == code]):
                return kept[:0]
    return kept


@njit(cache=True, nogil=True)
def _once(deeds: Deeds, kinds: Bytes) -> Deeds:  # pragma: no cover
    kept = np.empty_like(deeds)
    n = 0
    for done in deeds:
        back = n - 1
        again = False
        while back >= 0 and done.at - kept[back].at < _TWICE and not again:
            before = kept[back]
            same = before.item == done.item and before.code == done.code
            again = same and (kinds[done.code] & TAKEN == 0 or (before.worth == 0) == (done.worth == 0))
            back -= 1
        if not again:
            kept[n] = done
            n += 1
    return kept[:n]


@njit(cache=True, nogil=True)
def _even(at: NDArray[np.int64]) -> bool:  # pragma: no cover
    gaps = np.diff(at)
    gaps = gaps[(gaps > 0) & (gaps < _PAUSE)]
    if len(gaps) < ENOUGH:
        return False
    usual = np.median(gaps)
    return bool(np.median(np.abs(gaps - usual)) < EVEN * usual)
