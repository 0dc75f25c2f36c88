"""Which points of the cloth may come near each other before the frame ends.

Points are thought to go on as they move (a list of neighbours as in Verlet 1967, swept along the way). Pairs that come
near on that way are listed once; later looks in the frame ask the list alone. A point that leaves its way by more than
`STRAY` is looked up again where it is, so that no near pair is missed; where that would be dear, all are listed anew.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.grid import grid
from frontrow.cloth.mesh import Ints

Floats = NDArray[np.float64]

STRAY = 0.002  # m, how far a point may be off its way and be found from the list
MOST = 60  # cells for each point that may be looked into for those off their way; to list all anew costs about 14
SWAY = 0.005  # m, most that two points move against each other in half the time and are certain to be found


class Pairs:
    """Pairs of points within `wide` metres of each other that share no edge; rings: (n + 1,) starts and neighbours."""

    def __init__(self, points: int, wide: float, rings: tuple[Ints, Ints]) -> None:
        self._wide = wide
        starts, ids = rings
        many = np.diff(starts)
        self._rings = np.full((points, -(-max(int(many.max(initial=1)), 1) // 4) * 4), -1, np.int32)
        self._rings[np.repeat(np.arange(points), many), np.arange(len(ids)) - np.repeat(starts[:-1], many)] = ids
        self._listed = np.zeros((8 * points, 2), np.int32)
        self._count = 0
        self._near = np.zeros((8 * points, 2), np.int32)
        self._mid, self._half = np.zeros((points, 4)), np.zeros((points, 4))
        self._places = np.zeros((points, 6), np.float32)
        self._astray = np.zeros(points, np.int32)
        self._off = np.zeros(points)

    def foresee(self, x: Floats, way: Floats) -> None:
        """List the pairs that come near while points go from x (n, 4) to x + way."""
        np.multiply(way, 0.5, out=self._half)
        np.add(x, self._half, out=self._mid)
        self._cells = grid(self._mid, self._wide + 2 * STRAY + SWAY)
        sort_places(self._mid, self._half, self._cells.low, self._cells.items, self._places)
        while True:
            self._count = list_pairs(self._places, *self._cells, self._wide + 2 * STRAY, self._rings, self._listed)
            if self._count <= len(self._listed):
                return
            self._listed = np.zeros((2 * self._count, 2), np.int32)

    def near(self, x: Floats, share: float) -> Ints:
        """(k, 2) pairs, lower first, that are near at positions x, which should be after `share` of the way."""
        astray = find_astray(x, self._mid, self._half, 2 * share - 1, STRAY, self._off, self._astray)
        if self._cells_about(self._astray[:astray]) > MOST * len(x):  # to look up so many so far would cost n²
            self.foresee(x, np.zeros_like(x))
            astray = find_astray(x, self._mid, self._half, 0.0, STRAY, self._off, self._astray)
        while True:
            count = sift_pairs(x, self._wide, self._listed, self._count, self._near)
            count = add_astray(
                x, self._mid, self._half, self._off, self._astray[:astray], *self._cells, self._wide, STRAY, SWAY,
                self._rings, self._near, count,
            )  # fmt: skip
            if count <= len(self._near):
                return self._near[:count]
            self._near = np.zeros((2 * count, 2), np.int32)

    def _cells_about(self, astray: Ints) -> float:
        """How many cells hold all that points astray may be near to."""
        far = self._wide + SWAY + 2 * np.sqrt(self._off[astray])
        return float(((2 * far / self._cells.size + 1) ** 3).sum())


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy", inline="always")
def swept(dx, dy, dz, wx, wy, wz):  # type: ignore[no-untyped-def]
    """Square of the least distance of two points that are d apart in the middle, and d - w and d + w at the ends."""
    one, tiny = np.float32(1.0), np.float32(1e-20)
    s = min(max(-(dx * wx + dy * wy + dz * wz) / (wx * wx + wy * wy + wz * wz + tiny), -one), one)
    dx, dy, dz = dx + s * wx, dy + s * wy, dz + s * wz
    return dx * dx + dy * dy + dz * dz


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def sort_places(mid, half, low, items, places):  # type: ignore[no-untyped-def]
    """Where points are half way from `low`, and half their way, in the order of the cells: (n, 6)."""
    for s in range(items.shape[0]):
        for axis in range(3):
            places[s, axis] = mid[items[s], axis] - low[axis]
            places[s, axis + 3] = half[items[s], axis]


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def list_pairs(places, low, cell, shape, starts, items, reach, rings, pairs):  # type: ignore[no-untyped-def]
    """Pairs (m, 2) that come within reach, sorted by cell; returns how many, of which no more than fit are written.

    places: (n, 6) in the order of the cells, where a point is half way, and half its way."""
    count = 0
    most = 0
    for h in range(starts.shape[0] - 1):
        most = max(most, starts[h + 1] - starts[h])
    # what lies in a cell and in the half of those beside it after it
    sx, sy, sz, tx, ty, tz, gap = [np.empty(14 * most, np.float32) for _ in range(7)]
    which = np.empty(14 * most, np.int32)
    close = np.empty(14 * most, np.int32)
    least = np.float32(1.0001 * reach * reach)  # single precision must not lose one
    s = 0
    at = 0
    while s < items.shape[0]:
        while starts[at + 1] <= s:
            at += 1
        c = at % shape[2]
        b = at // shape[2] % shape[1]
        a = at // (shape[2] * shape[1])
        low_c, high_c = max(c - 1, 0), min(c + 2, shape[2])
        held = 0
        for k in range(5):
            first, last = s, starts[at - c + high_c]
            if k > 0:
                da, db = (a, b + 1) if k == 1 else (a + 1, b + k - 3)
                if da >= shape[0] or db < 0 or db >= shape[1]:
                    continue
                row = (da * shape[1] + db) * shape[2]
                first, last = starts[row + low_c], starts[row + high_c]
            for t in range(first, last):
                o = held + t - first
                which[o] = items[t]
                sx[o], sy[o], sz[o] = places[t, 0], places[t, 1], places[t, 2]
                tx[o], ty[o], tz[o] = places[t, 3], places[t, 4], places[t, 5]
            held += last - first
        for own in range(starts[at + 1] - s):
            px, py, pz, hx, hy, hz = sx[own], sy[own], sz[own], tx[own], ty[own], tz[own]
            for t in range(held):
                gap[t] = swept(px - sx[t], py - sy[t], pz - sz[t], hx - tx[t], hy - ty[t], hz - tz[t])
            found = 0
            for t in range(own + 1, held):
                close[found] = which[t]
                found += gap[t] <= least
            i = which[own]
            for k in range(found):
                j = close[k]
                beside = 0
                for r in range(rings.shape[1]):
                    beside += rings[i, r] == j
                if beside == 0:
                    if count < pairs.shape[0]:
                        pairs[count, 0], pairs[count, 1] = min(i, j), max(i, j)
                    count += 1
        s = starts[at + 1]
    return count


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_astray(x, mid, half, share, most, off, astray):  # type: ignore[no-untyped-def]
    """How far (n,) points are off their way, and the list of those that are by more than `most`; returns how many."""
    for i in range(x.shape[0]):
        dx = x[i, 0] - mid[i, 0] - share * half[i, 0]
        dy = x[i, 1] - mid[i, 1] - share * half[i, 1]
        dz = x[i, 2] - mid[i, 2] - share * half[i, 2]
        off[i] = dx * dx + dy * dy + dz * dz
    count = 0
    for i in range(x.shape[0]):
        if off[i] > most * most:
            astray[count] = i
            count += 1
    return count


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def sift_pairs(x, wide, pairs, count, near):  # type: ignore[no-untyped-def]
    """Those of the pairs that are within `wide` now; returns how many, of which no more than fit are written."""
    kept = 0
    for e in range(count):
        i, j = pairs[e, 0], pairs[e, 1]
        dx, dy, dz = x[i, 0] - x[j, 0], x[i, 1] - x[j, 1], x[i, 2] - x[j, 2]
        if dx * dx + dy * dy + dz * dz <= wide * wide:
            if kept < near.shape[0]:
                near[kept, 0], near[kept, 1] = i, j
            kept += 1
    return kept


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def add_astray(  # type: ignore[no-untyped-def]
    x, mid, half, off, astray, low, cell, shape, starts, items, wide, most, sway, rings, near, count
):
    """Pairs of points astray that are near and were not listed, added from `count` on; returns how many in all."""
    reach = (wide + 2 * most) ** 2
    for k in range(astray.shape[0]):
        i = astray[k]
        # in the middle of the way the other, less astray, was at most so far from where this one should have been
        far = wide + 2.0 * np.sqrt(off[i]) + sway + 1e-9
        a = max(int((mid[i, 0] - far - low[0]) / cell), 0)
        b = max(int((mid[i, 1] - far - low[1]) / cell), 0)
        c = max(int((mid[i, 2] - far - low[2]) / cell), 0)
        last = min(int((mid[i, 2] + far - low[2]) / cell) + 1, shape[2])
        for da in range(a, min(int((mid[i, 0] + far - low[0]) / cell) + 1, shape[0])):
            for db in range(b, min(int((mid[i, 1] + far - low[1]) / cell) + 1, shape[1])):
                row = (da * shape[1] + db) * shape[2]
                for s in range(starts[row + c], starts[row + last]):
                    j = items[s]
                    if (x[i, 0] - x[j, 0]) ** 2 + (x[i, 1] - x[j, 1]) ** 2 + (x[i, 2] - x[j, 2]) ** 2 > wide * wide:
                        continue
                    if j == i or off[j] > off[i] or (off[j] == off[i] and j < i):
                        continue
                    dx, dy, dz = mid[i, 0] - mid[j, 0], mid[i, 1] - mid[j, 1], mid[i, 2] - mid[j, 2]
                    wx, wy, wz = half[i, 0] - half[j, 0], half[i, 1] - half[j, 1], half[i, 2] - half[j, 2]
                    if dx * dx + dy * dy + dz * dz <= cell * cell and swept(dx, dy, dz, wx, wy, wz) <= reach:
                        continue
                    beside = 0
                    for r in range(rings.shape[1]):
                        beside += rings[i, r] == j
                    if not beside:
                        if count < near.shape[0]:
                            near[count, 0], near[count, 1] = min(i, j), max(i, j)
                        count += 1
    return count
