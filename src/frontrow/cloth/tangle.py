"""Undoing tangles: where one piece of cloth passes through another, both move so that their contour gets shorter.

It needs no memory of which side was right (after Volino & Magnenat-Thalmann, Resolving surface collisions through
intersection contour minimization, 2006).
"""

import numpy as np
from numba import njit

ENDLESS = 1e3  # m, the room asked for where cloth must move on


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_tangles(  # type: ignore[no-untyped-def]
    x, face, triangles, ring, ring_ids, fan, fan_ids, hard, through, tangled, m, ids, weight, normal, need
):
    """Where edges pass through triangles round the hard pairs of points that may be through each other: contacts from m
    on that draw them apart.

    A crossing is found from each end of the edge and corner of the triangle that are near each other. tangled:
    (n,) points that take part. Returns how many contacts there are in all."""
    edge = np.empty((3, 64))
    for e in range(2 * hard.shape[0]):
        if not through[e >> 1]:
            continue
        i, j = hard[e >> 1, e & 1], hard[e >> 1, 1 - (e & 1)]
        around = min(ring[i + 1] - ring[i], 64)
        for r in range(around):
            for axis in range(3):
                edge[axis, r] = x[ring_ids[ring[i] + r], axis] - x[i, axis]
        for s in range(fan[j], fan[j + 1]):
            f = fan_ids[s]
            nx, ny, nz = face[f, 0], face[f, 1], face[f, 2]
            a = triangles[f, 0]
            ax, ay, az = x[a, 0], x[a, 1], x[a, 2]
            h = (x[i, 0] - ax) * nx + (x[i, 1] - ay) * ny + (x[i, 2] - az) * nz
            low, high = h, h
            for r in range(around):
                g = h + edge[0, r] * nx + edge[1, r] * ny + edge[2, r] * nz
                low, high = min(low, g), max(high, g)
            b, c = triangles[f, 1], triangles[f, 2]
            if low > 0.0 or high < 0.0 or i in (a, b, c):
                continue
            for r in range(around):
                k = ring_ids[ring[i] + r]
                g = h + edge[0, r] * nx + edge[1, r] * ny + edge[2, r] * nz
                if h * g >= 0.0 or k in (a, b, c):
                    continue
                t = h / (h - g)
                px = x[i, 0] + t * (x[k, 0] - x[i, 0])
                py = x[i, 1] + t * (x[k, 1] - x[i, 1])
                pz = x[i, 2] + t * (x[k, 2] - x[i, 2])
                rx, ry, rz = px - ax, py - ay, pz - az
                ux, uy, uz = x[b, 0] - ax, x[b, 1] - ay, x[b, 2] - az
                vx, vy, vz = x[c, 0] - ax, x[c, 1] - ay, x[c, 2] - az
                uu, uv, vv = ux * ux + uy * uy + uz * uz, ux * vx + uy * vy + uz * vz, vx * vx + vy * vy + vz * vz
                ru, rv = rx * ux + ry * uy + rz * uz, rx * vx + ry * vy + rz * vz
                q = 1.0 / (uu * vv - uv * uv + 1e-30)
                wb, wc = (vv * ru - uv * rv) * q, (uu * rv - uv * ru) * q
                wa = 1.0 - wb - wc
                if wa < 0.0 or wb < 0.0 or wc < 0.0:
                    continue
                tangled[i] = tangled[k] = tangled[a] = tangled[b] = tangled[c] = True
                gx, gy, gz = gradient(x, face, triangles, fan, fan_ids, i, k, nx, ny, nz, px, py, pz)
                q = np.sqrt(gx * gx + gy * gy + gz * gz)
                if q < 0.05 or m == ids.shape[0]:
                    continue
                q = 1.0 / q
                # the edge goes along the gradient, the nearest corner of the triangle against it
                ids[m, 0], ids[m, 1], ids[m, 2], ids[m, 3] = i, k, j, (b if j == a else a)
                weight[m, 0], weight[m, 1], weight[m, 2], weight[m, 3] = 1.0 - t, t, -1.0, 0.0
                normal[m, 0], normal[m, 1], normal[m, 2] = gx * q, gy * q, gz * q
                need[m] = ENDLESS
                m += 1
    return m


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def gradient(x, face, triangles, fan, fan_ids, i, k, nx, ny, nz, px, py, pz):  # type: ignore[no-untyped-def]
    """How the contour's length falls when the edge from i to k moves, which meets a plane of normal n at p."""
    ex, ey, ez = x[k, 0] - x[i, 0], x[k, 1] - x[i, 1], x[k, 2] - x[i, 2]
    q = 1.0 / np.sqrt(ex * ex + ey * ey + ez * ez + 1e-30)
    ex, ey, ez = ex * q, ey * q, ez * q
    gx = gy = gz = 0.0
    for o in range(fan[i], fan[i + 1]):
        e = fan_ids[o]
        if triangles[e, 0] != k and triangles[e, 1] != k and triangles[e, 2] != k:
            continue
        tip = triangles[e, 0] + triangles[e, 1] + triangles[e, 2] - i - k
        # the contour goes on along the line in which the two planes meet, into the edge's triangle
        lx = ny * face[e, 2] - nz * face[e, 1]
        ly = nz * face[e, 0] - nx * face[e, 2]
        lz = nx * face[e, 1] - ny * face[e, 0]
        q = np.sqrt(lx * lx + ly * ly + lz * lz)
        if q < 1e-3:
            continue
        ox, oy, oz = x[tip, 0] - px, x[tip, 1] - py, x[tip, 2] - pz
        along = ox * ex + oy * ey + oz * ez
        turn = lx * (ox - along * ex) + ly * (oy - along * ey) + lz * (oz - along * ez)
        q = (1.0 if turn > 0.0 else -1.0) / q
        gx, gy, gz = gx + q * lx, gy + q * ly, gz + q * lz
    across = ex * nx + ey * ny + ez * nz
    across = max(abs(across), 0.1) * (1.0 if across > 0.0 else -1.0)
    along = (gx * ex + gy * ey + gz * ez) / across
    return gx - along * nx, gy - along * ny, gz - along * nz


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def smoothen(x, tangled, ring, ring_ids, m, ids, weight, normal, need):  # type: ignore[no-untyped-def]
    """Contacts from m on that draw tangled points amid their neighbours, which opens a pinch; returns how many."""
    for i in range(x.shape[0]):
        count = ring[i + 1] - ring[i]
        if not tangled[i] or count < 3 or m == ids.shape[0]:
            continue
        a, b, c = ring_ids[ring[i]], ring_ids[ring[i] + count // 3], ring_ids[ring[i] + 2 * count // 3]
        far = 0.0
        for axis in range(3):
            mean = 0.0
            for r in range(ring[i], ring[i + 1]):
                mean += x[ring_ids[r], axis]
            normal[m, axis] = mean / count - x[i, axis]
            far += normal[m, axis] ** 2
        far = np.sqrt(far) + 1e-12
        now = 0.0
        for axis in range(3):
            normal[m, axis] /= far
            now += normal[m, axis] * (x[i, axis] - (x[a, axis] + x[b, axis] + x[c, axis]) / 3.0)
        ids[m, 0], ids[m, 1], ids[m, 2], ids[m, 3] = i, a, b, c
        weight[m, 0], weight[m, 1], weight[m, 2], weight[m, 3] = 1.0, -1.0 / 3.0, -1.0 / 3.0, -1.0 / 3.0
        need[m] = now + far
        m += 1
    return m


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def let_go(layer, tangled, last, ids, weight, normal, need):  # type: ignore[no-untyped-def]
    """Drop those of the contacts, up to last, whose both sides take part in a tangle of one layer, for within it sides
    mean nothing; the rest move up. Returns how many are left."""
    kept = 0
    for k in range(last):
        a, b, c, d = ids[k, 0], ids[k, 1], ids[k, 2], ids[k, 3]
        if need[k] < ENDLESS and layer[a] == layer[d]:
            one, other = tangled[a], tangled[c] or tangled[d]
            if weight[k, 1] > 0.0:  # an edge's other end
                one |= tangled[b]
            else:
                other |= tangled[b]
            if one and other:
                continue
        if kept < k:
            for r in range(4):
                ids[kept, r] = ids[k, r]
                weight[kept, r] = weight[k, r]
            for r in range(3):
                normal[kept, r] = normal[k, r]
            need[kept] = need[k]
        kept += 1
    return kept
