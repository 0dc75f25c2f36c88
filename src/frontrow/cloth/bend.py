"""Bending: the quadratic hinge energy of Bergou et al. (2006), made orthotropic."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

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


def gains(hinges: Ints, weight: Floats, stiff: Floats, inverse_mass: Floats, dt: float) -> Floats:
    """(h,) gain of each hinge; stiff: (h,) from `stiffness`. Compare `strain.gains`."""
    return np.asarray(1 / np.maximum((inverse_mass[hinges] * weight**2).sum(axis=1), 1 / (stiff * dt**2)))


@njit(cache=True, fastmath=True, error_model="numpy")
def solve_bend(x, w, hinges, weight, gain):  # type: ignore[no-untyped-def]
    """One Gauss-Seidel sweep over the hinges: the curvature is linear in the positions, so each is exact."""
    for h in range(hinges.shape[0]):
        a, b, c, d = hinges[h, 0], hinges[h, 1], hinges[h, 2], hinges[h, 3]
        ka, kb, kc, kd = weight[h, 0], weight[h, 1], weight[h, 2], weight[h, 3]
        g = -gain[h]
        lx = g * (ka * x[a, 0] + kb * x[b, 0] + kc * x[c, 0] + kd * x[d, 0])
        ly = g * (ka * x[a, 1] + kb * x[b, 1] + kc * x[c, 1] + kd * x[d, 1])
        lz = g * (ka * x[a, 2] + kb * x[b, 2] + kc * x[c, 2] + kd * x[d, 2])
        ka *= w[a]
        kb *= w[b]
        kc *= w[c]
        kd *= w[d]
        x[a, 0] += ka * lx
        x[a, 1] += ka * ly
        x[a, 2] += ka * lz
        x[b, 0] += kb * lx
        x[b, 1] += kb * ly
        x[b, 2] += kb * lz
        x[c, 0] += kc * lx
        x[c, 1] += kc * ly
        x[c, 2] += kc * lz
        x[d, 0] += kd * lx
        x[d, 1] += kd * ly
        x[d, 2] += kd * lz
