"""How far a file is from the simulation it was made of: millimetres, and degrees of the surface normals."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.look.mesh import vertex_normals

Array = NDArray[Any]

NEARBY = 12  # triangles about a place of the pattern among which it is looked for


@dataclass(frozen=True)
class Places:
    """Where each corner of a simulated garment lies on the mesh that is shown in its stead.

    corners: (m, 3) vertices of the shown mesh; share: (m, 3) their weights.
    """

    corners: Array
    share: Array

    @staticmethod
    def of(key: Array, shown_key: Array, triangles: Array) -> "Places":
        """Find corners with key (m, w) on a mesh with shown_key (k, w) and triangles (t, 3).

        A key tells one place of the cloth from all others: metres on the flat pattern and where it is worn, or where
        it is at several moments.
        """
        samples = _samples(max(1, int(np.ceil(np.sqrt(3 * len(key) / len(triangles))))))
        spots = np.einsum("sk,tkw->tsw", samples, shown_key[triangles]).reshape(-1, key.shape[1])
        near = cKDTree(spots).query(key, k=min(NEARBY, len(spots)))[1].reshape(len(key), -1) // len(samples)
        a, b, c = (shown_key[triangles[near, k]] for k in range(3))
        u, v, to = b - a, c - a, key[:, None] - a
        uu, uv, vv = ((x * y).sum(axis=2) for x, y in ((u, u), (u, v), (v, v)))
        tu, tv = (to * u).sum(axis=2), (to * v).sum(axis=2)
        area = np.maximum(uu * vv - uv * uv, 1e-20)
        two = np.stack([(tu * vv - tv * uv) / area, (tv * uu - tu * uv) / area], axis=2)
        share = np.clip(np.concatenate([1 - two.sum(axis=2, keepdims=True), two], axis=2), 0, 1)
        share /= share.sum(axis=2, keepdims=True)
        found = share[:, :, :1] * a + share[:, :, 1:2] * b + share[:, :, 2:] * c
        best = np.linalg.norm(found - key[:, None], axis=2).argmin(axis=1)
        row = np.arange(len(key))
        return Places(triangles[near[row, best]], share[row, best])

    def __call__(self, values: Array) -> Array:
        """Values (k, w) of the shown mesh at the corners: (m, w)."""
        return np.asarray((values[self.corners] * self.share[:, :, None]).sum(axis=1))


def _samples(count: int) -> Array:
    """Weights (s, 3) of the corners at the middles of the triangles that a triangle is cut into, `count` to a side."""
    i, j = (k.ravel() for k in np.indices((count, count)))
    up = np.c_[i, j][i + j < count] + 1 / 3
    down = np.c_[i, j][i + j < count - 1] + 2 / 3
    two = np.concatenate([up, down]) / count
    return np.c_[two, 1 - two.sum(axis=1)]


@dataclass(frozen=True)
class Fidelity:
    """Mean and 95th percentile over vertices and moments, and the worst distance."""

    mean_mm: float
    p95_mm: float
    max_mm: float
    mean_degrees: float
    p95_degrees: float

    @staticmethod
    def of(distances: Array, degrees: Array) -> "Fidelity":
        """From distances in metres and angles in degrees of every vertex (…,)."""
        mm = 1000 * np.asarray(distances)
        return Fidelity(
            float(mm.mean()),
            float(np.percentile(mm, 95)),
            float(mm.max()),
            float(np.mean(degrees)),
            float(np.percentile(degrees, 95)),
        )


def angle(a: Array, b: Array) -> Array:
    """Degrees (n,) between vectors (n, 3), of any length."""
    cos = (a * b).sum(axis=1) / np.maximum(np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1), 1e-20)
    return np.degrees(np.arccos(np.clip(cos, -1, 1)))


def compared(meant: Array, faces: Array, shown: Array, shown_faces: Array, places: Places, weld: Array) -> Fidelity:
    """A garment as shown at some moments against its simulation, normals rebuilt from positions as the browser does.

    meant: (F, n, 3) metres with faces (t, 3); shown: (F, k, 3) with shown_faces (s, 3) over welded vertices;
    weld: (m,) vertex of each corner that `places` knows.
    """
    far, turned = [], []
    for x, y in zip(meant, shown, strict=True):
        far.append(np.linalg.norm(places(y) - x[weld], axis=1))
        turned.append(angle(places(vertex_normals(y, shown_faces)), vertex_normals(x, faces)[weld]))
    return Fidelity.of(np.concatenate(far), np.concatenate(turned))
