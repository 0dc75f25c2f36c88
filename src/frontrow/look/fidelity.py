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
    def of(uv: Array, worn: Array, shown_uv: Array, shown_worn: Array, triangles: Array) -> "Places":
        """Find corners with uv (m, 2), worn (m, 3) on a mesh with shown_uv (k, 2), shown_worn (k, 3), (t, 3); metres.

        Panels may overlap on the flat pattern, so where both meshes are worn at one moment is looked at as well.
        """
        flat, place = shown_uv[triangles], np.c_[shown_uv, shown_worn]
        samples = _samples(max(1, int(np.ceil(np.sqrt(3 * len(uv) / len(triangles))))))
        spots = np.einsum("sk,tkw->tsw", samples, place[triangles]).reshape(-1, 5)
        near = cKDTree(spots).query(np.c_[uv, worn], k=min(NEARBY, len(spots)))[1].reshape(len(uv), -1)
        near //= len(samples)
        a, b, c = (flat[near, k] for k in range(3))
        u, v, to = b - a, c - a, uv[:, None] - a
        area = _cross(u, v)
        area = np.where(np.abs(area) < 1e-12, np.inf, area)
        share = np.stack([np.zeros_like(area), _cross(to, v) / area, _cross(u, to) / area], axis=2)
        share[:, :, 0] = 1 - share.sum(axis=2)
        inside = np.clip(share, 0, 1)
        inside /= inside.sum(axis=2, keepdims=True)
        off = np.linalg.norm(
            (place[triangles[near]] * inside[..., None]).sum(axis=2) - np.c_[uv, worn][:, None], axis=2
        )
        off[np.isinf(area)] = np.inf
        best = off.argmin(axis=1)
        row = np.arange(len(uv))
        return Places(triangles[near[row, best]], inside[row, best])

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


def _cross(a: Array, b: Array) -> Array:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


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
