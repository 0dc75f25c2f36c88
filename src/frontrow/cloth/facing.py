"""Which way cloth faces, and where it is creased."""

import numpy as np
from numba import njit

SHARP = 0.7  # cosine between a crease's triangles and the mean of their normals


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_flat(  # type: ignore[no-untyped-def]
    x, points, triangles, fan, fan_ids, border, least, seen, turn, face, size, normals, flat, creased
):
    """Unit normals of the given points (k,) of x (n, 3) and of the triangles round them, written to normals (n, 3) and
    face (t, 3), and flat (n,): 2 where all triangles round a vertex lie within the cosine `least` of its normal and it
    is no border (n,), 0 where it is creased sharply, else 1.

    seen: (t,) the turn in which a triangle was done; size: (t,) twice its area. Returns how many points were written
    to creased (n,), those that are sharp."""
    count = 0
    for q in range(points.shape[0]):
        i = points[q]
        sx = sy = sz = 0.0
        for s in range(fan[i], fan[i + 1]):
            t = fan_ids[s]
            if seen[t] != turn:
                seen[t] = turn
                a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
                ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
                vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
                nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
                double = np.sqrt(nx * nx + ny * ny + nz * nz + 1e-30)
                p = 1.0 / double
                size[t] = double
                face[t, 0], face[t, 1], face[t, 2] = nx * p, ny * p, nz * p
            sx += size[t] * face[t, 0]
            sy += size[t] * face[t, 1]
            sz += size[t] * face[t, 2]
        p = 1.0 / np.sqrt(sx * sx + sy * sy + sz * sz + 1e-30)
        sx, sy, sz = sx * p, sy * p, sz * p
        normals[i, 0], normals[i, 1], normals[i, 2] = sx, sy, sz
        worst = 1.0
        for s in range(fan[i], fan[i + 1]):
            t = fan_ids[s]
            worst = min(worst, sx * face[t, 0] + sy * face[t, 1] + sz * face[t, 2])
        flat[i] = 0 if worst < SHARP else (2 if worst >= least and not border[i] else 1)
        if worst < SHARP:
            creased[count] = i
            count += 1
    return count


@njit(cache=True, nogil=True, error_model="numpy")
def find_awake(pairs, folds, awake, points):  # type: ignore[no-untyped-def]
    """The points (k,) of the pairs (m, 2) and folds (h, 2); awake: (n,) scratch, false before and after. Returns k."""
    count = 0
    for e in range(pairs.shape[0] + folds.shape[0]):
        for side in range(2):
            i = pairs[e, side] if e < pairs.shape[0] else folds[e - pairs.shape[0], side]
            if not awake[i]:
                awake[i] = True
                points[count] = i
                count += 1
    for q in range(count):
        awake[points[q]] = False
    return count
