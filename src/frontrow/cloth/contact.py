"""Contact with the body: who touches what, and what that does.

Each cloth point follows up to three places of the skin, on different limbs, by walking over the mesh to ever nearer
vertices. A few times a frame each place becomes a plane that moves with the body; in every substep points are held
off their planes. A point that is inside keeps its place, so it comes out where it went in.
"""

import numpy as np
from numba import njit

from frontrow.cloth.geometry import barycentric

SLOTS = 3  # most limbs that a point follows
REACH = 0.045  # m, how far off a limb that was not near before is looked for
APART = 0.012  # m, how far from what is followed already another place of the same limb may be
FAR = 0.06  # m, how far off a place is still followed
NEAR = 0.014  # m, how far off a place is worth a plane
BULGE = 0.006  # m, most that the body is thought to stand out between points of the cloth
CLEAR = 0.0015  # m, least room over such a bulge


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_limbs(x, first, body, normals, parts, low, cell, shape, starts, items, spot, near):  # type: ignore[no-untyped-def]
    """Give every second point of x (n, 3), from `first` on, up to three vertices of the body (nb, 3) to follow.

    items: body vertices sorted into cells, a few of each region. Writes near (n, 3), -1 is none. A new one is taken
    where its limb is nearer than what is followed."""
    score = np.empty(8)
    best = np.empty(8, np.int32)
    for i in range(first, x.shape[0], 2):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        a = int(np.floor((px - low[0]) / cell))
        b = int(np.floor((py - low[1]) / cell))
        c = int(np.floor((pz - low[2]) / cell))
        found = False
        other = -1
        farther = REACH * REACH
        j = near[i, 0]
        tx, ty, tz = (body[j, 0], body[j, 1], body[j, 2]) if j >= 0 else (1e3, 1e3, 1e3)
        for q in range(8):
            score[q] = REACH * REACH
            best[q] = -1
        for k in range(SLOTS):
            j = near[i, k]
            if j < 0 or (k == 0 and spot[i, 6] < 0.0):  # followed into a corner from where nothing is in sight
                continue
            dx, dy, dz = px - body[j, 0], py - body[j, 1], pz - body[j, 2]
            d = dx * dx + dy * dy + dz * dz
            inside = dx * normals[j, 0] + dy * normals[j, 1] + dz * normals[j, 2] < 0.0
            if d > FAR * FAR:
                continue
            found = True
            q = parts[j]
            if best[q] < 0 or d < score[q]:
                best[q] = j
                score[q] = -1.0 / d if inside else d
        if not (a < -1 or b < -1 or c < -1 or a > shape[0] or b > shape[1] or c > shape[2]):
            for da in range(max(a - 1, 0), min(a + 2, shape[0])):
                for db in range(max(b - 1, 0), min(b + 2, shape[1])):
                    row = (da * shape[1] + db) * shape[2]
                    first = starts[row + max(c - 1, 0)] if c - 1 < shape[2] else 0
                    last = starts[row + min(c + 2, shape[2])] if c - 1 < shape[2] else 0
                    for s in range(first, last):
                        j = items[s]
                        d = (px - body[j, 0]) ** 2 + (py - body[j, 1]) ** 2 + (pz - body[j, 2]) ** 2
                        q = parts[j]
                        if d < score[q]:
                            score[q] = d
                            best[q] = j
                            found = True
                        tj = (tx - body[j, 0]) ** 2 + (ty - body[j, 1]) ** 2 + (tz - body[j, 2]) ** 2
                        if d < farther and tj > APART * APART:
                            farther = d
                            other = j
        for k in range(SLOTS):
            near[i, k] = -1
            if not found:
                continue
            one = -1
            for q in range(8):
                if best[q] >= 0 and (one < 0 or score[q] < score[one]):
                    one = q
            if one >= 0:
                near[i, k] = best[one]
                best[one] = -1
            elif other >= 0:  # another place of the same limb: over a boot's edge the shin
                near[i, k] = other
                other = -1


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_planes(  # type: ignore[no-untyped-def]
    x, body, normals, motion, ring, ring_ids, triangles, fan, fan_ids, near, offset, friction, edges, spot,
    place, share, ids, plane, drift, need, rub,
):  # fmt: skip
    """Follow the places over the body as it is now, and list a plane for each that is near; returns how many.

    spot: (n, 7) scratch. Writes place (m,) and share (m, 3), the triangle and the weights of its corners, ids (m,),
    plane (m, 4) outward normal and height, drift (m, 3) motion over the whole frame, need (m,) metres to keep, rub
    (m,) friction."""
    count = 0
    for i in range(x.shape[0]):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        spot[i, 6] = -1.0
        before = count
        for k in range(SLOTS):
            j = near[i, k]
            if j < 0:
                continue
            dx, dy, dz = px - body[j, 0], py - body[j, 1], pz - body[j, 2]
            best = dx * dx + dy * dy + dz * dz
            beside = -1
            for _ in range(12):
                at = j
                far = 1e9
                for s in range(ring[at], ring[at + 1]):
                    m = ring_ids[s]
                    dx, dy, dz = px - body[m, 0], py - body[m, 1], pz - body[m, 2]
                    d = dx * dx + dy * dy + dz * dz
                    if d < far:
                        far = d
                        beside = m
                if far >= best:
                    break
                best = far
                j = beside
            near[i, k] = j
            if best > FAR * FAR:
                near[i, k] = -1
                continue
            h = (
                (px - body[j, 0]) * normals[j, 0]
                + (py - body[j, 1]) * normals[j, 1]
                + (pz - body[j, 2]) * normals[j, 2]
            )
            if h > NEAR or (k > 0 and j == near[i, 0]) or (k > 1 and j == near[i, 1]):
                continue
            best = 1e9
            on = -1
            u = v = w = 0.0
            # the triangles beside the second nearest vertex first: over the inside of one, the others are farther
            for turn in range(2):
                for s in range(fan[j], fan[j + 1]):
                    f = fan_ids[s]
                    a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
                    if (beside in (a, b, c)) == (turn == 1):
                        continue
                    wa, wb, wc = barycentric(
                        px, py, pz,
                        body[a, 0], body[a, 1], body[a, 2],
                        body[b, 0], body[b, 1], body[b, 2],
                        body[c, 0], body[c, 1], body[c, 2],
                    )  # fmt: skip
                    dx = px - wa * body[a, 0] - wb * body[b, 0] - wc * body[c, 0]
                    dy = py - wa * body[a, 1] - wb * body[b, 1] - wc * body[c, 1]
                    dz = pz - wa * body[a, 2] - wb * body[b, 2] - wc * body[c, 2]
                    d = dx * dx + dy * dy + dz * dz
                    if d < best:
                        best = d
                        on = f
                        u, v, w = wa, wb, wc
                if on >= 0 and min(u, min(v, w)) > 0.0:
                    break
            if on < 0:
                continue
            a, b, c = triangles[on, 0], triangles[on, 1], triangles[on, 2]
            qx = u * body[a, 0] + v * body[b, 0] + w * body[c, 0]
            qy = u * body[a, 1] + v * body[b, 1] + w * body[c, 1]
            qz = u * body[a, 2] + v * body[b, 2] + w * body[c, 2]
            nx = u * normals[a, 0] + v * normals[b, 0] + w * normals[c, 0]
            ny = u * normals[a, 1] + v * normals[b, 1] + w * normals[c, 1]
            nz = u * normals[a, 2] + v * normals[b, 2] + w * normals[c, 2]
            q = 1.0 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-30)
            nx, ny, nz = nx * q, ny * q, nz * q
            h = (px - qx) * nx + (py - qy) * ny + (pz - qz) * nz
            # a nearest point that lies aside, not below, is a rim: another place covers this one
            if best - h * h > (0.003 + 0.7 * abs(h)) ** 2:
                continue
            if count == before:
                spot[i, 0], spot[i, 1], spot[i, 2] = qx, qy, qz
                spot[i, 3], spot[i, 4], spot[i, 5] = nx, ny, nz
                spot[i, 6] = 0.0
            else:
                o = before
                facing = nx * plane[o, 0] + ny * plane[o, 1] + nz * plane[o, 2]
                gap = h + (px * plane[o, 0] + py * plane[o, 1] + pz * plane[o, 2]) - plane[o, 3]
                if facing < -0.2 and gap < 2.0 * offset[i]:  # no room for both: take the middle
                    need[o] = 0.5 * gap
            ids[count] = i
            plane[count, 0], plane[count, 1], plane[count, 2] = nx, ny, nz
            plane[count, 3] = qx * nx + qy * ny + qz * nz
            place[count] = on
            share[count, 0], share[count, 1], share[count, 2] = u, v, w
            for axis in range(3):
                drift[count, axis] = u * motion[a, axis] + v * motion[b, axis] + w * motion[c, axis]
            need[count] = offset[i] if count == before else min(offset[i], need[before])
            rub[count] = friction[i]
            count += 1
    # Between two points the body bulges by an eighth of how far its normal turns along the way (a sixth in the middle
    # of a triangle): where that is more than the room there is, stand off by more.
    for e in range(edges.shape[0]):
        a, b = edges[e, 0], edges[e, 1]
        if spot[a, 6] < 0.0 or spot[b, 6] < 0.0:
            continue
        sag = 0.0
        for axis in range(3):
            sag += (spot[b, axis] - spot[a, axis]) * (spot[b, axis + 3] - spot[a, axis + 3])
        sag = min(sag / 6.0, BULGE)
        spot[a, 6] = max(spot[a, 6], sag)
        spot[b, 6] = max(spot[b, 6], sag)
    for m in range(count):
        i = ids[m]
        if need[m] == offset[i]:
            need[m] = max(offset[i], spot[i, 6] + CLEAR)
    return count


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_pokes(  # type: ignore[no-untyped-def]
    x, body, normals, motion, triangles, near, spot, friction, tip, ids, weight, plane, drift, need, rub
):
    """Body vertices that may come through the middle of a cloth triangle (t, 3), a toe or a knuckle; returns how many.

    Looked at are the vertices followed by the corners, where these do not all lie on one smooth place. Writes tip
    (m,) the body's vertex, ids (m, 3), weight (m, 3), and plane, drift, need, rub as `find_planes` does."""
    m = 0
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        if near[a, 0] < 0 or near[b, 0] < 0 or near[c, 0] < 0 or m == ids.shape[0]:
            continue
        if spot[a, 6] >= 0.0 and spot[b, 6] >= 0.0 and spot[c, 6] >= 0.0:
            ab = spot[a, 3] * spot[b, 3] + spot[a, 4] * spot[b, 4] + spot[a, 5] * spot[b, 5]
            ac = spot[a, 3] * spot[c, 3] + spot[a, 4] * spot[c, 4] + spot[a, 5] * spot[c, 5]
            if min(ab, ac) > 0.94:
                continue
        ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
        vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        q = nx * nx + ny * ny + nz * nz + 1e-30
        uu, uv, vv = ux * ux + uy * uy + uz * uz, ux * vx + uy * vy + uz * vz, vx * vx + vy * vy + vz * vz
        size = 1.0 / np.sqrt(q)
        for k in range(3):
            j = near[a if k == 0 else (b if k == 1 else c), 0]
            if (k > 0 and j == near[a, 0]) or (k == 2 and j == near[b, 0]):
                continue
            rx, ry, rz = body[j, 0] - x[a, 0], body[j, 1] - x[a, 1], body[j, 2] - x[a, 2]
            h = (rx * nx + ry * ny + rz * nz) * size
            side = (normals[j, 0] * nx + normals[j, 1] * ny + normals[j, 2] * nz) * size
            if abs(h) > NEAR or abs(side) < 0.3:
                continue
            ru, rv = rx * ux + ry * uy + rz * uz, rx * vx + ry * vy + rz * vz
            wb, wc = (vv * ru - uv * rv) / q, (uu * rv - uv * ru) / q
            if wb < 0.0 or wc < 0.0 or wb + wc > 1.0:
                continue
            size = size if side > 0.0 else -size
            tip[m] = j
            ids[m, 0], ids[m, 1], ids[m, 2] = a, b, c
            weight[m, 0], weight[m, 1], weight[m, 2] = 1.0 - wb - wc, wb, wc
            plane[m, 0], plane[m, 1], plane[m, 2] = nx * size, ny * size, nz * size
            plane[m, 3] = (body[j, 0] * nx + body[j, 1] * ny + body[j, 2] * nz) * size
            drift[m, 0], drift[m, 1], drift[m, 2] = motion[j, 0], motion[j, 1], motion[j, 2]
            need[m] = CLEAR
            rub[m] = friction[a]
            m += 1
            size = abs(size)
    return m


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def solve_pokes(x, p, w, pokes, ahead, share, creep, less):  # type: ignore[no-untyped-def]
    """Lift cloth triangles off the body vertices that `find_pokes` listed. Arguments as in `solve_body`."""
    total, ids, weight, plane, drift, need, rub = pokes
    for m in range(total[0]):
        nx, ny, nz = plane[m, 0], plane[m, 1], plane[m, 2]
        mx, my, mz = drift[m, 0], drift[m, 1], drift[m, 2]
        away = mx * nx + my * ny + mz * nz
        h = rx = ry = rz = mass = 0.0
        for r in range(3):
            i, s = ids[m, r], weight[m, r]
            h += s * (x[i, 0] * nx + x[i, 1] * ny + x[i, 2] * nz)
            rx += s * (x[i, 0] - p[i, 0])
            ry += s * (x[i, 1] - p[i, 1])
            rz += s * (x[i, 2] - p[i, 2])
            mass += s * s * w[i]
        push = need[m] - less + plane[m, 3] + ahead * away - h
        if push <= 0.0 or mass == 0.0:
            continue
        rx, ry, rz = rx - share * mx, ry - share * my, rz - share * mz
        along = rx * nx + ry * ny + rz * nz
        push = min(push, max(-along, 0.0) + creep)
        tx, ty, tz = rx - along * nx, ry - along * ny, rz - along * nz
        hold = min(1.0, rub[m] * max(-along, 0.0) / (np.sqrt(tx * tx + ty * ty + tz * tz) + 1e-18))
        along = max(along + push, 0.0)
        for r in range(3):
            i = ids[m, r]
            s = weight[m, r] * w[i] / mass
            x[i, 0] += s * (push * nx - hold * tx)
            x[i, 1] += s * (push * ny - hold * ty)
            x[i, 2] += s * (push * nz - hold * tz)
            p[i, 0] += s * along * nx
            p[i, 1] += s * along * ny
            p[i, 2] += s * along * nz


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_drift(count, motion, triangles, place, share, drift):  # type: ignore[no-untyped-def]
    """The motion (m, 3) of places that are known already, in a new frame."""
    for m in range(count):
        a, b, c = triangles[place[m], 0], triangles[place[m], 1], triangles[place[m], 2]
        for axis in range(3):
            drift[m, axis] = (
                share[m, 0] * motion[a, axis] + share[m, 1] * motion[b, axis] + share[m, 2] * motion[c, axis]
            )


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def solve_body(x, p, w, body, ahead, share, creep, less):  # type: ignore[no-untyped-def]
    """Hold x (n, 3) off the planes that `find_planes` listed, with Coulomb friction; p: positions a substep ago.

    body: (count (1,), ids, plane, drift, need, rub). ahead: frames since the planes were found; share: frames per
    substep; less: metres less than is needed. A push is no faster than the approach plus `creep` metres, and inelastic:
    p follows it, so that no speed comes of it. Friction answers to the approach alone."""
    total, ids, plane, drift, need, rub = body
    for m in range(total[0]):
        i = ids[m]
        nx, ny, nz = plane[m, 0], plane[m, 1], plane[m, 2]
        mx, my, mz = drift[m, 0], drift[m, 1], drift[m, 2]
        away = mx * nx + my * ny + mz * nz
        push = need[m] - less + plane[m, 3] + ahead * away - (x[i, 0] * nx + x[i, 1] * ny + x[i, 2] * nz)
        if push <= 0.0 or w[i] == 0.0:
            continue
        rx = x[i, 0] - p[i, 0] - share * mx
        ry = x[i, 1] - p[i, 1] - share * my
        rz = x[i, 2] - p[i, 2] - share * mz
        along = rx * nx + ry * ny + rz * nz
        push = min(push, max(-along, 0.0) + creep)
        tx, ty, tz = rx - along * nx, ry - along * ny, rz - along * nz
        hold = min(1.0, rub[m] * max(-along, 0.0) / (np.sqrt(tx * tx + ty * ty + tz * tz) + 1e-18))
        x[i, 0] += push * nx - hold * tx
        x[i, 1] += push * ny - hold * ty
        x[i, 2] += push * nz - hold * tz
        along += push
        if along > 0.0:
            p[i, 0] += along * nx
            p[i, 1] += along * ny
            p[i, 2] += along * nz
