"""Bending: the quadratic hinge energy of Bergou et al. (2006), made orthotropic."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.blocks import WIDTH, Blocks
from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


def weights(cloth: Cloth) -> Floats:
    """(h, 4) 1/m: a hinge's bending energy is rigidity * area * |sum(weights * positions)|² / 2.

    The conditions of Bergou et al. (2006, A Quadratic Bending Model for Inextensible Surfaces, eq. 4); area is
    that of both triangles. So scaled, a regular mesh bent to a cylinder has the energy of a plate of that
    rigidity (Seung & Nelson 1988). The cotangents come from each side's own flat panel, so a seam unfolds.
    """
    ids, corner = cloth.hinges
    out = np.zeros((len(ids), 4))
    for side in (0, 1):
        triangle, k = corner[:, side] // 3, corner[:, side] % 3
        flat = cloth.flat[triangle]
        row = np.arange(len(ids))
        apex, one, two = flat[row, k], flat[row, (k + 1) % 3], flat[row, (k + 2) % 3]
        cot_one = _cotangent(two - one, apex - one)
        cot_two = _cotangent(one - two, apex - two)
        first = cloth.triangles[triangle, (k + 1) % 3] == ids[:, 0]
        cot0, cot1 = np.where(first, cot_one, cot_two), np.where(first, cot_two, cot_one)
        out[:, 0] += cot1
        out[:, 1] += cot0
        out[:, 2 + side] -= cot0 + cot1
    area = cloth.areas[corner // 3].sum(axis=1)
    return np.ascontiguousarray(out * (1 / area)[:, None])


def _cotangent(a: Floats, b: Floats) -> Floats:
    dot = (a * b).sum(axis=1)
    cross = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
    return np.clip(dot / np.maximum(cross, 1e-12), -8.0, 8.0)


def rigidity(cloth: Cloth) -> Floats:
    """(h,) N·m for bending across each hinge: warp and weft blended by the hinge's direction in the panel.

    A hinge at angle a to the bend feels cos² a of its curvature, so the blend is sharpened (by 3/2) for a regular
    mesh to give back the two rigidities asked for."""
    _, corner = cloth.hinges
    value = np.zeros(len(corner))
    row = np.arange(len(corner))
    warp = np.array([m.bend_warp for m in cloth.materials])
    weft = np.array([m.bend_weft for m in cloth.materials])
    for side in (0, 1):
        triangle, k = corner[:, side] // 3, corner[:, side] % 3
        flat = cloth.flat[triangle]
        edge = flat[row, (k + 2) % 3] - flat[row, (k + 1) % 3]
        along = edge**2 / (edge**2).sum(axis=1, keepdims=True)
        kind = cloth.material[triangle]
        mean, half = (warp + weft)[kind] / 2, (warp - weft)[kind] / 2
        # the normal of an edge that runs along the weft (x) points along the warp
        blend = mean + 1.5 * half * (along[:, 0] - along[:, 1])
        value += np.maximum(blend, 0.1 * np.minimum(warp, weft)[kind]) / 2
    return value


def stiffness(cloth: Cloth) -> Floats:
    """(h,) N·m³: rigidity times area of each hinge; see `weights`."""
    _, corner = cloth.hinges
    return np.asarray(np.maximum(rigidity(cloth) * cloth.areas[corner // 3].sum(axis=1), 1e-18))


class Bending:
    """The bending of a cloth: `aim` for a time step, `solve` at its rhythm, `calm` to damp it."""

    def __init__(self, cloth: Cloth) -> None:
        self._blocks = Blocks(cloth.hinges[0])
        each = weights(cloth)
        self._square = self._blocks.rows(each**2)
        self._soft = self._blocks.rows(1 / stiffness(cloth)[:, None], 1.0)
        self._forces = self._blocks.rows(np.c_[each[:, 1:], np.zeros(len(each))])
        self._friction = self._forces.copy()

    def aim(self, inverse_mass: Floats, dt: float, rate: Floats, interval: float) -> None:
        """Take inverse masses (n,) and substeps of dt seconds; rate: (n,) 1/s, how fast the bending speed dies
        when `calm` is called every `interval` seconds.

        One sweep acts like an explicit spring, whose compliance is the larger of the true one and what a sweep can
        bear (compare `strain.Membrane`)."""
        reach = (inverse_mass.astype(np.float32)[self._blocks.ids] * self._square).sum(axis=1)
        self._forces[:, 3] = 1 / np.maximum(reach, self._soft[:, 0] * np.float32(1 / dt**2))
        share = 1 - np.exp(-interval * rate.astype(np.float32)[self._blocks.ids[:, :2]].mean(axis=1))
        self._friction[:, 3] = share / np.maximum(reach, np.float32(1e-20))

    def solve(self, x: Floats, w: Floats) -> None:
        """One sweep; x: (n, 3)."""
        solve_hinges(x, w, self._blocks.ids, self._forces)

    def calm(self, v: Floats, w: Floats) -> None:
        """Take a share of the speed of bending out of velocities v (n, 3)."""
        solve_hinges(v, w, self._blocks.ids, self._friction)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def solve_hinges(x, w, ids, data):  # type: ignore[no-untyped-def]
    """One Gauss-Seidel sweep over blocks of hinges: the curvature is linear in x, so each is exact.

    ids: (b, 4, WIDTH); data: (b, 4, WIDTH): weights of the last three points (all four add up to 0) and the gain."""
    s = np.empty((9, WIDTH), np.float32)
    for b in range(ids.shape[0]):
        for t in range(WIDTH):
            i, j, k, m = ids[b, 0, t], ids[b, 1, t], ids[b, 2, t], ids[b, 3, t]
            x0, x1, x2 = x[i, 0], x[i, 1], x[i, 2]
            s[0, t], s[1, t], s[2, t] = x[j, 0] - x0, x[j, 1] - x1, x[j, 2] - x2
            s[3, t], s[4, t], s[5, t] = x[k, 0] - x0, x[k, 1] - x1, x[k, 2] - x2
            s[6, t], s[7, t], s[8, t] = x[m, 0] - x0, x[m, 1] - x1, x[m, 2] - x2
        for t in range(WIDTH):
            kj, kk, km = data[b, 0, t], data[b, 1, t], data[b, 2, t]
            cx = kj * s[0, t] + kk * s[3, t] + km * s[6, t]
            cy = kj * s[1, t] + kk * s[4, t] + km * s[7, t]
            cz = kj * s[2, t] + kk * s[5, t] + km * s[8, t]
            g = data[b, 3, t]
            s[0, t], s[1, t], s[2, t] = g * cx, g * cy, g * cz
        for t in range(WIDTH):
            # in double precision, so that momentum is kept to the last digit
            x0, x1, x2 = np.float64(s[0, t]), np.float64(s[1, t]), np.float64(s[2, t])
            kj, kk, km = np.float64(data[b, 0, t]), np.float64(data[b, 1, t]), np.float64(data[b, 2, t])
            i, j, k, m = ids[b, 0, t], ids[b, 1, t], ids[b, 2, t], ids[b, 3, t]
            q = (kj + kk + km) * w[i]
            x[i, 0] += q * x0
            x[i, 1] += q * x1
            x[i, 2] += q * x2
            q = kj * w[j]
            x[j, 0] -= q * x0
            x[j, 1] -= q * x1
            x[j, 2] -= q * x2
            q = kk * w[k]
            x[k, 0] -= q * x0
            x[k, 1] -= q * x1
            x[k, 2] -= q * x2
            q = km * w[m]
            x[m, 0] -= q * x0
            x[m, 1] -= q * x1
            x[m, 2] -= q * x2
