"""Friction in bending: cloth that was bent does not come all the way back.

Threads rub where they cross. Beside its elasticity a cloth answers to bending with a moment of friction that grows
until it slips, half of the hysteresis 2HB of the KES-FB test (Kawabata 1980; Lahey & Heppler 2004, Mechanical Modeling
of Fabrics in Bending, J. Appl. Mech. 71, model it by Dahl's friction). Here it is an elastic element that yields
(Prandtl 1928): a curvature that stays drifts after the true one.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.lanes import points
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.plate import Plate

Floats = NDArray[np.float64]

ONSET = 10.0  # 1/m, the curvature at which friction slips: loops of KES-FB turn within some 0.1 per cm (chosen)


def stuck(cloth: Cloth) -> Floats:
    """(t,) N·m: what friction adds to the rigidity of each triangle as long as it does not slip."""
    return np.array([m.hysteresis / ONSET for m in cloth.materials])[cloth.material]


class Hysteresis:
    """The part of a cloth's bending that stays: `force` on points, `slip` once a frame, `forget` to start flat."""

    def __init__(self, cloth: Cloth, plate: Plate) -> None:
        rigid = stuck(cloth)
        which = np.flatnonzero(rigid > 0)
        self.force = points(cloth.vertices)
        self._ids = np.ascontiguousarray(plate.ids[which])
        self._shape = np.ascontiguousarray(plate.curvature[which])
        self.area = cloth.areas[which]
        self._count, self._which, self._full = len(rigid), which, rigid[which] * self.area
        self._stiff = self._full
        self._stays = np.zeros((len(which), 3))

    def soften(self, share: Floats) -> None:
        """Take the share (t,) of its rigidity that each triangle is given: else what stays would outweigh it."""
        self._stiff = self._full * share[self._which]

    def slip(self, x: Floats) -> None:
        """Let what stays follow the curvature of cloth x (n, 4); renew `force` (n, 4), N, towards it."""
        self.force[:] = 0.0
        slip(x, self._ids, self._shape, self._stiff, self._stays, self.force, ONSET)

    @property
    def stays(self) -> Floats:
        """(t, 3) 1/m, the curvature that stays in each triangle: along weft, warp, and sqrt(2) times the twist."""
        out = np.zeros((self._count, 3))
        out[self._which] = self._stays
        return out

    def resume(self, stays: Floats, x: Floats) -> None:
        """Go on from what stayed (t, 3) in cloth that is now at x (n, 4)."""
        self._stays[:] = stays[self._which]
        self.slip(x)

    def forget(self) -> None:
        """Start from flat cloth."""
        self._stays[:] = 0.0
        self.force[:] = 0.0


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def slip(x, ids, shape, stiff, stays, force, onset):  # type: ignore[no-untyped-def]
    """Draw the curvature that stays to within `onset` of the true one, and add up its forces.

    ids: (t, 6); shape: (t, 3, 6) curvatures (xx, yy, sqrt(2) xy) of heights; stiff: (t,) N·m³; stays: (t, 3) 1/m."""
    k = np.empty(3)
    for t in range(ids.shape[0]):
        a, b, c = ids[t, 0], ids[t, 1], ids[t, 2]
        ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
        vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        size = np.sqrt(nx * nx + ny * ny + nz * nz) + 1e-18
        nx, ny, nz = nx / size, ny / size, nz / size
        away = 0.0
        for row in range(3):
            k[row] = 0.0
            for p in range(1, 6):
                i = ids[t, p]
                height = (x[i, 0] - x[a, 0]) * nx + (x[i, 1] - x[a, 1]) * ny + (x[i, 2] - x[a, 2]) * nz
                k[row] += shape[t, row, p] * height
            away += (k[row] - stays[t, row]) ** 2
        share = min(1.0, onset / np.sqrt(away + 1e-18))
        for row in range(3):
            stays[t, row] = k[row] + share * (stays[t, row] - k[row])
        for p in range(6):
            i = ids[t, p]
            push = 0.0
            for row in range(3):
                push += shape[t, row, p] * stays[t, row]
            push *= stiff[t]
            force[i, 0] += push * nx
            force[i, 1] += push * ny
            force[i, 2] += push * nz
