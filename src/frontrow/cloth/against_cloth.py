"""The contacts of cloth with cloth, from frame to frame."""

import math

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.geometry import vertex_normals
from frontrow.cloth.grid import grid
from frontrow.cloth.layers import find_pairs, solve_pairs
from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]

FOLD = 0.33  # of an edge: nearer, and the edges between the points would cross unseen


class AgainstCloth:
    """Pairs of cloth points and cloth triangles that are near each other: `find` now and then, `solve` always.

    gap: metres between layers; friction: (n,).
    """

    def __init__(self, cloth: Cloth, gap: float, friction: Floats) -> None:
        n = cloth.vertices
        edge = float(np.median(cloth.lengths))
        self.cloth, self.gap, self.friction = cloth, gap, friction
        self.fold = FOLD * edge
        self._search = max(4 * gap, 2.2 * self.fold)
        self._cell = math.hypot(0.65 * edge, self._search)
        self._layered = bool((cloth.layer != cloth.layer[0]).any())
        self._everyone = np.arange(n, dtype=np.int32)
        self._normals = np.zeros((n, 3))
        self._before: Floats | None = None
        self._met, self._side = np.full((n, 3), -1, np.int32), np.zeros((n, 3), np.int8)
        room = 3 * n
        ids = np.zeros(room, np.int32), np.zeros(room, np.int32)
        self._pairs = *ids, np.zeros((room, 3)), np.zeros(room, np.int8)
        self._count = 0

    def find(self, x: Floats) -> None:
        """List the pairs at positions x (n, 3)."""
        cloth = self.cloth
        if self._before is None:
            self._before = x.copy()
        if self._layered:
            vertex_normals(x, cloth.triangles, self._normals)
        self._count = find_pairs(
            x,
            self._before,
            self._normals,
            cloth.layer,
            cloth.triangles,
            *cloth.neighbours,
            *cloth.fans,
            *grid(x, self._everyone, self._cell),
            self._search,
            self.gap,
            self.fold,
            self._met,
            self._side,
            *self._pairs,
        )
        self._before[:] = x

    def solve(self, x: Floats, p: Floats, w: Floats, creep: float) -> None:
        """Hold the pairs apart; creep: metres of overlap undone at most."""
        if self._count:
            cloth = self.cloth
            room = self.gap, self.fold, self.friction, creep
            solve_pairs(x, p, w, cloth.layer, cloth.triangles, self._count, *self._pairs, *room)

    def forget(self) -> None:
        """Positions were put elsewhere: what met before means nothing now."""
        self._before = None
        self._met[:] = -1
