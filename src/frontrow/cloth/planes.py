"""Places on the skin that cloth points follow, and the planes that stand for them in a frame.

Each cloth point walks over the mesh to ever nearer vertices, and each place becomes a plane that moves with the body.
A plane serves until the point has gone so far along the skin, or so much nearer to it, that it must be looked at again.
"""

import numpy as np
from numba import njit

from frontrow.cloth.geometry import barycentric
from frontrow.cloth.nearby import ALOOF, CORNER, FAR, SLOTS

NEAR = 0.014  # m, how far off a place is worth a plane
SOON = 0.35  # frames, rather more than from look to look: skin that comes nearer is met from farther off
BULGE = 0.006  # m, most that the body is thought to stand out between points of the cloth
CLEAR = 0.0015  # m, least room over such a bulge
NOTHING = -1e3  # m, what a plane needs that serves no more
SLIP, CLOSER = 0.0012, 0.4  # m, share of the room left: how far a point goes with one plane


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_planes(  # type: ignore[no-untyped-def]
    x, who, body, normals, motion, ahead, ring, ring_ids, triangles, fan, fan_ids, near, offset, friction, spot,
    free, count, ids, plane, drift, need, rub, place, share, start, way, rank,
    idle, idle_ids, idle_drift, idle_start, idle_way, idle_place,
):  # fmt: skip
    """Follow the places of the points `who` (k,) over the body as it is now, and list a plane for each that is near, in
    the places that are `free` (f,) and from `count` on, and those that are not near from `idle` on; returns how many
    there are then of both.

    ahead: frames since the moment for which heights are told. spot: (n, 7) the first place of each point, its normal,
    and how far the body bulges there, or CORNER, ALOOF. Writes ids (m,), plane (m, 4) outward normal and height, drift
    (m, 3) motion over the whole frame, need (m,) metres to keep, rub (m,) friction, place (m,) and share (m, 3), the
    triangle and the weights of its corners, start (m, 3) where the point was, less the drift, way (m,) how far it may
    go from there until it must be looked at again, metres squared, and rank (m,), which plane of its point it is."""
    used = 0
    first = np.empty(SLOTS, np.int32)
    for q in range(who.shape[0]):
        i = who[q]
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        room = max(offset[i], spot[i, 6] + CLEAR)
        bulge = max(spot[i, 6], 0.0)
        height = 0.0
        pinched = False
        spot[i, 6] = CORNER
        planes = 0
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
            if (k > 0 and j == near[i, 0]) or (k > 1 and j == near[i, 1]):
                near[i, k] = -1
                continue
            # until a plane turns out to be worth it
            idle_ids[idle], idle_place[idle] = i, j
            for axis in range(3):
                idle_drift[idle, axis] = motion[j, axis]
                idle_start[idle, axis] = x[i, axis] - ahead * motion[j, axis]
            idle_way[idle] = max(SLIP, 0.5 * (h - 0.5 * NEAR)) ** 2
            idle += 1
            toward = motion[j, 0] * normals[j, 0] + motion[j, 1] * normals[j, 1] + motion[j, 2] * normals[j, 2]
            if h > NEAR + SOON * max(toward, 0.0):
                if k == 0:
                    spot[i, 6] = ALOOF
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
            if planes == 0:
                spot[i, 0], spot[i, 1], spot[i, 2] = qx, qy, qz
                spot[i, 3], spot[i, 4], spot[i, 5] = nx, ny, nz
                spot[i, 6] = 0.0
            else:
                o = first[0]
                facing = nx * plane[o, 0] + ny * plane[o, 1] + nz * plane[o, 2]
                gap = h + (px * plane[o, 0] + py * plane[o, 1] + pz * plane[o, 2]) - height
                if facing < -0.2 and gap < 4.0 * offset[i]:
                    pinched = True
                    if gap < 2.0 * offset[i]:  # no room for both: take the middle
                        need[o] = 0.5 * gap
            idle -= 1
            if used < free.shape[0]:
                o = free[used]
                used += 1
            else:
                o = count
                count += 1
            first[planes] = o
            ids[o], place[o], rub[o], rank[o] = i, on, friction[i], planes
            plane[o, 0], plane[o, 1], plane[o, 2] = nx, ny, nz
            share[o, 0], share[o, 1], share[o, 2] = u, v, w
            plane[o, 3] = qx * nx + qy * ny + qz * nz
            height = plane[o, 3] if planes == 0 else height
            for axis in range(3):
                m = u * motion[a, axis] + v * motion[b, axis] + w * motion[c, axis]
                drift[o, axis] = m
                start[o, axis] = x[i, axis] - ahead * m
                plane[o, 3] -= ahead * m * plane[o, axis]
            need[o] = room if planes == 0 or need[first[0]] >= offset[i] else need[first[0]]
            way[o] = max(SLIP, CLOSER * (h - need[o])) ** 2
            planes += 1
        if planes:
            spot[i, 6] = bulge
        if pinched:
            for k in range(planes):
                way[first[k]] = 0.0
    return count, idle


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def stand_off(edges, spot, count, ids, offset, need):  # type: ignore[no-untyped-def]
    """Raise what is needed where the body bulges between two points by more than the room there is.

    It does by an eighth of how far its normal turns along the way, a sixth in the middle of a triangle."""
    for i in range(spot.shape[0]):
        spot[i, 6] = min(spot[i, 6], 0.0)
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
        if need[m] >= offset[i]:
            need[m] = max(offset[i], spot[i, 6] + CLEAR)
