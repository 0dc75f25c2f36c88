"""Pressed creases: hinges that would rather be folded than flat."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

SHARP = 0.0005  # m: a crease resists being opened as a strip of its cloth this long does (chosen; see below)


class Creases:
    """Draws the two points across each creased edge together until the cloth has its pressed angle.

    A crease is a hinge whose torque per metre and radian is the cloth's bending rigidity over an "origami length"
    (Lechenault, Thiria & Adda-Bedia 2014, Mechanical response of a creased sheet, eq. 2). Here it is a spring between
    the two points across the edge: at a height a above a closed edge of length l, an opening of one radian parts them
    by a, so that the spring's constant is torque * l / a². It never pushes: layers are kept apart by contact.
    """

    def __init__(self, cloth: Cloth) -> None:
        ids, corner = cloth.hinges
        lower, upper = np.sort(cloth.crease_edges.astype(np.int64), axis=1).T.reshape(2, -1)
        wanted = lower * cloth.vertices + upper
        pair = np.sort(ids[:, :2].astype(np.int64), axis=1)
        found = pair[:, 0] * cloth.vertices + pair[:, 1]
        order = np.argsort(found, kind="stable")
        at = np.searchsorted(found, wanted, sorter=order)
        at = order[np.minimum(at, max(len(order) - 1, 0))] if len(order) else at[:0]
        sound = found[at] == wanted[: len(at)]
        at, angle = at[sound], np.abs(cloth.crease)[: len(sound)][sound]
        self.pairs: Ints = np.ascontiguousarray(ids[at, 2:], np.int32)
        foot, height, edge = np.zeros((2, len(at))), np.zeros((2, len(at))), np.zeros(len(at))
        for side in (0, 1):
            triangle, k = corner[at, side] // 3, corner[at, side] % 3
            flat, row = cloth.flat[triangle], np.arange(len(at))
            apex, one, two = flat[row, k], flat[row, (k + 1) % 3], flat[row, (k + 2) % 3]
            first = (cloth.triangles[triangle, (k + 1) % 3] == ids[at, 0])[:, None]
            start, end = np.where(first, one, two), np.where(first, two, one)
            edge = np.linalg.norm(end - start, axis=1)
            along = (end - start) / edge[:, None]
            foot[side] = ((apex - start) * along).sum(axis=1)
            height[side] = np.abs(along[:, 0] * (apex - start)[:, 1] - along[:, 1] * (apex - start)[:, 0])
        bend = np.array([0.5 * (m.bend_warp + m.bend_weft) for m in cloth.materials])
        rigidity = bend[cloth.material[corner[at, 0] // 3]]
        square = (height**2).sum(axis=0) + 2 * height[0] * height[1] * np.cos(angle)
        self.length: Floats = np.sqrt(np.maximum(square, 0) + (foot[0] - foot[1]) ** 2)
        self.stiffness: Floats = rigidity / SHARP * edge / np.maximum(height[0] * height[1], 1e-9)

    def solve(self, x: Floats, w: Floats, h: float) -> None:
        """One sweep of h seconds; x (n, 3) positions, w (n,) inverse masses."""
        if len(self.pairs):
            draw_together(x, w, self.pairs, self.length, 1 / (self.stiffness * h * h))


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def draw_together(x, w, pairs, length, compliance):  # type: ignore[no-untyped-def]
    """Points farther apart than `length` (k,) come nearer, by the share their compliance (k,), m/N/s², lets."""
    for k in range(pairs.shape[0]):
        i, j = pairs[k, 0], pairs[k, 1]
        dx, dy, dz = x[j, 0] - x[i, 0], x[j, 1] - x[i, 1], x[j, 2] - x[i, 2]
        now = np.sqrt(dx * dx + dy * dy + dz * dz)
        if now <= length[k] or w[i] + w[j] == 0.0:
            continue
        s = (now - length[k]) / (now * (w[i] + w[j] + compliance[k]))
        a, b = s * w[i], s * w[j]
        x[i, 0] += a * dx
        x[i, 1] += a * dy
        x[i, 2] += a * dz
        x[j, 0] -= b * dx
        x[j, 1] -= b * dy
        x[j, 2] -= b * dz
