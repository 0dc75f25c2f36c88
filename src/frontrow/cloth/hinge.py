"""Hinges: the quadratic bending energy of Bergou et al. (2006), made orthotropic."""

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]


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
