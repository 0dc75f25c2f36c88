"""The contacts of one cloth with its collider, from frame to frame."""

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.collider import Collider
from frontrow.cloth.contact import REACH, find_contacts, find_near, solve_contacts
from frontrow.cloth.geometry import vertex_normals
from frontrow.cloth.grid import grid

Floats = NDArray[np.float64]


class AgainstBody:
    """Keeps each cloth point's nearest places on the body: `meet` once a frame, `find` a few times, `solve` always.

    offset: (n,) metres kept from the body; friction: (n,).
    """

    def __init__(self, collider: Collider, offset: Floats, friction: Floats) -> None:
        n, nb = len(offset), collider.vertices
        self.collider, self.offset, self.friction = collider, offset, friction
        self._near = np.full((n, 2), -1, np.int32)
        self._point, self._motion, self._normal = (np.zeros((n, 2, 3)) for _ in range(3))
        self._normals = np.zeros((nb, 3)), np.zeros((nb, 3))
        self._bodies = np.zeros((nb, 3)), np.zeros((nb, 3))
        self._found = 0.0

    def meet(self, x: Floats, before: Floats, after: Floats) -> None:
        """Look over the whole body for the parts within reach of each point, as it moves from before to after."""
        self._bodies = before, after
        for body, normals in zip(self._bodies, self._normals, strict=True):
            vertex_normals(body, self.collider.triangles, normals)
        cells = grid(before, self.collider.used, REACH)
        find_near(x, before, self._normals[0], self.collider.parts, *cells, self._near, np.empty(8))

    def find(self, x: Floats, time: float) -> None:
        """Follow the contacts over the body as it is at `time`, 0 to 1 of the frame."""
        c = self.collider
        self._found = time
        moving = *self._bodies, *self._normals, time
        find_contacts(
            x,
            *moving,
            c.parts,
            *c.neighbours,
            c.triangles,
            *c.fans,
            self._near,
            self._point,
            self._motion,
            self._normal,
        )

    def solve(self, x: Floats, p: Floats, w: Floats, time: float, share: float, creep: float) -> None:
        """Hold the points off the body at `time` of the frame; share: of the frame a substep is; creep: metres."""
        contacts = self._point, self._motion, self._normal
        solve_contacts(x, p, w, *contacts, time - self._found, share, self.offset, self.friction, creep)

    @property
    def touching(self) -> NDArray[np.bool_]:
        """(n,) which points have the body close by."""
        return np.asarray((self._normal != 0).any(axis=(1, 2)))
