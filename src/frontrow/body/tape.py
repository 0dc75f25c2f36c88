"""The tape measure: girth of a plane section as a tape pulled tight round it, with its derivative."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

Array = NDArray[Any]


class NoSection(ValueError):
    """The plane meets too few edges to measure."""


def girth(p: Array, edges: Array, origin: Array, normal: Array) -> tuple[float, Array, Array, float]:
    """Perimeter of the convex hull of the section of `edges` (e, 2) of positions p (n, 3) by a plane, metres.

    Returns length, vertex ids (k,), vectors (k, 3) and a number s such that a small move dp of the vertices
    and do of the plane changes the length by sum(vectors * dp[ids]) + s * (normal . do). The hull's corners
    slide along the edges that the plane cuts; a hull is what a tape does over a hollow.
    """
    side = p @ normal - origin @ normal
    cut = edges[side[edges[:, 0]] * side[edges[:, 1]] < 0]
    if len(cut) < 6:
        raise NoSection
    da, db = side[cut[:, 0]], side[cut[:, 1]]
    t = (da / (da - db))[:, None]
    a, b = p[cut[:, 0]], p[cut[:, 1]]
    q = a + t * (b - a)
    u = np.cross(normal, [1.0, 0.0, 0.0] if abs(normal[0]) < 0.8 else [0.0, 1.0, 0.0])
    u /= np.linalg.norm(u)
    hull = ConvexHull(np.stack([q @ u, q @ np.cross(normal, u)], 1)).vertices
    corner = q[hull]
    along = np.roll(corner, -1, 0) - corner
    length = np.linalg.norm(along, axis=1)
    along /= length[:, None]
    pull = np.roll(along, 1, 0) - along
    ab, th = (b - a)[hull], t[hull]
    slide = (pull * ab).sum(1) / (ab @ normal)
    pull = pull - slide[:, None] * normal
    ids = np.concatenate([cut[hull, 0], cut[hull, 1]])
    return float(length.sum()), ids, np.concatenate([pull * (1 - th), pull * th]), float(slide.sum())


def section(p: Array, edges: Array, origin: Array, normal: Array) -> Array:
    """(k, 3) points where the plane cuts the edges, in no order."""
    side = p @ normal - origin @ normal
    cut = edges[side[edges[:, 0]] * side[edges[:, 1]] < 0]
    da, db = side[cut[:, 0]], side[cut[:, 1]]
    t = (da / (da - db))[:, None]
    points: Array = p[cut[:, 0]] + t * (p[cut[:, 1]] - p[cut[:, 0]])
    return points


def edges_of(triangles: Array) -> Array:
    """(e, 2) the edges of triangles (t, 3), each once, lower id first."""
    e = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1)
    unique: Array = np.unique(e, axis=0)
    return unique
