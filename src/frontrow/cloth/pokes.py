"""Body vertices that come through the middle of a cloth triangle, a toe or a knuckle."""

import numpy as np
from numba import njit

from frontrow.cloth.nearby import ALOOF
from frontrow.cloth.planes import CLEAR, NEAR

BENT = 0.94  # cosine: corners that follow one smooth place need no looking at
FACING = 0.3  # cosine between a triangle and the skin that it may lie on
SOON, LATER, ASIDE = (
    0.02,
    0.004,
    0.25,
)  # cosine, metres, share of a triangle: what may change until points are seen to move


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def over(x, a, b, c, body, j):  # type: ignore[no-untyped-def]
    """Normal of triangle abc, height of body vertex j over it, and the weights of b and c of where it is."""
    ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
    vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
    rx, ry, rz = body[j, 0] - x[a, 0], body[j, 1] - x[a, 1], body[j, 2] - x[a, 2]
    nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
    q = 1.0 / (nx * nx + ny * ny + nz * nz + 1e-30)
    size = np.sqrt(q)
    uu, uv, vv = ux * ux + uy * uy + uz * uz, ux * vx + uy * vy + uz * vz, vx * vx + vy * vy + vz * vz
    ru, rv = rx * ux + ry * uy + rz * uz, rx * vx + ry * vy + rz * vz
    h = (rx * nx + ry * ny + rz * nz) * size
    return nx * size, ny * size, nz * size, h, (vv * ru - uv * rv) * q, (uu * rv - uv * ru) * q


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def smooth(spot, a, b, c, cosine):  # type: ignore[no-untyped-def]
    """Whether three points follow places that face the same way, or are far from what they follow."""
    if spot[a, 6] == ALOOF and spot[b, 6] == ALOOF and spot[c, 6] == ALOOF:
        return True
    if spot[a, 6] < 0.0 or spot[b, 6] < 0.0 or spot[c, 6] < 0.0:
        return False
    ab = spot[a, 3] * spot[b, 3] + spot[a, 4] * spot[b, 4] + spot[a, 5] * spot[b, 5]
    ac = spot[a, 3] * spot[c, 3] + spot[a, 4] * spot[c, 4] + spot[a, 5] * spot[c, 5]
    return min(ab, ac) > cosine


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_bent(x, who, fan, fan_ids, body, normals, triangles, near, spot, may, bent):  # type: ignore[no-untyped-def]
    """The triangles (k,) that body vertices may come through; returns how many.

    who: points whose triangles are looked at; may: (t,) whether a body vertex is near one, kept for the others."""
    for q in range(who.shape[0]):
        for s in range(fan[who[q]], fan[who[q] + 1]):
            may[fan_ids[s]] = True
    count = 0
    for t in range(triangles.shape[0]):
        if may[t]:
            bent[count] = t
            count += 1
    kept = 0
    for s in range(count):
        t = bent[s]
        may[t] = False
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        if near[a, 0] < 0 or near[b, 0] < 0 or near[c, 0] < 0 or smooth(spot, a, b, c, BENT + SOON):
            continue
        for k in range(3):
            j = near[triangles[t, k], 0]
            if (k > 0 and j == near[a, 0]) or (k == 2 and j == near[b, 0]):
                continue
            nx, ny, nz, h, wb, wc = over(x, a, b, c, body, j)
            side = normals[j, 0] * nx + normals[j, 1] * ny + normals[j, 2] * nz
            if abs(h) < NEAR + LATER and abs(side) > 0.5 * FACING and min(wb, wc) > -ASIDE and wb + wc < 1.0 + ASIDE:
                may[t] = True
                bent[kept] = t
                kept += 1
                break
    return kept


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_pokes(  # type: ignore[no-untyped-def]
    x, body, normals, motion, ahead, triangles, bent, near, spot, friction, tip, ids, weight, plane, drift, need, rub
):
    """Body vertices that may come through the middle of the `bent` (k,) of the cloth triangles (t, 3); how many.

    Looked at are the vertices followed by the corners, where these do not all lie on one smooth place. Writes tip
    (m,) the body's vertex, ids (m, 3), weight (m, 3), and plane, drift, need, rub as `find_planes` does."""
    m = 0
    for s in range(bent.shape[0]):
        t = bent[s]
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        if near[a, 0] < 0 or near[b, 0] < 0 or near[c, 0] < 0 or smooth(spot, a, b, c, BENT):
            continue
        for k in range(3):
            j = near[triangles[t, k], 0]
            if (k > 0 and j == near[a, 0]) or (k == 2 and j == near[b, 0]) or m == ids.shape[0]:
                continue
            nx, ny, nz, h, wb, wc = over(x, a, b, c, body, j)
            side = normals[j, 0] * nx + normals[j, 1] * ny + normals[j, 2] * nz
            if abs(h) > NEAR or abs(side) < FACING or wb < 0.0 or wc < 0.0 or wb + wc > 1.0:
                continue
            sign = 1.0 if side > 0.0 else -1.0
            nx, ny, nz = sign * nx, sign * ny, sign * nz
            tip[m] = j
            ids[m, 0], ids[m, 1], ids[m, 2] = a, b, c
            weight[m, 0], weight[m, 1], weight[m, 2] = 1.0 - wb - wc, wb, wc
            plane[m, 0], plane[m, 1], plane[m, 2] = nx, ny, nz
            drift[m, 0], drift[m, 1], drift[m, 2] = motion[j, 0], motion[j, 1], motion[j, 2]
            plane[m, 3] = 0.0
            for axis in range(3):
                plane[m, 3] += plane[m, axis] * (body[j, axis] - ahead * motion[j, axis])
            need[m] = CLEAR
            rub[m] = friction[a]
            m += 1
    return m
