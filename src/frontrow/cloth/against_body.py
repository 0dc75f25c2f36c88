"""The contacts of one cloth with its collider, from frame to frame."""

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.collider import Collider
from frontrow.cloth.geometry import vertex_normals
from frontrow.cloth.grid import grid
from frontrow.cloth.hold_body import solve_body, solve_pokes
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.nearby import OFTEN, REACH, SLOTS, find_about, find_limbs
from frontrow.cloth.planes import NOTHING, find_planes, stand_off
from frontrow.cloth.pokes import find_bent, find_pokes
from frontrow.cloth.tracks import between, carry_on, find_spent, go_on

Floats = NDArray[np.float64]

HARD, LESS = 0.01, 0.001  # m, most that a point is put back at a frame's end, and from how far inside its room
MOVED = 0.02  # m, how far points may be put elsewhere between two frames and keep what they follow
SPARSE = 0.028  # m, about as far apart are the body vertices by which a limb is found


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
        self._now = np.zeros((nb, 3)), np.zeros((nb, 3))
        self._sparse = np.zeros(0, np.int32)
        self._everyone = np.arange(n, dtype=np.int32)
        self._base = 0.0
        self._frame = 0
        self._known = self._listed = False
        self._seen = np.zeros((n, 4))
        m = 2 * SLOTS * n
        self.arrays = (
            np.zeros(1, np.int64),
            np.zeros(m, np.int32),
            np.zeros((m, 4)),
            np.zeros((m, 3)),
            np.zeros(m),
            np.zeros(m),
        )
        self._place, self._share = np.zeros(m, np.int32), np.zeros((m, 3))
        self._start, self._way = np.zeros((m, 3)), np.zeros(m)
        self._idle, self._idles = (
            0,
            (
                np.zeros(m, np.int32),
                np.zeros((m, 3)),
                np.zeros((m, 3)),
                np.zeros(m),
                np.zeros(m, np.int32),
            ),
        )
        self._rank, self._free = np.zeros(m, np.int8), np.zeros(m, np.int32)
        self._spent, self._who = np.zeros(n, bool), np.zeros(n, np.int32)
        self._may = np.zeros(len(cloth.triangles), bool)
        self._bent, self._bents = np.zeros(len(cloth.triangles), np.int32), 0
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
        self._base = 0.0
        moved = np.abs(x - self._seen).max() if self._known else np.inf
        self._known, self._listed = bool(moved == 0), bool(moved < MOVED)
        if self._listed:
            count, idle = self.arrays[0][0], self._idles
            go_on(
                count, self._motion, c.triangles, self._place, self._share, self.arrays[3], self._idle, idle[4], idle[1]
            )
            count = self.pokes[0][0]
            self.pokes[4][:count] = self._motion[self._tip[:count]]
        else:
            for _ in range(OFTEN):
                self._search(x, 0)
            self._spent[:] = False

    def _search(self, x: Floats, end: int) -> None:
        body, parts = self._bodies[end], self.collider.parts
        self._frame += 1
        cells = grid(body[self._sparse], REACH)
        cells = cells._replace(items=self._sparse[cells.items])
        about = find_about(parts, *cells[2:])
        find_limbs(x, self._frame, body, self._normals[end], parts, about, *cells, self._spot, self._near, self._spent)

    def find(self, x: Floats, time: float) -> None:
        """List the planes near the points x (n, 4) for the body as it is at `time`, 0 to 1 of the frame.

        Of all points where nothing is known yet, else of those that have gone their way."""
        if not self._known:
            between(self._bodies[0], self._motion, *self._normals, time, *self._now)
            self._find(x, *self._now, time - self._base)
        self._known = False

    def _find(self, x: Floats, body: Floats, normals: Floats, ahead: float) -> None:
        if self._listed:
            who, free = self._whose(x, ahead)
        else:
            who, free, self._idle = self._everyone, self._free[:0], 0
            self.arrays[0][0] = 0
        self._list(x, who, free, body, normals, ahead)
        if not self._listed:
            self._stand_off()
            self._listed = True
        self._list_pokes(x, who, body, normals, ahead)

    def _whose(self, x: Floats, ahead: float) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Which points must be looked at again, and places in the lists that are free then."""
        total, ids, _, drift, need, _ = self.arrays
        found, free, self._idle = find_spent(
            x, ahead, total[0], ids, drift, need, self._start, self._way, self._idle, *self._idles,
            self._spent, self._who, self._free,
        )  # fmt: skip
        return self._who[:found], self._free[:free]

    def _list(
        self, x: Floats, who: NDArray[np.int32], free: NDArray[np.int32], body: Floats, normals: Floats, ahead: float
    ) -> None:
        c = self.collider
        if max(self.arrays[0][0], self._idle) + SLOTS * len(who) > len(self._place):
            who, free, self._idle, self._listed = self._everyone, self._free[:0], 0, False
            self.arrays[0][0] = 0
        self.arrays[0][0], self._idle = find_planes(
            x, who, body, normals, self._motion, ahead, *c.neighbours, c.triangles, *c.fans, self._near,
            self.offset, self.friction, self._spot, free, self.arrays[0][0], *self.arrays[1:], self._place,
            self._share, self._start, self._way, self._rank, self._idle, *self._idles,
        )  # fmt: skip

    def _list_pokes(self, x: Floats, who: NDArray[np.int32], body: Floats, normals: Floats, ahead: float) -> None:
        cloth = self.cloth
        self._bents = find_bent(
            x, who, *cloth.fans, body, normals, cloth.triangles, self._near, self._spot, self._may, self._bent
        )  # fmt: skip
        self.pokes[0][0] = find_pokes(
            x, body, normals, self._motion, ahead, cloth.triangles, self._bent[: self._bents], self._near, self._spot,
            self.friction, self._tip, *self.pokes[1:],
        )  # fmt: skip

    def _stand_off(self) -> None:
        total, ids, _, _, need, _ = self.arrays
        stand_off(self.cloth.edges, self._spot, total[0], ids, self.offset, need)

    def finish(self, x: Floats, w: Floats) -> None:
        """At the end of a frame put clear what the planes did not foresee; the next `find` need not look again."""
        self._search(x, 1)
        body, normals = self._bodies[1], self._normals[1]
        who, free = self._whose(x, 1.0)
        total, lists = self.arrays[0], (*self.arrays[1:], self._place, self._share, self._start, self._way, self._rank)
        total[0] = carry_on(
            x, body, normals, self.collider.triangles, self._spot, total[0], *lists, self._idle, *self._idles[1:3]
        )
        self._base = 1.0
        self._list(x, who, free[:0], body, normals, 0.0)
        self._stand_off()
        self._list_pokes(x, who, body, normals, 0.0)
        self.hold(x, x.copy(), w)
        self._seen[:] = x
        self._known = True

    def solve(self, x: Floats, p: Floats, w: Floats, time: float, share: float, creep: float) -> None:
        """Hold the points off the body at `time` of the frame; share: of the frame a substep is; creep: metres."""
        solve_body(x, p, w, self.arrays, time - self._base, share, creep, 0.0)
        solve_pokes(x, p, w, self.pokes, time - self._base, share, creep, 0.0)

    def hold(self, x: Floats, p: Floats, w: Floats) -> None:
        """Hold points that were moved from p to x at the end of a frame off the body as it is then."""
        solve_body(x, p, w, self.arrays, 1.0 - self._base, 0.0, HARD, LESS)
        solve_pokes(x, p, w, self.pokes, 1.0 - self._base, 0.0, HARD, LESS)

    @property
    def touching(self) -> NDArray[np.bool_]:
        """(n,) which points have the body close by."""
        total, ids, _, _, need, _ = self.arrays
        out = np.zeros(len(self.offset), bool)
        out[ids[: total[0]][need[: total[0]] > NOTHING]] = True
        return out


def _sparse(body: Floats, collider: Collider) -> NDArray[np.int32]:
    """Vertices of the body, one of each limb for every cell of space."""
    used = collider.used
    cell = np.floor((body[used] - body.min(axis=0)) / SPARSE).astype(np.int64)
    _, first = np.unique(np.c_[cell, collider.parts[used]], axis=0, return_index=True)
    return np.ascontiguousarray(used[np.sort(first)])
