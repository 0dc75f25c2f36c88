"""Things a visitor did, as sixteen bytes each: the form in which the engine keeps and counts them."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.events import EVENTS, Interaction
from frontrow.recommend.taste import LASTING, TAKEN_BACK, strength

# When (ms since the epoch), with which item (its number), which event (its place in CODES), and its strength in
# tenths: 0 for a glance, and for what takes the event back. Deeds are in the order of these fields, the strong first:
# what takes back comes last.
DEED = np.dtype([("at", "<i8"), ("item", "<i4"), ("code", "<i2"), ("worth", "<i2")])
CODES: tuple[str, ...] = tuple(sorted(EVENTS))
_CODE = {name: code for code, name in enumerate(CODES)}
GLANCE = 1.0  # seconds: what was looked at for less says nothing at all
LAST = 512  # deeds of a visitor that are kept, the last ones

Deeds = NDArray[Any]


def deed(done: Interaction, item: int) -> tuple[int, int, int, int] | None:
    """One DEED, or None when it says nothing."""
    code = _CODE.get(done.event)
    worth = round(10 * abs(strength(done)))
    glanced = done.event in LASTING and (done.value or 0.0) >= GLANCE
    if code is None or not (worth or glanced or (done.event in TAKEN_BACK and done.value == 0)):
        return None
    return round(done.at * 1000), item, code, worth


def history(deeds: Iterable[tuple[int, int, int, int]]) -> Deeds:
    """(n,) DEED in their order, each once, the last LAST of them."""
    return np.array(sorted(set(deeds), key=in_order)[-LAST:], DEED)


def in_order(deed: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """What deeds are sorted by."""
    at, item, code, worth = deed
    return at, item, code, -worth


@njit(cache=True, nogil=True)
def _before(a: Any, b: Any) -> bool:  # pragma: no cover
    if a.at != b.at:
        return bool(a.at < b.at)
    if a.item != b.item:
        return bool(a.item < b.item)
    if a.code != b.code:
        return bool(a.code < b.code)
    return bool(a.worth > b.worth)


@njit(cache=True, nogil=True)
def merged(old: Deeds, fresh: Deeds, last: int) -> Deeds:  # pragma: no cover
    """The union of two histories, its last `last` deeds."""
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
