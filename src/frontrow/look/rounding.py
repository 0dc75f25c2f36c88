"""Rounding cloth to whole numbers where eye and file suffer least.

The nearest whole number is the worst choice for normals: its errors differ from vertex to vertex, and the triangles
between them tilt. Each number is chosen anew among three, by what its error does to places, to the normals about it
and to the bytes of the file: noise shaping (Gerzon & Craven 1989) on a mesh, by iterated conditional modes
(Besag 1986).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]

TILT = 0.022  # metres; a normal tilted by an angle counts like a place missed by the angle times this
BIT = 0.15  # squared steps that a bit of the file is worth
SWEEPS = 3
HOPE = 0.8  # groups that might do with fewer bits are tried with fewer until the last sweep


@dataclass(frozen=True)
class Order:
    """The vertices of a garment as its file has them, and how their errors tilt its normals.

    chain: (m,) vertex of each corner in the file's order; vertex i stands at the places at[first[i]:first[i + 1]] of
    it, and moves the normals ring[start[i]:start[i + 1]], by the rows of tilt (s, 3) in 1/m for each metre along
    normal (n, 3).
    """

    chain: Array
    first: Array
    at: Array
    start: Array
    ring: Array
    tilt: Array
    normal: Array

    @staticmethod
    def of(positions: Array, triangles: Array, chain: Array) -> "Order":
        """For positions (n, 3) metres, triangles (t, 3) over them, and the vertex of each corner, chain (m,).

        A vertex normal is the sum of its triangles' cross products; these rows are its derivative.
        """
        n = len(positions)
        p = np.asarray(positions, np.float64)
        face = np.cross(p[triangles[:, 1]] - p[triangles[:, 0]], p[triangles[:, 2]] - p[triangles[:, 0]])
        total = np.stack([sum(np.bincount(triangles[:, k], face[:, a], n) for k in range(3)) for a in range(3)], axis=1)
        size = np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)
        own, by, rows = [], [], []
        for k in range(3):
            v, a, b = (triangles[:, (k + j) % 3] for j in range(3))
            for moved, across in ((a, p[b] - p[v]), (b, p[v] - p[a]), (v, p[a] - p[b])):
                own.append(v)
                by.append(moved)
                rows.append(across / size[v])
        key, inverse = np.unique(np.concatenate(by).astype(np.int64) * n + np.concatenate(own), return_inverse=True)
        values = np.concatenate(rows)
        row = np.stack([np.bincount(inverse, values[:, a], len(key)) for a in range(3)], axis=1)
        moved, turned = np.divmod(key, n)
        normal = total / size
        felt = np.linalg.norm(row, axis=1)
        keep = felt > 1e-3 * felt.mean()  # in the middle of a flat ring a vertex does not tilt its own normal
        moved, turned, row = moved[keep], turned[keep], row[keep]
        at = np.argsort(chain, kind="stable").astype(np.int32)
        return Order(
            np.asarray(chain, np.int32),
            np.searchsorted(chain[at], np.arange(n + 1)).astype(np.int32),
            at,
            np.searchsorted(moved, np.arange(n + 1)).astype(np.int32),
            turned.astype(np.int32),
            np.cross(normal[turned], row),
            normal,
        )

    def rounded(self, values: Array, step: float) -> NDArray[np.int32]:
        """Whole multiples of `step` metres for shapes (K, n, 3) in metres."""
        rows = (self.chain, self.first, self.at, self.start, self.ring, self.tilt, self.normal)
        out = [_shaped(np.asarray(x / step, np.float64), *rows, TILT**2, BIT, SWEEPS, HOPE) for x in values]
        return np.array(out, np.int32).reshape(np.shape(values))


@njit(cache=True, nogil=True)
def _bits(difference: int, mode: int) -> float:
    """Bits of a byte's difference to the one before it, in a group of that mode (EXT_meshopt_compression, mode 0)."""
    folded = 2 * difference if difference >= 0 else -2 * difference - 1
    if mode == 1:
        return 2.0 if folded < 3 else 10.0
    if mode == 2:
        return 4.0 if folded < 15 else 12.0
    if mode == 0:
        return 0.0 if folded == 0 else 12.0
    return 8.0


@njit(cache=True, nogil=True)
def _modes(q: Array, chain: Array, hope: float, mode: Array) -> None:
    """The cheapest mode of every group of 16: nothing, or 2, 4 or 8 bits each, what does not fit beside them."""
    m = len(chain)
    for g in range(len(mode)):
        two, four, same = 0.0, 0.0, True
        for p in range(16 * g, min(m, 16 * g + 16)):
            d = q[chain[p]] - (q[chain[p - 1]] if p else 0)
            same = same and d == 0
            two += _bits(d, 1)
            four += _bits(d, 2)
        if same:
            mode[g] = 0
        elif hope * two <= four and two <= 128:
            mode[g] = 1
        else:
            mode[g] = 2 if four <= 128 else 3


@njit(cache=True, nogil=True)
def _shaped(
    x: Array,
    chain: Array,
    first: Array,
    at: Array,
    start: Array,
    ring: Array,
    tilt: Array,
    normal: Array,
    weight: float,
    bit: float,
    sweeps: int,
    hope: float,
) -> Array:
    """Whole numbers (n, 3) for x (n, 3), both in steps."""
    n, m = len(x), len(chain)
    q, turned = np.rint(x).astype(np.int64), np.zeros((n, 3))
    for i in range(n):
        for s in range(start[i], start[i + 1]):
            v = ring[s]
            out = 0.0
            for a in range(3):
                out += normal[v, a] * (q[i, a] - x[i, a])
            for c in range(3):
                turned[v, c] += out * tilt[s, c]
    mode = np.zeros((3, (m + 15) // 16), np.int64)
    for sweep in range(sweeps):
        for a in range(3):
            _modes(q[:, a], chain, hope if sweep < sweeps - 1 else 1.0, mode[a])
        for i in range(n):
            for a in range(3):
                linear, square = 0.0, 0.0
                for s in range(start[i], start[i + 1]):
                    v = ring[s]
                    for c in range(3):
                        t = normal[v, a] * tilt[s, c]
                        linear += turned[v, c] * t
                        square += t * t
                old, best, least = q[i, a], 0, np.inf
                for d in (0, -1, 1):
                    new = old + d
                    miss = new - x[i, a]
                    cost = miss * miss + weight * d * (2 * linear + d * square)
                    for s in range(first[i], first[i + 1]):
                        p = at[s]
                        before = 0
                        if p:
                            before = new if chain[p - 1] == i else q[chain[p - 1], a]
                        cost += bit * _bits(new - before, mode[a, p // 16])
                        if p + 1 < m and chain[p + 1] != i:
                            cost += bit * _bits(q[chain[p + 1], a] - new, mode[a, (p + 1) // 16])
                    if cost < least - 1e-12:
                        best, least = d, cost
                if best:
                    q[i, a] = old + best
                    for s in range(start[i], start[i + 1]):
                        v = ring[s]
                        for c in range(3):
                            turned[v, c] += best * normal[v, a] * tilt[s, c]
    return q
