"""Which triangles pass through which: counted exactly, and with none of the solver's own notions of contact.

Two closed triangles meet when an edge of one meets the other (Guigue & Devillers 2003 order the same tests); every
decision is the exact sign of an orientation, so the answer is right for flat, touching and degenerate triangles too.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth.predicates import orient2d, orient3d

CROWD = 24  # cells a triangle may cover on average before they are made larger
CELLS = 4_000_000

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Intersections:
    """cloth_cloth: (k, 2) int32 ids of cloth triangles that meet, lower first; cloth_body: (m, 2) int32 ids of a cloth
    and a body triangle. Each pair once, sorted."""

    cloth_cloth: NDArray[np.int32]
    cloth_body: NDArray[np.int32]

    @property
    def triangles(self) -> NDArray[np.int32]:
        """Cloth triangles that take part in any pair, each once."""
        return np.unique(np.concatenate([self.cloth_cloth.ravel(), self.cloth_body[:, 0]]))


def intersections(
    positions: ArrayLike,
    triangles: NDArray[np.integer],
    body_positions: ArrayLike | None = None,
    body_triangles: NDArray[np.integer] | None = None,
) -> Intersections:
    """Every pair of triangles that meet: cloth with cloth, and cloth with body.

    positions: (n, 3) metres; triangles: (t, 3); body_positions: (nb, 3) or None; body_triangles: (tb, 3). Triangles
    that share a vertex count when they meet anywhere else, those that share an edge when one lies folded on the other.
    Touching counts as meeting. Cloth that is wholly inside the body meets nothing: see `Columns`. Raises ValueError on
    positions that are not finite.
    """
    x = np.ascontiguousarray(positions, np.float64)
    t = np.ascontiguousarray(triangles, np.int64).reshape(-1, 3)
    count = len(t)
    if body_positions is not None and body_triangles is not None:
        t = np.concatenate([t, np.asarray(body_triangles, np.int64).reshape(-1, 3) + len(x)])
        x = np.concatenate([x, np.asarray(body_positions, np.float64)])
    if not np.isfinite(x).all():
        raise ValueError("Positions must be finite numbers to be searched for intersections.")
    boxes = np.empty((len(t), 6))
    _boxes(x, t, boxes)
    pairs = _meeting(x, t, boxes, count, *_cells(boxes, count)) if count else np.zeros((0, 2), np.int32)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    body = pairs[:, 1] >= count
    return Intersections(pairs[~body], pairs[body] - np.array([0, count], np.int32))


def _cells(boxes: Floats, count: int) -> tuple[Floats, float, Counts, Counts, NDArray[np.int32]]:
    """Triangles sorted into cells over the cloth's own extent: low corner, size, shape, (cells + 1,) starts and ids."""
    low, high = boxes[:count, :3].min(axis=0), boxes[:count, 3:].max(axis=0)
    size = max(1.2 * float(np.median(boxes[:count, 3:] - boxes[:count, :3])), 1e-9)
    near = ((boxes[:, :3] <= high) & (boxes[:, 3:] >= low)).all(axis=1)
    chosen = np.flatnonzero(near).astype(np.int32)
    covers = np.empty((len(chosen), 6), np.int32)
    while True:
        shape = np.floor((high - low) / size) + 1
        if shape.prod() <= CELLS:
            _cover(boxes, chosen, low, size, shape.astype(np.int64), covers)
            covered = int((covers[:, 3:] - covers[:, :3] + 1).prod(axis=1, dtype=np.int64).sum())
            if covered <= CROWD * len(chosen):
                break
        size *= 1.5
    shape = shape.astype(np.int64)
    starts, items = np.zeros(int(shape.prod()) + 1, np.int64), np.empty(covered, np.int32)
    _sort(covers, chosen, shape, starts, items)
    return low, size, shape, starts, items


@njit(cache=True, nogil=True)
def _boxes(x, triangles, out):  # type: ignore[no-untyped-def]
    """(t, 6) lowest and highest corner of each triangle."""
    for t in range(triangles.shape[0]):
        for axis in range(3):
            a, b, c = x[triangles[t, 0], axis], x[triangles[t, 1], axis], x[triangles[t, 2], axis]
            out[t, axis] = min(a, b, c)
            out[t, axis + 3] = max(a, b, c)


@njit(cache=True, nogil=True)
def _cell(value, low, size, cells):  # type: ignore[no-untyped-def]
    """Which of so many cells a coordinate lies in; never falls as the coordinate grows."""
    return int(min(max(np.floor((value - low) / size), 0.0), cells - 1.0))


@njit(cache=True, nogil=True)
def _cover(boxes, chosen, low, size, shape, out):  # type: ignore[no-untyped-def]
    """(c, 6) first and last cell of each chosen box."""
    for k in range(chosen.shape[0]):
        for axis in range(3):
            out[k, axis] = _cell(boxes[chosen[k], axis], low[axis], size, shape[axis])
            out[k, axis + 3] = _cell(boxes[chosen[k], axis + 3], low[axis], size, shape[axis])


@njit(cache=True, nogil=True)
def _sort(covers, chosen, shape, starts, items):  # type: ignore[no-untyped-def]
    """Counting sort: cell h = (a * shape[1] + b) * shape[2] + c holds items[starts[h]:starts[h + 1]], ids rising."""
    for turn in range(2):
        for k in range(chosen.shape[0] - 1, -1, -1):
            for a in range(covers[k, 0], covers[k, 3] + 1):
                for b in range(covers[k, 1], covers[k, 4] + 1):
                    for c in range(covers[k, 2], covers[k, 5] + 1):
                        h = (a * shape[1] + b) * shape[2] + c
                        if turn == 0:
                            starts[h] += 1
                        else:
                            starts[h] -= 1
                            items[starts[h]] = chosen[k]
        if turn == 0:
            for h in range(1, starts.shape[0]):
                starts[h] += starts[h - 1]


@njit(cache=True, nogil=True)
def _meeting(x, triangles, boxes, count, low, size, shape, starts, items):  # type: ignore[no-untyped-def]
    """(k, 2) pairs that meet; the first of each is cloth."""
    found = np.empty((1024, 2), np.int32)
    k = 0
    for h in range(starts.shape[0] - 1):
        for m in range(starts[h], starts[h + 1]):
            i = items[m]
            if i >= count:  # ids rise within a cell: the body comes last
                break
            for n in range(m + 1, starts[h + 1]):
                j = items[n]
                apart = False
                for axis in range(3):
                    if boxes[i, axis] > boxes[j, axis + 3] or boxes[j, axis] > boxes[i, axis + 3]:
                        apart = True
                if apart:
                    continue
                # a pair that shares several cells is looked at in the one of the lowest corner they share
                a = _cell(max(boxes[i, 0], boxes[j, 0]), low[0], size, shape[0])
                b = _cell(max(boxes[i, 1], boxes[j, 1]), low[1], size, shape[1])
                c = _cell(max(boxes[i, 2], boxes[j, 2]), low[2], size, shape[2])
                if (a * shape[1] + b) * shape[2] + c != h or not _meet(x, triangles[i], triangles[j]):
                    continue
                if k == found.shape[0]:
                    more = np.empty((2 * k, 2), np.int32)
                    more[:k] = found
                    found = more
                found[k, 0], found[k, 1] = i, j
                k += 1
    return found[:k]


@njit(cache=True, nogil=True)
def _meet(x, s, t):  # type: ignore[no-untyped-def]
    """Whether triangles s and t, three rows of x each, meet beyond the corners they share."""
    shared, mine, other = 0, -1, -1
    for i in range(3):
        for j in range(3):
            if s[i] == t[j]:
                shared += 1
                mine, other = i, j
    if shared > 2:
        return True
    if shared == 2:
        return _folded(x, s, t)
    if _aside(x, s, t) or _aside(x, t, s):
        return False
    for k in range(6):
        i = k % 3
        # with one corner shared they also meet on the side across from it, of one or the other, or nowhere
        if shared == 1 and i != (mine if k < 3 else other):
            continue
        edge, face = (s, t) if k < 3 else (t, s)
        if _edge_meets(x, edge[(i + 1) % 3], edge[(i + 2) % 3], face):
            return True
    return False


@njit(cache=True, nogil=True)
def _aside(x, s, t):  # type: ignore[no-untyped-def]
    """Whether all corners of t that s does not have lie strictly on one side of the plane of s."""
    side = 0
    for j in range(3):
        if t[j] == s[0] or t[j] == s[1] or t[j] == s[2]:
            continue
        now = orient3d(x, s[0], s[1], s[2], t[j])
        if now == 0 or (side != 0 and now != side):
            return False
        side = now
    return True


@njit(cache=True, nogil=True)
def _folded(x, s, t):  # type: ignore[no-untyped-def]
    """Whether two triangles with a common edge lie in one plane, on the same side of it."""
    a, b, c, d = -1, -1, -1, -1
    for i in range(3):
        if s[i] != t[0] and s[i] != t[1] and s[i] != t[2]:
            c, a, b = s[i], s[(i + 1) % 3], s[(i + 2) % 3]
        if t[i] != s[0] and t[i] != s[1] and t[i] != s[2]:
            d = t[i]
    if orient3d(x, a, b, c, d) != 0:
        return False
    for axis in range(3):
        one, two = (axis + 1) % 3, (axis + 2) % 3
        side = orient2d(x, a, b, c, one, two) * orient2d(x, a, b, d, one, two)
        if side != 0:
            return bool(side > 0)
    return False


@njit(cache=True, nogil=True)
def _edge_meets(x, p, q, t):  # type: ignore[no-untyped-def]
    """Whether the edge from row p to row q meets the closed triangle t."""
    a, b, c = t[0], t[1], t[2]
    sp, sq = orient3d(x, a, b, c, p), orient3d(x, a, b, c, q)
    if sp == 0 and sq == 0:
        return _in_plane(x, p, q, t)
    if sp == sq:
        return False
    turn = 0
    for i in range(3):
        now = orient3d(x, p, q, t[i], t[(i + 1) % 3])
        if now * turn < 0:
            return False
        turn = now if now != 0 else turn
    return True


@njit(cache=True, nogil=True)
def _in_plane(x, p, q, t):  # type: ignore[no-untyped-def]
    """The same where all five points lie in one plane: the edge crosses a side, or begins inside."""
    for i in range(3):
        if _edges_meet(x, p, q, t[i], t[(i + 1) % 3]):
            return True
    flat = True
    for axis in range(3):
        turn = 0
        for i in range(3):
            now = orient2d(x, t[i], t[(i + 1) % 3], p, (axis + 1) % 3, (axis + 2) % 3)
            if now * turn < 0:
                return False
            turn = now if now != 0 else turn
        flat = flat and turn == 0
    return not flat


@njit(cache=True, nogil=True)
def _edges_meet(x, p, q, a, b):  # type: ignore[no-untyped-def]
    """Whether two closed edges meet. They do exactly when they lie in one plane and their shadows on all three
    coordinate planes meet: on one of them the shadow loses nothing."""
    if orient3d(x, p, q, a, b) != 0:
        return False
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        if max(x[p, axis], x[q, axis]) < min(x[a, axis], x[b, axis]):
            return False
        if max(x[a, axis], x[b, axis]) < min(x[p, axis], x[q, axis]):
            return False
        for i, j, k, m in ((p, q, a, b), (a, b, p, q)):
            if orient2d(x, i, j, k, u, v) * orient2d(x, i, j, m, u, v) > 0:
                return False
    return True
