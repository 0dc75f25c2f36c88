"""From a coarse mesh of a garment to a finer one of the same draft, by where each point lies on the flat panels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_array
from scipy.spatial import cKDTree

from frontrow.pattern.assembly import Assembly
from frontrow.pattern.mesh import PanelMesh

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
NEARBY = 12  # triangles looked at for each point


@dataclass(frozen=True, eq=False)
class Carry:
    """share: (n, k) sparse, what each fine vertex takes of the k coarse ones; triangle: (t,) the coarse triangle that
    each fine one lies in, of `triangles`."""

    share: Any
    triangle: Ints
    triangles: int

    @staticmethod
    def of(rough: Assembly, fine: Assembly) -> "Carry":
        """Each panel's points among its own coarse triangles; on a seam the mean of what both panels say."""
        corner = np.zeros((len(fine.weld), 3), np.int64)
        share = np.zeros((len(fine.weld), 3))
        lies: list[Ints] = []
        count = 0
        for name, cut in fine.meshes.items():
            coarse = rough.meshes[name]
            ids, part = _found(cut.points, coarse)
            for theirs, mine in ((rough.left[name], fine.left[name]), (rough.right[name], fine.right[name])):
                corner[mine], share[mine] = theirs[ids], part
            inside = cKDTree(_middles(coarse)).query(_middles(cut))[1]
            several = len(coarse.triangles)
            lies += [count + inside, count + several + inside]  # an assembly lists the left copy, then the right
            count += 2 * several
        share /= np.bincount(fine.weld)[fine.weld][:, None]
        rows = np.repeat(fine.weld, 3)
        shares = csr_array((share.ravel(), (rows, rough.weld[corner].ravel())), shape=(fine.vertices, rough.vertices))
        return Carry(shares, np.concatenate(lies), count)

    @staticmethod
    def join(parts: Sequence["Carry"]) -> "Carry":
        """Several garments that are simulated as one cloth."""
        starts = np.cumsum([0, *(p.triangles for p in parts)])
        triangle = np.concatenate([p.triangle + start for p, start in zip(parts, starts[:-1], strict=True)])
        return Carry(csr_array(block_diag([p.share for p in parts], format="csr")), triangle, int(starts[-1]))


def _middles(cut: PanelMesh) -> Array:
    return np.asarray(cut.points[cut.triangles].mean(axis=1))


def _found(points: Array, cut: PanelMesh) -> tuple[Ints, Array]:
    """(k, 3) the vertices of the triangle that each point (k, 2) lies in, or just beside, and their shares."""
    near = cKDTree(_middles(cut)).query(points, k=min(NEARBY, len(cut.triangles)))[1].reshape(len(points), -1)
    a, b, c = (cut.points[cut.triangles[near, k]] for k in range(3))
    u, v, to = b - a, c - a, points[:, None] - a
    det = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    s = (to[..., 0] * v[..., 1] - to[..., 1] * v[..., 0]) / det
    t = (u[..., 0] * to[..., 1] - u[..., 1] * to[..., 0]) / det
    share = np.stack([1 - s - t, s, t], axis=-1)
    best = share.min(axis=-1).argmax(axis=1)
    row = np.arange(len(points))
    return cut.triangles[near[row, best]], share[row, best]
