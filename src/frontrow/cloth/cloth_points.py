"""Points of cloth against triangles of cloth.

Between layers the side is known: the outer layer stays on the outward side of the inner one. Within a layer the side is
the one where they met, remembered while they stay near.
"""

import numpy as np
from numba import njit

AHEAD = 0.0015  # m, how far beyond its room a contact is kept in mind


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def gather(x, pairs, starts, close, far):  # type: ignore[no-untyped-def]
    """Sort the pairs (m, 2) by point: starts (n + 1,), close (2 m,) the other points and far (2 m,) squared metres."""
    starts[:] = 0
    for e in range(pairs.shape[0]):
        starts[pairs[e, 0]] += 1
        starts[pairs[e, 1]] += 1
    total = np.int32(0)
    for i in range(starts.shape[0]):
        total += starts[i]
        starts[i] = total
    for e in range(pairs.shape[0] - 1, -1, -1):
        i, j = pairs[e, 0], pairs[e, 1]
        d = (x[i, 0] - x[j, 0]) ** 2 + (x[i, 1] - x[j, 1]) ** 2 + (x[i, 2] - x[j, 2]) ** 2
        starts[i] -= 1
        starts[j] -= 1
        close[starts[i]], far[starts[i]] = j, d
        close[starts[j]], far[starts[j]] = i, d


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_points(  # type: ignore[no-untyped-def]
    x, before, normals, face, layer, triangles, fan, fan_ids, first, close, far, room, reach,
    was, was_side, met, met_side, m, ids, weight, normal, need,
):  # fmt: skip
    """List the contacts of points with triangles, the nearest on either side of each point, from m on; returns how
    many in all.

    first, close, far: near points as `gather` sorts them; close is used up. before: (n, 3) positions when contacts
    were last looked for; was, was_side: (n, 2) triangles met then, and on which side; met, met_side: the same for now.
    Writes ids (m, 4), weight (m, 4), normal (m, 3), need (m,)."""
    for i in range(x.shape[0]):
        met[i, 0] = met[i, 1] = -1
        start, end = first[i], first[i + 1]
        if start == end:
            continue
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        for _ in range(2):
            best = -1
            for s in range(start, end):
                if close[s] >= 0 and (best < 0 or far[s] < far[best]):
                    best = s
            if best < 0:
                break
            j = close[best]
            close[best] = -1
            nx, ny, nz = normals[j, 0], normals[j, 1], normals[j, 2]
            side = (px - x[j, 0]) * nx + (py - x[j, 1]) * ny + (pz - x[j, 2]) * nz
            # of the others only those beyond the point may be the second
            for s in range(start, end):
                q = close[s]
                if q >= 0 and side * ((px - x[q, 0]) * nx + (py - x[q, 1]) * ny + (pz - x[q, 2]) * nz) > 0.0:
                    close[s] = -1
            f = -1
            wa = wb = wc = h = 0.0
            for s in range(fan[j], fan[j + 1]):
                t = fan_ids[s]
                a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
                rx, ry, rz = px - x[a, 0], py - x[a, 1], pz - x[a, 2]
                ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
                vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
                uu, uv, vv = ux * ux + uy * uy + uz * uz, ux * vx + uy * vy + uz * vz, vx * vx + vy * vy + vz * vz
                ru, rv = rx * ux + ry * uy + rz * uz, rx * vx + ry * vy + rz * vz
                q = 1.0 / (uu * vv - uv * uv + 1e-30)
                wb = (vv * ru - uv * rv) * q
                wc = (uu * rv - uv * ru) * q
                wa = 1.0 - wb - wc
                if min(wa, min(wb, wc)) < -0.02:
                    continue
                h = rx * face[t, 0] + ry * face[t, 1] + rz * face[t, 2]
                if abs(h) < reach:
                    f = t
                    break
            if f < 0 or m == ids.shape[0]:
                continue
            a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
            nx, ny, nz = face[f, 0], face[f, 1], face[f, 2]
            # the side is the one it was on when contacts were last looked for
            ax, ay, az = before[a, 0], before[a, 1], before[a, 2]
            ux, uy, uz = before[b, 0] - ax, before[b, 1] - ay, before[b, 2] - az
            vx, vy, vz = before[c, 0] - ax, before[c, 1] - ay, before[c, 2] - az
            rx, ry, rz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
            q = 1.0 / np.sqrt(rx * rx + ry * ry + rz * rz + 1e-30)
            past = q * ((before[i, 0] - ax) * rx + (before[i, 1] - ay) * ry + (before[i, 2] - az) * rz)
            sign = 1.0 if (past if abs(h) < 2.0 * room else h) >= 0.0 else -1.0
            under = max(layer[a], max(layer[b], layer[c]))  # where sheets of two are sewn together
            if layer[i] == under or normals[i, 0] * nx + normals[i, 1] * ny + normals[i, 2] * nz < 0.1:
                for k in range(2):
                    g = was[i, k]
                    if g < 0 or h * was_side[i, k] < -2.0 * room:
                        continue
                    if face[g, 0] * nx + face[g, 1] * ny + face[g, 2] * nz <= 0.0:
                        continue
                    shared = False
                    for r in range(3):
                        t = triangles[g, r]
                        if t in (a, b, c):
                            shared = True
                    if shared:
                        sign = was_side[i, k]
                        break
                k = 0 if met[i, 0] < 0 else 1
                met[i, k] = f
                met_side[i, k] = sign
            else:
                sign = 1.0 if layer[i] > under else -1.0
            if sign * h > room + AHEAD + 1.5 * abs(past - h):
                continue
            ids[m, 0], ids[m, 1], ids[m, 2], ids[m, 3] = i, a, b, c
            weight[m, 0], weight[m, 1], weight[m, 2], weight[m, 3] = 1.0, -wa, -wb, -wc
            normal[m, 0], normal[m, 1], normal[m, 2] = sign * nx, sign * ny, sign * nz
            need[m] = room
            m += 1
    return m
