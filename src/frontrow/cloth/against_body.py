"""The contacts of one cloth with its collider, from frame to frame."""

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.collider import Collider
from frontrow.cloth.contact import (
    REACH,
    SLOTS,
    find_drift,
    find_limbs,
    find_planes,
    find_pokes,
    solve_body,
    solve_pokes,
)
from frontrow.cloth.geometry import vertex_normals
from frontrow.cloth.grid import grid
from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]

HARD, LESS = 0.01, 0.001  # m, most that a point is put back at a frame's end, and from how far inside its room
SPARSE = 0.02  # m, about as far apart are the body vertices by which a limb is found


class AgainstBody:
    """Keeps each cloth point's nearest places on the body: `meet` once a frame, `find` a few times, `solve` always.

    offset: (n,) metres kept from the body; friction: (n,). `arrays` and `pokes` are what
    the compiled `solve_body` and `solve_pokes` need, always the same arrays.
    """

    def __init__(self, collider: Collider, cloth: Cloth, offset: Floats, friction: Floats) -> None:
        n, nb = len(offset), collider.vertices
        self.collider, self.cloth, self.offset, self.friction = collider, cloth, offset, friction
        self._near = np.full((n, SLOTS), -1, np.int32)
        self._spot = np.full((n, 7), -1.0)
        self._normals = np.zeros((nb, 3)), np.zeros((nb, 3))
        self._bodies = np.zeros((nb, 3)), np.zeros((nb, 3))
        self._motion = np.zeros((nb, 3))
        self._sparse = np.zeros(0, np.int32)
        self._found = 0.0
        self._turn = 1
        self._known = False
        self._seen = np.zeros((n, 4))
        m = SLOTS * n
        self._place, self._share = np.zeros(m, np.int32), np.zeros((m, 3))
        self.arrays = (
            np.zeros(1, np.int64),
            np.zeros(m, np.int32),
            np.zeros((m, 4)),
            np.zeros((m, 3)),
            np.zeros(m),
            np.zeros(m),
        )
        self._tip = np.zeros(n, np.int32)
        self.pokes = (
            np.zeros(1, np.int64),
            np.zeros((n, 3), np.int32),
            np.zeros((n, 3)),
            np.zeros((n, 4)),
            np.zeros((n, 3)),
            np.zeros(n),
            np.zeros(n),
        )

    def meet(self, x: Floats, before: Floats, after: Floats) -> None:
        """The body is going to move from before to after: look for the limbs near each point, if that is not known."""
        if not len(self._sparse):
            self.collider = self.collider.bare(before)
            self._sparse = _sparse(before, self.collider)
        c = self.collider
        if np.array_equal(before, self._bodies[1]):
            self._normals = self._normals[::-1]
        else:
            vertex_normals(before, c.triangles, self._normals[0])
            self._known = False
        self._bodies = before, after
        np.subtract(after, before, out=self._motion)
        vertex_normals(after, c.triangles, self._normals[1])
        self._known &= np.array_equal(x, self._seen)
        if self._known:
            find_drift(self.arrays[0][0], self._motion, c.triangles, self._place, self._share, self.arrays[3])
            count = self.pokes[0][0]
            self.pokes[4][:count] = self._motion[self._tip[:count]]
        else:
            for _ in range(2):
                self._search(x, 0)

    def _search(self, x: Floats, end: int) -> None:
        body = self._bodies[end]
        self._turn = 1 - self._turn
        cells = grid(body[self._sparse], REACH)
        cells = cells._replace(items=self._sparse[cells.items])
        find_limbs(x, self._turn, body, self._normals[end], self.collider.parts, *cells, self._spot, self._near)

    def find(self, x: Floats, time: float) -> None:
        """List the planes near the points x (n, 3) for the body as it is at `time`, 0 to 1 of the frame."""
        if self._known:
            self._known, self._found = False, 0.0
            return
        c = self.collider
        self._found = time
        body = self._bodies[0] + time * self._motion
        normals = (1 - time) * self._normals[0] + time * self._normals[1]
        self.arrays[0][0] = find_planes(
            x, body, normals, self._motion, *c.neighbours, c.triangles, *c.fans,
            self._near, self.offset, self.friction, self.cloth.edges, self._spot, self._place, self._share,
            *self.arrays[1:],
        )  # fmt: skip
        self.pokes[0][0] = find_pokes(
            x, body, normals, self._motion, self.cloth.triangles, self._near, self._spot, self.friction,
            self._tip, *self.pokes[1:],
        )  # fmt: skip

    def finish(self, x: Floats, w: Floats) -> None:
        """At the end of a frame put clear what the planes did not foresee; the next `find` need not look again."""
        self._known = False
        self._search(x, 1)
        self.find(x, 1.0)
        self.hold(x, x.copy(), w)
        self._seen[:] = x
        self._known = True

    def solve(self, x: Floats, p: Floats, w: Floats, time: float, share: float, creep: float) -> None:
        """Hold the points off the body at `time` of the frame; share: of the frame a substep is; creep: metres."""
        solve_body(x, p, w, self.arrays, time - self._found, share, creep, 0.0)
        solve_pokes(x, p, w, self.pokes, time - self._found, share, creep, 0.0)

    def hold(self, x: Floats, p: Floats, w: Floats) -> None:
        """Hold points that were moved from p to x at the end of a frame off the body as it is then."""
        solve_body(x, p, w, self.arrays, 1.0 - self._found, 0.0, HARD, LESS)
        solve_pokes(x, p, w, self.pokes, 1.0 - self._found, 0.0, HARD, LESS)

    @property
    def touching(self) -> NDArray[np.bool_]:
        """(n,) which points have the body close by."""
        out = np.zeros(len(self.offset), bool)
        out[self.arrays[1][: self.arrays[0][0]]] = True
        return out


def _sparse(body: Floats, collider: Collider) -> NDArray[np.int32]:
    """Vertices of the body, one of each limb for every cell of space."""
    used = collider.used
    cell = np.floor((body[used] - body.min(axis=0)) / SPARSE).astype(np.int64)
    _, first = np.unique(np.c_[cell, collider.parts[used]], axis=0, return_index=True)
    return np.ascontiguousarray(used[np.sort(first)])
