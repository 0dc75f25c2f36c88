"""Rays against triangle meshes: how open a point is to the sky, and what a ray meets. Needs `embreex`."""

from typing import Any

import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh
from numpy.typing import NDArray

Array = NDArray[Any]
FAR = 1e6


class Rays:
    """Triangle meshes in one acceleration structure; positions in metres.

    meshes: (positions (n, 3), triangles (t, 3)) pairs. Triangles are numbered through all meshes in order.
    """

    def __init__(self, *meshes: tuple[Array, Array]) -> None:
        self._scene = rtcore_scene.EmbreeScene()
        corners = np.concatenate([np.asarray(p, np.float32)[f] for p, f in meshes])
        self._corners = np.ascontiguousarray(corners)
        TriangleMesh(self._scene, self._corners)

    def blocked(self, origins: Array, directions: Array, far: float | Array = FAR) -> NDArray[np.bool_]:
        """Whether something lies on each ray (r, 3) nearer than `far` metres."""
        reach = np.broadcast_to(np.float32(far), (len(origins),)).astype(np.float32)
        hit = self._scene.run(
            np.ascontiguousarray(origins, np.float32),
            np.ascontiguousarray(directions, np.float32),
            dists=reach,
            query="OCCLUDED",
        )
        return np.asarray(hit != -1)

    def first(self, origins: Array, directions: Array) -> tuple[Array, Array, Array, Array]:
        """The first hit of each ray: triangle number or -1, distance in metres, and the weights of corners 1, 2."""
        out = self._scene.run(
            np.ascontiguousarray(origins, np.float32), np.ascontiguousarray(directions, np.float32), output=True
        )
        return out["primID"], out["tfar"], out["u"], out["v"]


def cosine_directions(count: int) -> NDArray[np.float64]:
    """Directions (count, 3) spread over the hemisphere about +Z with a density proportional to the cosine."""
    k = np.arange(count) + 0.5
    radius, angle = np.sqrt(k / count), k * np.pi * (3 - np.sqrt(5))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), np.sqrt(1 - radius**2)], axis=1)


def frames_about(normals: Array, spin: Array | float) -> tuple[Array, Array]:
    """Two tangents (n, 3) each, orthogonal to unit normals (n, 3) and turned by `spin` (n,) radians."""
    n = np.asarray(normals, np.float64)
    sign = np.where(n[:, 2] >= 0, 1.0, -1.0)
    a = -1 / (sign + n[:, 2])
    b = n[:, 0] * n[:, 1] * a
    t = np.stack([1 + sign * n[:, 0] ** 2 * a, sign * b, -sign * n[:, 0]], axis=1)
    s = np.stack([b, sign + n[:, 1] ** 2 * a, -n[:, 1]], axis=1)
    cos, sin = np.cos(spin)[:, None], np.sin(spin)[:, None]
    return cos * t + sin * s, cos * s - sin * t


def openness(
    rays: Rays, points: Array, normals: Array, count: int, seed: int = 0, far: float = FAR, lift: float = 0.003
) -> NDArray[np.float64]:
    """The cosine-weighted share (n,) of the hemisphere over each point (n, 3) that no surface within `far` hides.

    `lift` metres along the normal keep a point from hiding itself.
    """
    rng = np.random.default_rng(seed)
    t, s = frames_about(normals, rng.uniform(0, 2 * np.pi, len(points)))
    origins = points + lift * normals
    free = np.zeros(len(points))
    for d in cosine_directions(count):
        free += ~rays.blocked(origins, d[0] * t + d[1] * s + d[2] * normals, far)
    return free / count


def many_bounces(openness: Array, albedo: float) -> NDArray[np.float64]:
    """Ambient light after many bounces between surfaces of one albedo (Jimenez et al. 2016, eq. 12)."""
    v = np.asarray(openness, np.float64)
    a, b, c = 2.0404 * albedo - 0.3324, -4.7951 * albedo + 0.6417, 2.7552 * albedo + 0.6903
    return np.maximum(v, ((a * v + b) * v + c) * v)
