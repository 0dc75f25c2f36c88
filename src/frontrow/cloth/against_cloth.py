"""The contacts of cloth with cloth, from frame to frame."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.grid import grid
from frontrow.cloth.layers import find_edges, find_flat, find_points, solve_cloth
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.tangle import find_tangles, let_go, smoothen

Floats = NDArray[np.float64]

BEYOND = 0.004  # m, how far beyond the gap a contact is foreseen
ROUNDS, SWEEPS, STRIDE = 10, 3, 0.0007  # of mending: searches at most, sweeps for each, metres a sweep


class AgainstCloth:
    """Points, triangles and edges of cloth that are near each other: `find` now and then, `solve` always.

    gap: metres between layers and between folds; friction: (n,). `arrays` is what the compiled `solve_cloth` needs,
    always the same arrays.
    """

    def __init__(self, cloth: Cloth, gap: float, friction: Floats) -> None:
        n = cloth.vertices
        edge = float(np.median(cloth.lengths))
        self.cloth, self.gap = cloth, gap
        self._reach = gap + BEYOND
        self._cell = 2 * math.hypot(0.7 * edge, self._reach)
        # a surface bent by this much from triangle to triangle stands off its points by half the gap
        self._least = math.cos(min(1.4 * gap / edge, 0.5))
        self._border = np.zeros(n, bool)
        self._border[_open(cloth)] = True
        self._everyone = np.arange(n, dtype=np.int32)
        self._normals, self._face, self._flat = (
            np.zeros((n, 3)),
            np.zeros((len(cloth.triangles), 3)),
            np.zeros(n, np.int8),
        )
        self._before: Floats | None = None
        self._known = False
        self._met = [(np.full((n, 2), -1, np.int32), np.zeros((n, 2))) for _ in range(2)]
        self.tangled = np.zeros(n, bool)
        self._hard = np.zeros((6 * n, 2), np.int32)
        m = 6 * n
        self.arrays = (
            np.zeros(1, np.int64),
            np.zeros((m, 4), np.int32),
            np.zeros((m, 4)),
            np.zeros((m, 3)),
            np.zeros(m),
            np.ascontiguousarray(friction),
        )

    def mend(self, x: Floats, w: Floats, hold: Callable[[Floats, Floats, Floats], None] | None) -> None:
        """Undo at the end of a frame what tangles came up in it, moving x (n, 3) without a step of time.

        w: (n,) inverse masses; hold(x, before, w): keeps positions off the body. Lists the contacts, so that the next
        `find` need not; what is left after `ROUNDS` the next frames go on with."""
        for _ in range(ROUNDS):
            self._find(x)
            if not self.tangled.any():
                break
            for _ in range(SWEEPS):
                before = x.copy()
                solve_cloth(x, before, w, self.arrays, STRIDE)
                if hold:
                    hold(x, before, w)
        self._known = True

    def find(self, x: Floats) -> None:
        """List the contacts at positions x (n, 3)."""
        if not self._known:
            self._find(x)
        self._known = False

    def _find(self, x: Floats) -> None:
        cloth = self.cloth
        if self._before is None:
            self._before = x.copy()
        find_flat(x, cloth.triangles, self._border, self._least, self._normals, self._face, self._flat)
        self._met.reverse()
        was, met = self._met
        out = self.arrays[1:5]
        rings, fans, hard = cloth.neighbours, cloth.fans, self._hard
        faces = self._normals, self._face
        cells = grid(x, self._everyone, self._cell)
        room = self.gap, self._reach
        count, hards = find_points(
            x, self._before, *faces, self._flat, cloth.layer, cloth.triangles, *rings, *fans,
            *cells, x[cells.items], *room, *was, *met, hard, *out,
        )  # fmt: skip
        if hards:
            held = find_edges(x, self._before, faces[0], cloth.layer, *rings, *room, hard, hards, count, *out)
            count = find_tangles(
                x, faces[1], cloth.triangles, *rings, *fans, hard, hards, self.tangled, held, *out
            )  # fmt: skip
            if self.tangled.any():
                count = smoothen(x, self.tangled, *rings, count, *out)
                count = let_go(cloth.layer, self.tangled, held, count, *out)
        self.arrays[0][0] = count
        self._before[:] = x

    def solve(self, x: Floats, p: Floats, w: Floats, creep: float) -> None:
        """Hold the contacts apart; creep: metres of overlap undone at most."""
        solve_cloth(x, p, w, self.arrays, creep)

    def forget(self) -> None:
        """Positions were put elsewhere: what met before means nothing now."""
        self._before = None
        self._known = False
        for face, _ in self._met:
            face[:] = -1


def _open(cloth: Cloth) -> NDArray[np.int64]:
    """Vertices on a border: on an edge that has one triangle only."""
    t = cloth.triangles
    ends = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1)
    edges, counts = np.unique(ends, axis=0, return_counts=True)
    return np.unique(edges[counts == 1])
