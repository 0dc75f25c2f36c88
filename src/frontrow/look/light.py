"""Rays against triangle meshes: how open a point is to the sky, and what a ray meets. Needs `embreex`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.look.mesh import smoothed, vertex_normals
from frontrow.look.simplify import simplified

Array = NDArray[Any]
FAR = 1e6
COARSE = 0.0015  # metres that the surfaces which throw shadows may stray
CALM = 3  # passes of smoothing that take the grain of few rays out of the light


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


def baked(meshes: Sequence[tuple[Array, Array]], count: int = 16, far: float = 1.2) -> list[NDArray[np.float64]]:
    """How open every vertex of the meshes is to the sky, 0..1, on average over their frames: one (n,) a mesh.

    meshes: (frames (F, n, 3) metres, triangles (t, 3)) of everything that moves together. Light is smooth, so it is
    cast at the vertices of simpler surfaces that stand for the meshes, and spread from there.
    """
    few = [simplified(faces, frames[0], COARSE, frames[len(frames) // 2]) for frames, faces in meshes]
    some = [np.unique(faces) for faces in few]
    open_ = [np.zeros(len(k)) for k in some]
    for f in range(len(meshes[0][0])):
        scene = Rays(*((frames[f], faces) for (frames, _), faces in zip(meshes, few, strict=True)))
        for (frames, _), faces, k, out in zip(meshes, few, some, open_, strict=True):
            normals = vertex_normals(frames[f], faces)[k].astype(np.float64)
            out += openness(scene, frames[f][k], normals, count, f, far) / len(frames)
    lit = []
    for (frames, faces), k, values in zip(meshes, some, open_, strict=True):
        distance, near = cKDTree(frames[0][k]).query(frames[0], k=3)
        weight = 1 / np.maximum(distance, 1e-4)
        lit.append(smoothed((values[near] * weight).sum(axis=1) / weight.sum(axis=1), faces, CALM))
    return lit


def many_bounces(openness: Array, albedo: float) -> Array:
    """Ambient light after many bounces between surfaces of one albedo (Jimenez et al. 2016, eq. 12)."""
    v = np.asarray(openness)
    a, b, c = 2.0404 * albedo - 0.3324, -4.7951 * albedo + 0.6417, 2.7552 * albedo + 0.6903
    return np.maximum(v, ((a * v + b) * v + c) * v)
