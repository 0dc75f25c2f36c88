"""Bending: the energy of an orthotropic plate, quadratic in the positions (after Bergou et al. 2006).

A triangle and the three across its edges show its curvature: each edge tells how far the patch bends there, three such
figures are the three components of a curvature. What is measured on a quadratic surface is given back exactly,
whatever the shape of the triangles; at a free edge the moment is nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.hinge import weights
from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

RIGIDITIES = ("bend_warp", "bend_weft")
LEAST = 0.0005  # compliance that slivers are given, of the patch's own: their edges tell nearly the same


@dataclass(frozen=True)
class Plate:
    """A cloth's patches: ids (t, 6), a triangle's corners and the points across, or a corner again where there is none;
    energies (t, 6, 6) N/m, of which half of x' K x summed over the patches is the bending energy of positions x;
    curvature (t, 3, 6) 1/m², which makes of heights over a triangle its curvatures xx, yy and sqrt(2) xy."""

    ids: Ints
    energies: Floats
    curvature: Floats


def plate(cloth: Cloth, more: Floats | float = 0.0) -> Plate:
    """The patches of a cloth, with as much rigidity more, (t,) N·m, in every direction.

    The energy is, per area, half of B_weft k_xx² + B_warp k_yy² + 2 sqrt(B_warp B_weft) k_xy² (Huber 1923: a strip on
    the bias then has the rigidity of Peirce's rule, 1930), without Poisson's effect: rigidities are those of strips. In
    terms of what the edges tell, its matrix is the inverse of a compliance; free edges tell nothing and are left out.
    """
    ids, corner = cloth.hinges
    each, tell, count = weights(cloth), _response(cloth), len(cloth.triangles)
    around = np.tile(cloth.triangles, (1, 2))
    shape, rows, there = np.zeros((count, 3, 3)), np.zeros((count, 3, 6)), np.zeros((count, 3), bool)
    for side in (0, 1):
        triangle, k = corner[:, side] // 3, corner[:, side] % 3
        around[triangle, 3 + k] = ids[:, 3 - side]
        there[triangle, k] = True
        shape[triangle, k] = tell[side]
        for end in (0, 1):
            place = (cloth.triangles[triangle] == ids[:, end, None]).argmax(axis=1)
            rows[triangle, k, place] = each[:, end]
        rows[triangle, k, k] = each[:, 2 + side]
        rows[triangle, k, 3 + k] = each[:, 3 - side]
    warp, weft = (np.array([getattr(m, name) for m in cloth.materials])[cloth.material] for name in RIGIDITIES)
    stiff = np.stack([weft, warp, 2 * np.sqrt(warp * weft)], axis=1)
    stiff += np.multiply.outer(np.broadcast_to(more, count), (1.0, 1.0, 2.0))
    soft = 1 / np.maximum(stiff, 1e-12)
    compliance = np.einsum("tic,tc,tjc->tij", shape, soft, shape)
    middle = np.einsum("tii->t", compliance) / np.maximum(there.sum(axis=1), 1)
    compliance += np.eye(3) * np.where(there, LEAST * middle[:, None], 1.0)[:, None, :]
    hinge = np.linalg.inv(compliance) * (there[:, :, None] & there[:, None, :])
    moment = np.einsum("tij,tja->tia", hinge, rows)
    energies = np.einsum("tia,tib->tab", rows, moment) * cloth.areas[:, None, None]
    curvature = soft[:, :, None] * np.einsum("tic,tia->tca", shape, moment)
    curvature[:, 2] *= np.sqrt(2)
    return Plate(np.ascontiguousarray(around, np.int32), np.ascontiguousarray(energies), curvature)


def _response(cloth: Cloth) -> Floats:
    """(2, h, 3): what each hinge tells of x²/2, y²/2 and xy over either side's panel, the other laid flat in it."""
    ids, corner = cloth.hinges
    row, sides = np.arange(len(ids)), []
    for side in (0, 1):
        triangle, k = corner[:, side] // 3, corner[:, side] % 3
        flat = cloth.flat[triangle]
        apex, one, two = flat[row, k], flat[row, (k + 1) % 3], flat[row, (k + 2) % 3]
        first = (cloth.triangles[triangle, (k + 1) % 3] == ids[:, 0])[:, None]
        start, end = np.where(first, one, two), np.where(first, two, one)
        along = (end - start) / np.linalg.norm(end - start, axis=1)[:, None]
        across = np.c_[-along[:, 1], along[:, 0]]
        way = apex - start
        sides.append((start, end, along, across, (way * along).sum(axis=1), (way * across).sum(axis=1)))
    out = []
    for side in (0, 1):
        start, end, along, across, foot, height = sides[side]
        far, depth = sides[1 - side][4:]
        both = [
            start + foot[:, None] * along + height[:, None] * across,
            start + far[:, None] * along - (np.sign(height) * np.abs(depth))[:, None] * across,
        ]
        points = np.stack([start, end, both[side], both[1 - side]], axis=1)
        points = points - points.mean(axis=1, keepdims=True)
        x, y = points[..., 0], points[..., 1]
        out.append(np.einsum("hk,hkc->hc", weights(cloth), np.stack([x**2 / 2, y**2 / 2, x * y], axis=2)))
    return np.stack(out)
