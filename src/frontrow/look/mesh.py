"""Small facts about triangle meshes that several parts of a look need."""

from typing import Any

import meshoptimizer
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags

Array = NDArray[Any]


def vertex_normals(positions: Array, triangles: Array) -> NDArray[np.float32]:
    """Area-weighted unit normals (n, 3) of one frame (n, 3)."""
    corners = positions[triangles]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    out = np.zeros((len(positions), 3))
    for axis in range(3):
        out[:, axis] = sum(np.bincount(triangles[:, k], face[:, axis], minlength=len(positions)) for k in range(3))
    return (out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def edges(triangles: Array) -> NDArray[np.int32]:
    """The undirected edges (e, 2), each once, smaller vertex first."""
    pairs = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1)
    size = int(triangles.max(initial=0)) + 1
    return np.stack(np.divmod(np.unique(pairs[:, 0].astype(np.int64) * size + pairs[:, 1]), size), axis=1).astype(
        np.int32
    )


def averaging(triangles: Array, n: int) -> csr_matrix:
    """The sparse (n, n) operator that replaces each vertex value by the mean of its neighbours."""
    e = edges(triangles)
    ones = np.ones(2 * len(e))
    matrix = coo_matrix((ones, (np.r_[e[:, 0], e[:, 1]], np.r_[e[:, 1], e[:, 0]])), shape=(n, n)).tocsr()
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    return csr_matrix(diags(1 / np.maximum(degree, 1)) @ matrix)


def smoothed(values: Array, triangles: Array, passes: int) -> Array:
    """Vertex values (n,) after `passes` steps halfway to the mean of their neighbours."""
    mean, out = averaging(triangles, len(values)), np.asarray(values, float)
    for _ in range(passes):
        out = 0.5 * out + 0.5 * (mean @ out)
    return out


def grown(mask: Array, triangles: Array, rings: int) -> NDArray[np.bool_]:
    """The mask (n,) with `rings` more rings of neighbouring vertices."""
    out = np.array(mask, bool)
    for _ in range(rings):
        touched = triangles[out[triangles].any(axis=1)]
        out[touched.ravel()] = True
    return out


def compact(triangles: Array, n: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Triangles in strips, on vertices in order of first use: neighbours follow each other, which compresses best.

    Returns (triangles, vertices): vertex `k` of the new numbering is old vertex `vertices[k]`; vertices that no
    triangle uses are dropped.
    """
    flat = np.ascontiguousarray(triangles, np.uint32).ravel()
    ordered = np.zeros_like(flat)
    meshoptimizer.optimize_vertex_cache_strip(ordered, flat, len(flat), n)
    first = np.unique(ordered, return_index=True)
    vertices = first[0][np.argsort(first[1], kind="stable")]
    number = np.zeros(n, np.int32)
    number[vertices] = np.arange(len(vertices))
    return number[ordered].reshape(-1, 3), vertices.astype(np.int32)


def subdivided(triangles: Array, n: int) -> tuple[NDArray[np.int32], csr_matrix]:
    """One step of Loop subdivision as topology and a sparse (m, n) matrix applied to any per-vertex value.

    Source: Loop 1987, with the boundary rules of Hoppe et al. 1994.
    """
    pairs = np.sort(np.stack([triangles, np.roll(triangles, -1, axis=1)], axis=2).reshape(-1, 2), axis=1)
    key = pairs[:, 0].astype(np.int64) * n + pairs[:, 1]
    key, inverse, uses = np.unique(key, return_inverse=True, return_counts=True)
    edge, inverse = np.stack(np.divmod(key, n), axis=1), inverse.reshape(-1, 3)
    count = len(edge)
    opposite = np.zeros((count, 2), np.int64)
    filled = np.zeros(count, np.int64)
    for k in range(3):
        e, v = inverse[:, k], triangles[:, (k + 2) % 3]
        order = np.argsort(e, kind="stable")
        slot = filled[e[order]] + np.r_[0, (np.diff(e[order]) == 0).astype(int)]
        opposite[e[order], np.minimum(slot, 1)] = v[order]
        filled += np.bincount(e, minlength=count)
    inner = uses == 2
    row, col, val = [], [], []

    def put(r: Array, c: Array, v: Array) -> None:
        row.append(r)
        col.append(c)
        val.append(np.broadcast_to(v, r.shape).astype(float))

    middle = n + np.arange(count)
    for k in range(2):
        put(middle, edge[:, k], np.where(inner, 3 / 8, 1 / 2))
        put(middle[inner], opposite[inner, k], np.array(1 / 8))
    rim = np.bincount(edge[~inner].ravel(), minlength=n)
    border = rim > 0
    pinched = border & (rim != 2)  # borders that touch in one vertex: it stays where it is
    degree = np.bincount(edge.ravel(), minlength=n)
    beta = np.where(degree == 3, 3 / 16, 3 / (8 * np.maximum(degree, 1)))
    put(np.arange(n), np.arange(n), np.where(pinched, 1, np.where(border, 3 / 4, 1 - degree * beta)))
    for a, b in ((0, 1), (1, 0)):
        smooth = inner & ~border[edge[:, a]]
        put(edge[smooth, a], edge[smooth, b], beta[edge[smooth, a]])
        rough = ~inner & ~pinched[edge[:, a]]
        put(edge[rough, a], edge[rough, b], np.array(1 / 8))
    matrix = coo_matrix((np.concatenate(val), (np.concatenate(row), np.concatenate(col))), shape=(n + count, n)).tocsr()
    a, b, c = triangles.T
    ab, bc, ca = (n + inverse[:, k] for k in range(3))
    faces = [np.stack(f, axis=1) for f in ((a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca))]
    return np.concatenate(faces).astype(np.int32), csr_matrix(matrix)
