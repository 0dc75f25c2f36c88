"""Hinges: how far two triangles bend at the edge that they share."""

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]


def weights(cloth: Cloth) -> Floats:
    """(h, 4) 1/m²: the sum of weights times positions is what a hinge is bent by, along its normal; 0 where it is flat.

    The conditions of Bergou et al. (2006, A Quadratic Bending Model for Inextensible Surfaces, eq. 4) over the area of
    both triangles. The cotangents come from each side's own flat panel, so a seam unfolds.
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
