"""How far a point is outside, or inside, a body: the honest measure, independent of the solver's own contacts."""

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth.geometry import barycentric
from frontrow.cloth.grid import grid

Floats = NDArray[np.float64]


def signed_distance(
    positions: ArrayLike, body: ArrayLike, triangles: NDArray[np.integer], reach: float = 0.05
) -> Floats:
    """(n,) metres from each point to the surface, negative inside; points beyond `reach` give +reach.

    positions: (n, 3); body: (nb, 3); triangles: (t, 3), outwards. The distance is exact, point to triangle; its sign
    is that of the angle-weighted normal at the nearest feature (Baerentzen & Aanaes 2005).
    """
    x = np.ascontiguousarray(positions, np.float64)
    b = np.ascontiguousarray(body, np.float64)
    t = np.ascontiguousarray(triangles, np.int32)
    corner = b[t]
    face = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    area = np.linalg.norm(face, axis=1)
    solid = area > 1e-14
    t, corner, face = t[solid], corner[solid], face[solid] / area[solid, None]
    centre = corner.mean(axis=1)
    radius = np.linalg.norm(corner - centre[:, None], axis=2).max(axis=1)
    vertex = np.zeros_like(b)
    for k in range(3):
        one = corner[:, (k + 1) % 3] - corner[:, k]
        two = corner[:, (k + 2) % 3] - corner[:, k]
        angle = np.arctan2(np.linalg.norm(np.cross(one, two), axis=1), (one * two).sum(axis=1))
        np.add.at(vertex, t[:, k], face * angle[:, None])
    edge = _edge_normals(t, face)
    out = np.full(len(x), reach)
    order = np.argsort(radius, kind="stable")  # large triangles would force a coarse grid: search them apart
    small = order[radius[order] <= max(0.02, float(np.median(radius)) * 2)]
    large = order[len(small) :]
    side = np.ones(len(x))
    best = np.full(len(x), reach**2)
    for group in (small, large):
        if len(group):
            cells = grid(centre[group], reach + float(radius[group].max()))
            _scan(
                x,
                b,
                t,
                face,
                edge,
                vertex,
                centre,
                *cells._replace(items=group[cells.items].astype(np.int32)),
                best,
                side,
            )
    hit = best < reach**2
    out[hit] = np.sqrt(best[hit]) * side[hit]
    return out


def penetration(positions: ArrayLike, body: ArrayLike, triangles: NDArray[np.integer], reach: float = 0.05) -> Floats:
    """(n,) metres that each point lies inside the body; 0 outside. Arguments as in `signed_distance`."""
    return np.maximum(-signed_distance(positions, body, triangles, reach), 0.0)


def _edge_normals(triangles: NDArray[np.int32], face: Floats) -> Floats:
    """(t, 3, 3) sum of the two face normals at the edge opposite each corner."""
    ends = np.sort(np.stack([triangles[:, [1, 2]], triangles[:, [2, 0]], triangles[:, [0, 1]]], axis=1), axis=2)
    key = ends[..., 0].astype(np.int64) * (int(triangles.max()) + 1) + ends[..., 1]
    _, which = np.unique(key.ravel(), return_inverse=True)
    total = np.zeros((int(which.max()) + 1, 3))
    np.add.at(total, which, np.repeat(face, 3, axis=0))
    return np.ascontiguousarray(total[which].reshape(len(triangles), 3, 3))


@njit(cache=True, nogil=True, error_model="numpy")
def _scan(x, body, triangles, face, edge, vertex, centre, low, cell, shape, starts, items, best, side):  # type: ignore[no-untyped-def]
    for i in range(x.shape[0]):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        a = int(np.floor((px - low[0]) / cell))
        b = int(np.floor((py - low[1]) / cell))
        c = int(np.floor((pz - low[2]) / cell))
        for da in range(max(a - 1, 0), min(a + 2, shape[0])):
            for db in range(max(b - 1, 0), min(b + 2, shape[1])):
                for dc in range(max(c - 1, 0), min(c + 2, shape[2])):
                    h = (da * shape[1] + db) * shape[2] + dc
                    for s in range(starts[h], starts[h + 1]):
                        t = items[s]
                        i0, i1, i2 = triangles[t, 0], triangles[t, 1], triangles[t, 2]
                        # no nearer than the plane, and no nearer than the circle round the triangle
                        plane = 0.0
                        for axis in range(3):
                            plane += (x[i, axis] - body[i0, axis]) * face[t, axis]
                        if plane * plane >= best[i]:
                            continue
                        u, v, w = barycentric(
                            px,
                            py,
                            pz,
                            body[i0, 0],
                            body[i0, 1],
                            body[i0, 2],
                            body[i1, 0],
                            body[i1, 1],
                            body[i1, 2],
                            body[i2, 0],
                            body[i2, 1],
                            body[i2, 2],
                        )
                        d = 0.0
                        dot = 0.0
                        for axis in range(3):
                            r = x[i, axis] - u * body[i0, axis] - v * body[i1, axis] - w * body[i2, axis]
                            d += r * r
                            if u == 1.0:
                                n = vertex[i0, axis]
                            elif v == 1.0:
                                n = vertex[i1, axis]
                            elif w == 1.0:
                                n = vertex[i2, axis]
                            elif u == 0.0:
                                n = edge[t, 0, axis]
                            elif v == 0.0:
                                n = edge[t, 1, axis]
                            elif w == 0.0:
                                n = edge[t, 2, axis]
                            else:
                                n = face[t, axis]
                            dot += r * n
                        if d < best[i]:
                            best[i] = d
                            side[i] = 1.0 if dot >= 0.0 else -1.0
