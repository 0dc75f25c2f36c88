"""The outside of a body that may pass through itself: where each point of a cloth touches it, or must come out."""

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.cloth.collider import Collider
from frontrow.cloth.geometry import barycentric, vertex_normals
from frontrow.cloth.inside import Columns

Floats = NDArray[np.float64]

REACH = 0.16  # m, twice the deepest point that is led out all the way
NEAR = 0.012  # m, how far off the body a point may be and still be held by it
STALE = 0.002  # m, how far a point may move before its nearest body vertices are looked for again
FANS = 2  # body vertices whose triangles are searched


class Skin:
    """The skin near some cloth x (n, 3) that no limb covers. body: (nb, 3), a closed mesh; reach: metres."""

    def __init__(self, body: Floats, collider: Collider, x: Floats, reach: float) -> None:
        self.body, self.collider, self.reach = body, collider, reach
        triangles = collider.triangles
        self.normals = np.zeros_like(body)
        vertex_normals(body, triangles, self.normals)
        self.columns = Columns(body, triangles)
        low, high = x.min(axis=0) - REACH / 2, x.max(axis=0) + REACH / 2
        near = np.flatnonzero(((body > low) & (body < high)).all(axis=1))
        bare = np.zeros(len(body), bool)
        bare[near] = self.columns.winding(body[near] + 0.001 * self.normals[near]) <= 0
        self.bare, self.ids = bare, np.flatnonzero(bare)
        self._inside = np.ones(len(x), bool)  # as far as is known
        self._seen = np.full_like(x, np.inf)
        self._far = np.full(len(x), np.inf)
        self._near = np.full((len(x), min(FANS, max(len(self.ids), 1))), -1, np.int32)
        self.tree = None
        if len(self.ids):
            self.tree = cKDTree(body[self.ids])
            self.low, self.high = body.min(axis=0) - NEAR, body.max(axis=0) + NEAR

    def contacts(self, x: Floats, margin: float) -> tuple[Floats, Floats]:
        """Where the points x (n, 3) must go, margin and all in metres.

        (n, 3) moves that lead them out to the margin, and (n, 4) planes, normal and height, that hold them there; a
        zero normal is none. Beyond half the reach a move is shorter, at the reach it is nought."""
        move, plane = np.zeros_like(x), np.zeros((len(x), 4))
        if self.tree is None:
            return move, plane
        moved = ((x - self._seen) ** 2).sum(axis=1) > STALE**2
        moved &= ((x > self.low) & (x < self.high)).all(axis=1)
        some = np.flatnonzero(moved)
        far, near = self.tree.query(x[some], k=self._near.shape[1], distance_upper_bound=REACH / 2, workers=1)
        self._seen[some] = x[some]
        self._far[some] = far.reshape(len(some), self._near.shape[1])[:, 0]
        self._near[some] = np.r_[self.ids, -1][near.reshape(len(some), self._near.shape[1])]
        # what was outside and well off the body stays outside
        some = np.flatnonzero((self._far < 2 * NEAR) | (self._inside & (self._far < REACH / 2)))
        inside = self.columns.winding(x[some]) > 0
        self._inside[some] = inside
        self._inside[self._far >= REACH / 2] = False
        close = inside | (self._far[some] < 2 * NEAR)
        if close.any():
            some, inside = some[close], inside[close]
            c = self.collider
            skin = self.body, self.normals, self.bare, c.triangles, *c.fans
            _meet(x, some, inside, self._near[some], *skin, margin, self.reach, move, plane)
        return move, plane


@njit(cache=True, error_model="numpy")
def _meet(x, close, inside, near, body, normals, bare, triangles, starts, fan, margin, reach, move, plane):  # type: ignore[no-untyped-def]
    for m in range(close.shape[0]):
        i = close[m]
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        best = 1e9
        qx = qy = qz = nx = ny = nz = 0.0
        for k in range(near.shape[1]):
            j = near[m, k]
            if j < 0:
                continue
            for s in range(starts[j], starts[j + 1]):
                f = fan[s]
                a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
                if not (bare[a] and bare[b] and bare[c]):
                    continue
                u, v, w = barycentric(
                    px, py, pz,
                    body[a, 0], body[a, 1], body[a, 2],
                    body[b, 0], body[b, 1], body[b, 2],
                    body[c, 0], body[c, 1], body[c, 2],
                )  # fmt: skip
                x0 = u * body[a, 0] + v * body[b, 0] + w * body[c, 0]
                y0 = u * body[a, 1] + v * body[b, 1] + w * body[c, 1]
                z0 = u * body[a, 2] + v * body[b, 2] + w * body[c, 2]
                d = (px - x0) ** 2 + (py - y0) ** 2 + (pz - z0) ** 2
                if d < best:
                    best = d
                    qx, qy, qz = x0, y0, z0
                    nx = u * normals[a, 0] + v * normals[b, 0] + w * normals[c, 0]
                    ny = u * normals[a, 1] + v * normals[b, 1] + w * normals[c, 1]
                    nz = u * normals[a, 2] + v * normals[b, 2] + w * normals[c, 2]
        if best > REACH * REACH / 4:
            continue
        d = np.sqrt(best)
        if not inside[m]:
            if d > NEAR:
                continue
            if d > 1e-4:
                nx, ny, nz = px - qx, py - qy, pz - qz
        s = 1.0 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-30)
        nx, ny, nz = nx * s, ny * s, nz * s
        led = min(2.0 - 2.0 * d / reach, 1.0)
        if inside[m] and led <= 0.0:
            continue
        if inside[m] and led < 1.0:
            move[i, 0], move[i, 1], move[i, 2] = led * (qx - px), led * (qy - py), led * (qz - pz)
            continue
        plane[i, 0], plane[i, 1], plane[i, 2] = nx, ny, nz
        plane[i, 3] = qx * nx + qy * ny + qz * nz + margin
        if inside[m] or d < margin:
            move[i, 0] = qx + margin * nx - px
            move[i, 1] = qy + margin * ny - py
            move[i, 2] = qz + margin * nz - pz
