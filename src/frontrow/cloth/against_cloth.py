"""The contacts of cloth with cloth, from frame to frame."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.cloth_edges import find_edges, find_folds, find_hard
from frontrow.cloth.cloth_points import find_points, gather
from frontrow.cloth.facing import find_awake, find_flat
from frontrow.cloth.hold_cloth import solve_cloth
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.pairs import Pairs
from frontrow.cloth.tangle import ENDLESS, find_tangles, let_go, smoothen

Floats = NDArray[np.float64]

BEYOND = 0.004  # m, how far beyond the gap a contact is foreseen
ROUNDS, SWEEPS, STRIDE = 10, 3, 0.0007  # of mending: searches at most, sweeps for each, metres a sweep
MOST = 0.005  # m that mending moves a point in a frame
WORSE = 1.3  # times as many crossings as there were: mending leads nowhere


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
        self._pairs = Pairs(n, math.hypot(0.7 * edge, self._reach), cloth.neighbours)
        self._foreseen, self._began = False, 0.0
        # a surface bent by this much from triangle to triangle stands off its points by half the gap
        self._least = math.cos(min(1.4 * gap / edge, 0.5))
        self._border = np.zeros(n, bool)
        self._border[_open(cloth)] = True
        self._everyone = np.arange(n, dtype=np.int32)
        t = len(cloth.triangles)
        self._seen, self._turn = np.zeros(t, np.int32), 0
        self._face, self._size = np.zeros((t, 3)), np.zeros(t)
        self._normals, self._flat = np.zeros((n, 3)), np.zeros(n, np.int8)
        self._creased, self._creases, self._half = np.zeros(n, np.int32), np.zeros(0, np.int32), False
        self._awake, self._points = np.zeros(n, bool), np.zeros(n, np.int32)
        self._first = np.zeros(n + 1, np.int32)
        self._before: Floats | None = None
        self._known = False
        self._met = [(np.full((n, 2), -1, np.int32), np.zeros((n, 2))) for _ in range(2)]
        self.tangled = np.zeros(n, bool)
        self._hard, self._folds = ((np.zeros((6 * n, 2), np.int32), np.zeros(6 * n, bool)) for _ in range(2))
        self._folded = self._kept = 0  # folds that may close, and contacts within them
        self._other, self._crossings = True, 0
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
        if not self._foreseen:
            self._foresee(x, np.zeros_like(x), 1.0)
        least, best, start = math.inf, x, x.copy()
        for turn in range(ROUNDS + 1):
            self._find(x, 1.0, True)
            crossings = self._crossings
            if crossings < least:
                least, best = crossings, x.copy()
            if crossings == 0:
                break
            if crossings > WORSE * least:
                x[:] = best
                self._before = best
                self._find(x, 1.0, True)
            if turn == ROUNDS or crossings > WORSE * least:
                break
            for _ in range(SWEEPS):
                before = x.copy()
                solve_cloth(x, before, w, self.arrays, STRIDE)
                if hold:
                    hold(x, before, w)
            way = x - start
            x[:] = start + way * np.minimum(1.0, MOST / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), MOST))
        self._known, self._foreseen, self._other = True, False, False

    def find(self, x: Floats, velocities: Floats, time: float, dt: float) -> None:
        """List the contacts at positions x (n, 3), `time` (0 to 1) into a frame of dt seconds; velocities: m/s."""
        if not self._known:
            if not self._foreseen:
                self._foresee(x, (1 - time) * dt * velocities, time)
            self._find(x, time, self._other)
            self._other = not self._other
        self._known = False

    def _foresee(self, x: Floats, way: Floats, time: float) -> None:
        """List the pairs of points that may meet before the end of the frame, and the folds that may close."""
        self._pairs.foresee(x, way)
        self._foreseen, self._began = True, time
        # one half of the cloth in each frame, and what was sharp in the other
        half, n = self._half, len(x)
        creases = self._creases[(self._creases < n // 2) == half]
        self._half = not half
        points = self._everyone[n // 2 :] if half else self._everyone[: n // 2]
        count = self._face_up(x, np.concatenate([creases, points]))
        creased = self._creases = self._creased[:count].copy()
        folds, through = self._folds
        self._folded = find_folds(
            creased, self._normals, self._face, self._flat, *self.cloth.neighbours, *self.cloth.fans, folds, through
        )

    def _face_up(self, x: Floats, points: NDArray[np.int32]) -> int:
        self._turn += 1
        return int(find_flat(
            x, points, self.cloth.triangles, *self.cloth.fans, self._border, self._least, self._seen, self._turn,
            self._face, self._size, self._normals, self._flat, self._creased,
        ))  # fmt: skip

    def _find(self, x: Floats, time: float, folded: bool) -> None:
        """List the contacts; those within folds only if told so, else they stay as they are."""
        cloth, out = self.cloth, self.arrays[1:5]
        if self._before is None:
            self._before = x.copy()
        rings, fans = cloth.neighbours, cloth.fans
        faces, room = (self._normals, self._face), (self.gap, self._reach)
        pairs = self._pairs.near(x, (time - self._began) / max(1 - self._began, 1e-9))
        folded = folded or bool(self.tangled.any())
        folds, through = (array[: self._folded if folded else 0] for array in self._folds)
        count = find_awake(pairs, folds, self._awake, self._points)
        self._face_up(x, self._points[:count])
        self.tangled[:] = False
        if folded:
            count = find_edges(x, self._before, self._normals, cloth.order, *rings, *room, folds, 0, *out)
            self._kept = find_tangles(
                x, self._face, cloth.triangles, *rings, *fans, folds, through, self.tangled, count, *out
            )
        self._met.reverse()
        was, met = self._met
        close, far = np.empty(2 * len(pairs), np.int32), np.empty(2 * len(pairs))
        gather(x, pairs, self._first, close, far)
        count = find_points(
            x, self._before, *faces, cloth.order, cloth.triangles, *fans, self._first, close, far, *room,
            *was, *met, self._kept, *out,
        )  # fmt: skip
        hards = find_hard(x, pairs, self._normals, self._flat, *rings, *room, *self._hard)
        hard, through = (array[:hards] for array in self._hard)
        count = find_edges(x, self._before, self._normals, cloth.order, *rings, *room, hard, count, *out)
        count = find_tangles(x, self._face, cloth.triangles, *rings, *fans, hard, through, self.tangled, count, *out)
        if self.tangled.any():
            count = smoothen(x, self.tangled, *rings, let_go(cloth.order, self.tangled, count, *out), *out)
        self._crossings = int(np.count_nonzero(self.arrays[4][:count] == ENDLESS))
        self.arrays[0][0] = count
        self._before[:] = x

    def solve(self, x: Floats, p: Floats, w: Floats, creep: float) -> None:
        """Hold the contacts apart; creep: metres of overlap undone at most."""
        solve_cloth(x, p, w, self.arrays, creep)

    def forget(self) -> None:
        """Positions were put elsewhere: what met before means nothing now."""
        self._before = None
        self._known = self._foreseen = False
        self._other, self._kept = True, 0
        for face, _ in self._met:
            face[:] = -1


def _open(cloth: Cloth) -> NDArray[np.int64]:
    """Vertices on a border: on an edge that has one triangle only."""
    t = cloth.triangles
    ends = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1)
    edges, counts = np.unique(ends, axis=0, return_counts=True)
    return np.unique(edges[counts == 1])
