"""Inside or outside: how many times a closed mesh goes round a point, by counting where a ray leaves it.

Unlike a signed distance it is right where the mesh passes through itself: a point is outside the union of all
limbs exactly where the count is nought.
"""

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

CELL = 0.012  # m, columns that triangles are sorted into


class Columns:
    """A mesh whose triangles are sorted into columns along z, to ask about many points.

    body: (nb, 3) metres; triangles: (t, 3), closed and oriented outwards.
    """

    def __init__(self, body: ArrayLike, triangles: NDArray[np.integer]) -> None:
        self._body = np.ascontiguousarray(body, np.float64)
        self._triangles = np.ascontiguousarray(triangles, np.int32)
        self._low = np.zeros(2)
        self._shape = np.zeros(2, np.int64)
        boxes = np.empty((len(self._triangles), 4), np.int32)
        room = _boxes(self._body, self._triangles, self._low, self._shape, boxes)
        self._starts = np.zeros(int(self._shape.prod()) + 1, np.int64)
        self._items = np.empty(room, np.int32)
        _sort(boxes, self._shape, self._starts, self._items)

    def winding(self, points: ArrayLike) -> NDArray[np.int32]:
        """(n,) for points (n, 3): 0 outside, 1 inside, 2 where two limbs overlap."""
        x = np.ascontiguousarray(points, np.float64)
        out = np.zeros(len(x), np.int32)
        _count(x, self._body, self._triangles, self._low, self._shape, self._starts, self._items, out)
        return out


@njit(cache=True, nogil=True, error_model="numpy")
def _boxes(body, triangles, low, shape, boxes):  # type: ignore[no-untyped-def]
    """First and last column of each triangle; returns how many entries that makes."""
    if triangles.shape[0] == 0:
        return 0
    high = np.empty(2)
    for axis in range(2):
        low[axis] = body[0, axis]
        high[axis] = body[0, axis]
        for i in range(body.shape[0]):
            low[axis] = min(low[axis], body[i, axis])
            high[axis] = max(high[axis], body[i, axis])
        shape[axis] = int((high[axis] - low[axis]) / CELL) + 1
    room = 0
    for t in range(triangles.shape[0]):
        size = 1
        for axis in range(2):
            a = body[triangles[t, 0], axis]
            b = body[triangles[t, 1], axis]
            c = body[triangles[t, 2], axis]
            boxes[t, axis] = int((min(a, b, c) - low[axis]) / CELL)
            boxes[t, axis + 2] = int((max(a, b, c) - low[axis]) / CELL)
            size *= boxes[t, axis + 2] - boxes[t, axis] + 1
        room += size
    return room


@njit(cache=True, nogil=True, error_model="numpy")
def _sort(boxes, shape, starts, items):  # type: ignore[no-untyped-def]
    """Triangles by column: those of column h = x * shape[1] + y are items[starts[h]:starts[h + 1]]."""
    for t in range(boxes.shape[0]):
        for a in range(boxes[t, 0], boxes[t, 2] + 1):
            for b in range(boxes[t, 1], boxes[t, 3] + 1):
                starts[a * shape[1] + b + 1] += 1
    count = starts.shape[0] - 1
    for h in range(count):
        starts[h + 1] += starts[h]
    for t in range(boxes.shape[0] - 1, -1, -1):
        for a in range(boxes[t, 0], boxes[t, 2] + 1):
            for b in range(boxes[t, 1], boxes[t, 3] + 1):
                h = a * shape[1] + b + 1
                starts[h] -= 1
                items[starts[h]] = t
    for h in range(count):
        starts[h] = starts[h + 1]
    starts[count] = items.shape[0]


@njit(cache=True, nogil=True, error_model="numpy")
def _side(b, i, j, px, py):  # type: ignore[no-untyped-def]
    """Which side of the edge from i to j the column is on; both triangles of an edge get the same answer."""
    one, two = min(i, j), max(i, j)
    value = (b[two, 0] - b[one, 0]) * (py - b[one, 1]) - (b[two, 1] - b[one, 1]) * (px - b[one, 0])
    left = value >= 0.0
    return left if i < j else not left


@njit(cache=True, nogil=True, error_model="numpy")
def _count(x, b, triangles, low, shape, starts, items, out):  # type: ignore[no-untyped-def]
    for i in range(x.shape[0]):
        # a nanometre aside, so that a ray never runs through a corner of a mesh drawn on round numbers
        px, py, pz = x[i, 0] + 1.37e-9, x[i, 1] + 0.71e-9, x[i, 2]
        cx = int(np.floor((px - low[0]) / CELL))
        cy = int(np.floor((py - low[1]) / CELL))
        if cx < 0 or cy < 0 or cx >= shape[0] or cy >= shape[1]:
            continue
        h = cx * shape[1] + cy
        total = 0
        for s in range(starts[h], starts[h + 1]):
            t = items[s]
            i0, i1, i2 = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            if b[i0, 2] < pz and b[i1, 2] < pz and b[i2, 2] < pz:
                continue
            one = _side(b, i0, i1, px, py)
            if _side(b, i1, i2, px, py) != one or _side(b, i2, i0, px, py) != one:
                continue
            ux, uy, uz = b[i1, 0] - b[i0, 0], b[i1, 1] - b[i0, 1], b[i1, 2] - b[i0, 2]
            vx, vy, vz = b[i2, 0] - b[i0, 0], b[i2, 1] - b[i0, 1], b[i2, 2] - b[i0, 2]
            nz = ux * vy - uy * vx
            if nz == 0.0:
                continue
            nx, ny = uy * vz - uz * vy, uz * vx - ux * vz
            z = b[i0, 2] - (nx * (px - b[i0, 0]) + ny * (py - b[i0, 1])) / nz
            if z > pz:
                total += 1 if one else -1
        out[i] = total
