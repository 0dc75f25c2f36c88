"""Edges of cloth against edges of cloth, where points against triangles do not tell."""

import numpy as np
from numba import njit

from frontrow.cloth.cloth_points import AHEAD

TURNS = 6
FOLDED, PASSING = 0.45, 0.2  # cosines: a fold that may close to 40 degrees in a frame, and one that may pass itself


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_hard(x, pairs, normals, flat, ring, ring_ids, room, reach, hard, through):  # type: ignore[no-untyped-def]
    """The near `pairs` (m, 2) of points round which edges must be looked at; returns how many.

    Those are where both sheets are bent or one may be through the other. Writes hard (h, 2), and through (h,): whether
    an edge may even pass through a triangle."""
    count = 0
    for e in range(pairs.shape[0]):
        i, j = pairs[e, 0], pairs[e, 1]
        nx, ny, nz = normals[j, 0], normals[j, 1], normals[j, 2]
        dx, dy, dz = x[i, 0] - x[j, 0], x[i, 1] - x[j, 1], x[i, 2] - x[j, 2]
        h = dx * nx + dy * ny + dz * nz
        along = abs(normals[i, 0] * nx + normals[i, 1] * ny + normals[i, 2] * nz)
        if flat[i] + flat[j] == 4 and along > 0.85 and abs(h) > 0.4 * room:
            continue
        if flat[i] == 2 or flat[j] == 2:
            o, k = (i, j) if flat[i] == 2 else (j, i)
            ox, oy, oz = normals[o, 0], normals[o, 1], normals[o, 2]
            least, most = 1e9, -1e9
            for r in range(ring[k], ring[k + 1]):
                q = ring_ids[r]
                h = (x[q, 0] - x[o, 0]) * ox + (x[q, 1] - x[o, 1]) * oy + (x[q, 2] - x[o, 2]) * oz
                least, most = min(least, h), max(most, h)
            if least > 0.2 * room or most < -0.2 * room:
                continue
        if count == hard.shape[0]:
            break
        clear = between(x, ring, ring_ids, i, j, nx, ny, nz)
        if clear <= reach:
            clear = max(clear, between(x, ring, ring_ids, i, j, normals[i, 0], normals[i, 1], normals[i, 2]))
        if clear <= reach:
            size = 1.0 / np.sqrt(dx * dx + dy * dy + dz * dz + 1e-30)
            clear = max(clear, between(x, ring, ring_ids, i, j, dx * size, dy * size, dz * size))
        if clear <= reach:
            hard[count, 0], hard[count, 1] = i, j
            through[count] = clear <= 0.0
            count += 1
    return count


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_folds(creased, normals, face, flat, ring, ring_ids, fan, fan_ids, folds, through):  # type: ignore[no-untyped-def]
    """Neighbours round which a sharp crease, `creased` (k,), may close; there triangles pass through each other beside
    the points that they share. Writes as `find_hard` does; returns how many."""
    count = 0
    for q in range(creased.shape[0]):
        i = creased[q]
        for r in range(ring[i], ring[i + 1]):
            j = ring_ids[r]
            if (flat[j] == 0 and j < i) or count == folds.shape[0]:
                continue
            least = opening(normals, face, fan, fan_ids, i, j)
            if least > FOLDED:
                continue
            folds[count, 0], folds[count, 1] = min(i, j), max(i, j)
            through[count] = least < PASSING
            count += 1
    return count


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def opening(normals, face, fan, fan_ids, i, j):  # type: ignore[no-untyped-def]
    """Cosine from a direction to the farthest of the normals of the triangles round i and j, for the best of a few
    directions. While it is positive the triangles lie side by side as seen from there, and none passes through
    another (after Volino & Magnenat-Thalmann 1994)."""
    nx, ny, nz = normals[i, 0] + normals[j, 0], normals[i, 1] + normals[j, 1], normals[i, 2] + normals[j, 2]
    best = -1.0
    for _ in range(TURNS):
        size = 1.0 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-30)
        nx, ny, nz = nx * size, ny * size, nz * size
        least = 1.0
        worst = 0
        for k in (i, j):
            for s in range(fan[k], fan[k + 1]):
                t = fan_ids[s]
                c = nx * face[t, 0] + ny * face[t, 1] + nz * face[t, 2]
                if c < least:
                    least, worst = c, t
        best = max(best, least)
        if best > FOLDED:
            break
        # turn towards the farthest, until it is as near as a fold that is just open
        turn = 0.5 * (FOLDED + 0.1 - least)
        nx, ny, nz = nx + turn * face[worst, 0], ny + turn * face[worst, 1], nz + turn * face[worst, 2]
    return best


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def between(x, ring, ring_ids, i, j, nx, ny, nz):  # type: ignore[no-untyped-def]
    """Metres between i and its neighbours on one side, j and its neighbours on the other, along a unit vector."""
    low = high = 0.0
    for r in range(ring[i], ring[i + 1]):
        q = ring_ids[r]
        h = (x[q, 0] - x[i, 0]) * nx + (x[q, 1] - x[i, 1]) * ny + (x[q, 2] - x[i, 2]) * nz
        low, high = min(low, h), max(high, h)
    from_i = (x[i, 0] - x[j, 0]) * nx + (x[i, 1] - x[j, 1]) * ny + (x[i, 2] - x[j, 2]) * nz
    least = most = 0.0
    for r in range(ring[j], ring[j + 1]):
        q = ring_ids[r]
        h = (x[q, 0] - x[j, 0]) * nx + (x[q, 1] - x[j, 1]) * ny + (x[q, 2] - x[j, 2]) * nz
        least, most = min(least, h), max(most, h)
    return max(from_i + low - most, least - from_i - high)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_edges(  # type: ignore[no-untyped-def]
    x, before, normals, layer, ring, ring_ids, room, reach, hard, m, ids, weight, normal, need
):
    """List the contacts of edges with edges round the hard pairs of points, from m on; returns how many in all.

    Each is found once: from the ends that the two nearest points are nearer to."""
    one, two = np.empty((64, 5)), np.empty((64, 5))  # edges from i and from j: vector, its square, along r
    for e in range(hard.shape[0]):
        i, j = hard[e, 0], hard[e, 1]
        rx, ry, rz = x[i, 0] - x[j, 0], x[i, 1] - x[j, 1], x[i, 2] - x[j, 2]
        for edges, o in ((one, i), (two, j)):
            for c in range(min(ring[o + 1] - ring[o], 64)):
                k = ring_ids[ring[o] + c]
                ux, uy, uz = x[k, 0] - x[o, 0], x[k, 1] - x[o, 1], x[k, 2] - x[o, 2]
                edges[c, 0], edges[c, 1], edges[c, 2] = ux, uy, uz
                edges[c, 3], edges[c, 4] = ux * ux + uy * uy + uz * uz, ux * rx + uy * ry + uz * rz
        for c in range(min(ring[i + 1] - ring[i], 64)):
            ux, uy, uz, uu, ur = one[c, 0], one[c, 1], one[c, 2], one[c, 3], one[c, 4]
            for d in range(min(ring[j + 1] - ring[j], 64)):
                vx, vy, vz, vv, vr = two[d, 0], two[d, 1], two[d, 2], two[d, 3], two[d, 4]
                uv = ux * vx + uy * vy + uz * vz
                q = uu * vv - uv * uv
                s, t = uv * vr - vv * ur, uu * vr - uv * ur
                if min(s, t) < 0.0 or max(s, t) > 0.5 * q or q < 0.01 * uu * vv:
                    continue
                k, l = ring_ids[ring[i] + c], ring_ids[ring[j] + d]  # noqa: E741
                if k in (j, l) or l == i or m == ids.shape[0]:
                    continue
                s, t = s / q, t / q
                nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
                q = 1.0 / np.sqrt(q)
                nx, ny, nz = nx * q, ny * q, nz * q
                h = rx * nx + ry * ny + rz * nz
                if abs(h) > reach:
                    continue
                # the side is the one it was on when contacts were last looked for
                ax, ay, az = before[k, 0] - before[i, 0], before[k, 1] - before[i, 1], before[k, 2] - before[i, 2]
                bx, by, bz = before[l, 0] - before[j, 0], before[l, 1] - before[j, 1], before[l, 2] - before[j, 2]
                cx, cy, cz = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
                past = 0.0
                past += (before[i, 0] - before[j, 0]) * cx
                past += (before[i, 1] - before[j, 1]) * cy
                past += (before[i, 2] - before[j, 2]) * cz
                past /= np.sqrt(cx * cx + cy * cy + cz * cz + 1e-30)
                sign = 1.0 if (past if abs(h) < 2.0 * room else h) >= 0.0 else -1.0
                if layer[i] != layer[j]:
                    inner, up = (j, 1.0) if layer[i] > layer[j] else (i, -1.0)
                    along = normals[inner, 0] * nx + normals[inner, 1] * ny + normals[inner, 2] * nz
                    facing = 0.0
                    for axis in range(3):
                        facing += normals[i, axis] * normals[j, axis]
                    if facing > 0.1 and abs(along) > 0.3:
                        sign = up if along > 0.0 else -up
                if sign * h > room + AHEAD + 1.5 * abs(past - h) or sign * h < -2.0 * room:
                    continue
                ids[m, 0], ids[m, 1], ids[m, 2], ids[m, 3] = i, k, j, l
                weight[m, 0], weight[m, 1], weight[m, 2], weight[m, 3] = 1.0 - s, s, t - 1.0, -t
                normal[m, 0], normal[m, 1], normal[m, 2] = sign * nx, sign * ny, sign * nz
                need[m] = room
                m += 1
    return m
