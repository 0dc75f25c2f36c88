"""Cloth against cloth: folds of one garment, and one garment over another.

Contacts are points against triangles and edges against edges. Between layers the side is known: the outer layer stays
on the outward side of the inner one. Within a layer the side is the one where they met, remembered while they stay
near. Where cloth already passes through cloth, no side is right: `tangle` draws the two apart instead.
"""

import numpy as np
from numba import njit

SHARP = 0.6  # cosine between a crease's triangles and the mean of their normals
AHEAD = 0.0015  # m, how far beyond its room a contact is kept in mind


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_flat(x, triangles, border, least, normals, face, flat):  # type: ignore[no-untyped-def]
    """Unit normals of vertices (n, 3) and triangles (t, 3), and flat (n,): 2 where all triangles round a vertex
    lie within the cosine `least` of its normal and it is no border (n,), 0 where it is creased sharply, else 1."""
    for i in range(normals.shape[0]):
        normals[i, 0] = normals[i, 1] = normals[i, 2] = 0.0
        flat[i] = 1 if border[i] else 2
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
        vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for k in (a, b, c):
            normals[k, 0] += nx
            normals[k, 1] += ny
            normals[k, 2] += nz
        q = 1.0 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-30)
        face[t, 0], face[t, 1], face[t, 2] = nx * q, ny * q, nz * q
    for i in range(normals.shape[0]):
        q = 1.0 / np.sqrt(normals[i, 0] ** 2 + normals[i, 1] ** 2 + normals[i, 2] ** 2 + 1e-30)
        normals[i, 0] *= q
        normals[i, 1] *= q
        normals[i, 2] *= q
    for t in range(triangles.shape[0]):
        for r in range(3):
            k = triangles[t, r]
            q = normals[k, 0] * face[t, 0] + normals[k, 1] * face[t, 1] + normals[k, 2] * face[t, 2]
            if q < SHARP:
                flat[k] = 0
            elif q < least:
                flat[k] = min(flat[k], 1)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_points(  # type: ignore[no-untyped-def]
    x, before, normals, face, flat, layer, triangles, ring, ring_ids, fan, fan_ids,
    low, cell, shape, starts, items, sorted_x, room, reach, was, was_side, met, met_side, hard,
    ids, weight, normal, need,
):  # fmt: skip
    """List the contacts of points with triangles, the nearest on either side of each point.

    The grid's cells are twice as wide as is looked. before: (n, 3) positions when contacts were last looked for;
    was, was_side: (n, 2) triangles met then, and on which side; met, met_side: the same for now. Writes ids (m, 4),
    weight (m, 4), normal (m, 3), need (m,), and hard (h, 2), pairs of points whose edges must be looked at. Returns m
    and h."""
    m = 0
    hards = 0
    wide = 0.25 * cell * cell
    near = np.empty(32, np.int32)
    far = np.empty(32)
    for own in range(x.shape[0]):
        i = items[own]
        met[i, 0] = met[i, 1] = -1
        px, py, pz = sorted_x[own, 0], sorted_x[own, 1], sorted_x[own, 2]
        a = max(int((px - low[0]) / cell - 0.5), 0)
        b = max(int((py - low[1]) / cell - 0.5), 0)
        c = max(int((pz - low[2]) / cell - 0.5), 0)
        last = min(c + 2, shape[2])
        found = 0
        for da in range(a, min(a + 2, shape[0])):
            for db in range(b, min(b + 2, shape[1])):
                row = (da * shape[1] + db) * shape[2]
                for s in range(starts[row + c], starts[row + last]):
                    d = (px - sorted_x[s, 0]) ** 2 + (py - sorted_x[s, 1]) ** 2 + (pz - sorted_x[s, 2]) ** 2
                    if d > wide or s == own or found == 32:
                        continue
                    j = items[s]
                    beside = False
                    for r in range(ring[i], ring[i + 1]):
                        if ring_ids[r] == j:
                            beside = True
                            break
                    if not beside:
                        near[found] = j
                        far[found] = d
                        found += 1
        # in a crease triangles pass through each other beside the points that they share
        for r in range(ring[i], ring[i + 1]):
            j = ring_ids[r]
            if (flat[i] == 0 or flat[j] == 0) and flat[i] + flat[j] < 3 and i < j and hards < hard.shape[0]:
                hard[hards, 0], hard[hards, 1] = i, j
                hards += 1
        if found == 0:
            continue
        # edges matter where both sheets are bent, or where one may already be through the other
        for s in range(found):
            j = near[s]
            if j < i or hards == hard.shape[0]:
                continue
            nx, ny, nz = normals[j, 0], normals[j, 1], normals[j, 2]
            h = (px - x[j, 0]) * nx + (py - x[j, 1]) * ny + (pz - x[j, 2]) * nz
            along = abs(normals[i, 0] * nx + normals[i, 1] * ny + normals[i, 2] * nz)
            if flat[i] + flat[j] == 4 and along > 0.85 and abs(h) > 0.4 * room:
                continue
            if flat[i] == 2 or flat[j] == 2:
                o, k = (i, j) if flat[i] == 2 else (j, i)
                nx, ny, nz = normals[o, 0], normals[o, 1], normals[o, 2]
                least, most = 1e9, -1e9
                for r in range(ring[k], ring[k + 1]):
                    q = ring_ids[r]
                    h = (x[q, 0] - x[o, 0]) * nx + (x[q, 1] - x[o, 1]) * ny + (x[q, 2] - x[o, 2]) * nz
                    least, most = min(least, h), max(most, h)
                if least > 0.2 * room or most < -0.2 * room:
                    continue
            hard[hards, 0], hard[hards, 1] = i, j
            hards += 1
        for _ in range(2):
            best = -1
            for s in range(found):
                if near[s] >= 0 and (best < 0 or far[s] < far[best]):
                    best = s
            if best < 0:
                break
            j = near[best]
            near[best] = -1
            nx, ny, nz = normals[j, 0], normals[j, 1], normals[j, 2]
            side = (px - x[j, 0]) * nx + (py - x[j, 1]) * ny + (pz - x[j, 2]) * nz
            # of the others only those beyond the point may be the second
            for s in range(found):
                q = near[s]
                if q >= 0 and side * ((px - x[q, 0]) * nx + (py - x[q, 1]) * ny + (pz - x[q, 2]) * nz) > 0.0:
                    near[s] = -1
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
            if layer[i] == layer[a] or normals[i, 0] * nx + normals[i, 1] * ny + normals[i, 2] * nz < 0.1:
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
                sign = 1.0 if layer[i] > layer[a] else -1.0
            if sign * h > room + AHEAD + 1.5 * abs(past - h):
                continue
            ids[m, 0], ids[m, 1], ids[m, 2], ids[m, 3] = i, a, b, c
            weight[m, 0], weight[m, 1], weight[m, 2], weight[m, 3] = 1.0, -wa, -wb, -wc
            normal[m, 0], normal[m, 1], normal[m, 2] = sign * nx, sign * ny, sign * nz
            need[m] = room
            m += 1
    return m, hards


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_edges(  # type: ignore[no-untyped-def]
    x, before, normals, layer, ring, ring_ids, room, reach, hard, hards, m, ids, weight, normal, need
):
    """List the contacts of edges with edges round the hard pairs of points, from m on; returns how many in all.

    Each is found once: from the ends that the two nearest points are nearer to."""
    for e in range(hards):
        i, j = hard[e, 0], hard[e, 1]
        rx, ry, rz = x[i, 0] - x[j, 0], x[i, 1] - x[j, 1], x[i, 2] - x[j, 2]
        for one in range(ring[i], ring[i + 1]):
            k = ring_ids[one]
            if k == j:
                continue
            ux, uy, uz = x[k, 0] - x[i, 0], x[k, 1] - x[i, 1], x[k, 2] - x[i, 2]
            uu, ur = ux * ux + uy * uy + uz * uz, ux * rx + uy * ry + uz * rz
            for two in range(ring[j], ring[j + 1]):
                l = ring_ids[two]  # noqa: E741
                if l in (i, k):
                    continue
                vx, vy, vz = x[l, 0] - x[j, 0], x[l, 1] - x[j, 1], x[l, 2] - x[j, 2]
                uv, vv = ux * vx + uy * vy + uz * vz, vx * vx + vy * vy + vz * vz
                vr = vx * rx + vy * ry + vz * rz
                q = uu * vv - uv * uv
                s, t = uv * vr - vv * ur, uu * vr - uv * ur
                if (
                    s < 0.0
                    or t < 0.0
                    or s > 0.5 * q
                    or t > 0.5 * q
                    or q < 0.01 * uu * vv
                    or k == l
                    or m == ids.shape[0]
                ):
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


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def solve_cloth(x, p, w, cloth, creep):  # type: ignore[no-untyped-def]
    """Hold the listed contacts apart, with Coulomb friction and without adding speed; p: positions a substep ago.

    cloth: (count (1,), ids, weight, normal, need, friction (n,)); creep: metres of overlap undone at most."""
    total, ids, weight, normal, need, friction = cloth
    for m in range(total[0]):
        a, b, c, d = ids[m, 0], ids[m, 1], ids[m, 2], ids[m, 3]
        wa, wb, wc, wd = weight[m, 0], weight[m, 1], weight[m, 2], weight[m, 3]
        nx, ny, nz = normal[m, 0], normal[m, 1], normal[m, 2]
        sx = wa * x[a, 0] + wb * x[b, 0] + wc * x[c, 0] + wd * x[d, 0]
        sy = wa * x[a, 1] + wb * x[b, 1] + wc * x[c, 1] + wd * x[d, 1]
        sz = wa * x[a, 2] + wb * x[b, 2] + wc * x[c, 2] + wd * x[d, 2]
        push = need[m] - (sx * nx + sy * ny + sz * nz)
        if push <= 0.0:
            continue
        ma, mb, mc, md = wa * w[a], wb * w[b], wc * w[c], wd * w[d]
        mass = wa * ma + wb * mb + wc * mc + wd * md
        if mass == 0.0:
            continue
        rx = sx - (wa * p[a, 0] + wb * p[b, 0] + wc * p[c, 0] + wd * p[d, 0])
        ry = sy - (wa * p[a, 1] + wb * p[b, 1] + wc * p[c, 1] + wd * p[d, 1])
        rz = sz - (wa * p[a, 2] + wb * p[b, 2] + wc * p[c, 2] + wd * p[d, 2])
        along = rx * nx + ry * ny + rz * nz
        push = min(push, max(-along, 0.0) + creep)
        tx, ty, tz = rx - along * nx, ry - along * ny, rz - along * nz
        hold = min(1.0, friction[a] * max(-along, 0.0) / (np.sqrt(tx * tx + ty * ty + tz * tz) + 1e-18))
        q = 1.0 / mass
        ox, oy, oz = (push * nx - hold * tx) * q, (push * ny - hold * ty) * q, (push * nz - hold * tz) * q
        along = max(along + push, 0.0) * q
        kx, ky, kz = along * nx, along * ny, along * nz
        for i, s in ((a, ma), (b, mb), (c, mc), (d, md)):
            x[i, 0] += s * ox
            x[i, 1] += s * oy
            x[i, 2] += s * oz
            p[i, 0] += s * kx
            p[i, 1] += s * ky
            p[i, 2] += s * kz
