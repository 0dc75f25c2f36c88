"""What is known of places on the skin, from look to look and from frame to frame."""

import numpy as np
from numba import njit

from frontrow.cloth.geometry import barycentric
from frontrow.cloth.planes import NOTHING


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_spent(  # type: ignore[no-untyped-def]
    x,
    ahead,
    count,
    ids,
    drift,
    need,
    start,
    way,
    idle,
    idle_ids,
    idle_drift,
    idle_start,
    idle_way,
    idle_place,
    spent,
    who,
    free,
):
    """The points (k,) that have gone their way with a plane, or without one; their planes ask for nothing any more.

    spent: (n,) points that must be looked at in any case; false afterwards. free: planes that serve no more. Returns
    k, how many of those there are, and how many idle places are left."""
    for m in range(count):
        i = ids[m]
        d = 0.0
        for axis in range(3):
            d += (x[i, axis] - ahead * drift[m, axis] - start[m, axis]) ** 2
        if d > way[m] and need[m] > NOTHING:
            spent[i] = True
    kept = 0
    for m in range(idle):
        i = idle_ids[m]
        d = 0.0
        for axis in range(3):
            d += (x[i, axis] - ahead * idle_drift[m, axis] - idle_start[m, axis]) ** 2
        if d > idle_way[m]:
            spent[i] = True
        if spent[i]:
            continue
        if kept < m:
            idle_ids[kept], idle_way[kept], idle_place[kept] = i, idle_way[m], idle_place[m]
            for axis in range(3):
                idle_drift[kept, axis], idle_start[kept, axis] = idle_drift[m, axis], idle_start[m, axis]
        kept += 1
    unused = 0
    for m in range(count):
        if spent[ids[m]] or need[m] == NOTHING:
            need[m] = NOTHING
            free[unused] = m
            unused += 1
    found = 0
    for i in range(spent.shape[0]):
        if spent[i]:
            who[found] = i
            found += 1
            spent[i] = False
    return found, unused, kept


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def carry_on(  # type: ignore[no-untyped-def]
    x, body, normals, triangles, spot, count, ids, plane, drift, need, rub, place, share, start, way, rank,
    idle, idle_drift, idle_start,
):  # fmt: skip
    """At the end of a frame tell planes and starts for the body as it is then; returns how many planes are left.

    Places follow their points, over the triangle's side only at the next look: a normal that lags behind a sliding
    belt would add to its friction."""
    kept = 0
    for m in range(count):
        if need[m] == NOTHING:
            continue
        i = ids[m]
        a, b, c = triangles[place[m], 0], triangles[place[m], 1], triangles[place[m], 2]
        u, v, w = barycentric(
            x[i, 0], x[i, 1], x[i, 2],
            body[a, 0], body[a, 1], body[a, 2],
            body[b, 0], body[b, 1], body[b, 2],
            body[c, 0], body[c, 1], body[c, 2],
        )  # fmt: skip
        nx = u * normals[a, 0] + v * normals[b, 0] + w * normals[c, 0]
        ny = u * normals[a, 1] + v * normals[b, 1] + w * normals[c, 1]
        nz = u * normals[a, 2] + v * normals[b, 2] + w * normals[c, 2]
        q = 1.0 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-30)
        nx, ny, nz = nx * q, ny * q, nz * q
        qx = u * body[a, 0] + v * body[b, 0] + w * body[c, 0]
        qy = u * body[a, 1] + v * body[b, 1] + w * body[c, 1]
        qz = u * body[a, 2] + v * body[b, 2] + w * body[c, 2]
        if rank[m] == 0:
            spot[i, 0], spot[i, 1], spot[i, 2] = qx, qy, qz
            spot[i, 3], spot[i, 4], spot[i, 5] = nx, ny, nz
        plane[kept, 0], plane[kept, 1], plane[kept, 2] = nx, ny, nz
        plane[kept, 3] = qx * nx + qy * ny + qz * nz
        for axis in range(3):
            start[kept, axis] = start[m, axis] + drift[m, axis]
        if min(u, min(v, w)) == 0.0 < min(share[m, 0], min(share[m, 1], share[m, 2])):
            way[m] = 0.0
        share[kept, 0], share[kept, 1], share[kept, 2] = u, v, w
        if kept < m:
            ids[kept], need[kept], rub[kept] = i, need[m], rub[m]
            place[kept], way[kept], rank[kept] = place[m], way[m], rank[m]
        kept += 1
    for m in range(idle):
        for axis in range(3):
            idle_start[m, axis] += idle_drift[m, axis]
    return kept


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def go_on(count, motion, triangles, place, share, drift, idle, idle_place, idle_drift):  # type: ignore[no-untyped-def]
    """The motion (m, 3) of places that are known already, in a new frame."""
    for m in range(count):
        a, b, c = triangles[place[m], 0], triangles[place[m], 1], triangles[place[m], 2]
        for axis in range(3):
            drift[m, axis] = (
                share[m, 0] * motion[a, axis] + share[m, 1] * motion[b, axis] + share[m, 2] * motion[c, axis]
            )
    for m in range(idle):
        for axis in range(3):
            idle_drift[m, axis] = motion[idle_place[m], axis]


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def between(body, motion, normals, after, time, out, out_normals):  # type: ignore[no-untyped-def]
    """The body (nb, 3) and its normals at `time` of the frame."""
    for i in range(body.shape[0]):
        for axis in range(3):
            out[i, axis] = body[i, axis] + time * motion[i, axis]
            out_normals[i, axis] = normals[i, axis] + time * (after[i, axis] - normals[i, axis])
