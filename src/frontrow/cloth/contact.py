"""Contact with the body: who touches what, and what that does.

Each cloth point keeps up to two contacts, on two different parts of the body. A contact is followed over the
body's surface from frame to frame; only a point that is outside may exchange it for a nearer one, so a point pushed
into a limb comes out where it went in.
"""

import numpy as np
from numba import njit

from frontrow.cloth.geometry import barycentric

REACH = 0.04  # m, how far off the body a point looks for it
NEAR = 0.016  # m, how far off it is worth an exact contact


@njit(cache=True, fastmath=True, error_model="numpy")
def find_near(x, body, normals, parts, low, cell, shape, starts, items, near, score):  # type: ignore[no-untyped-def]
    """Nearest body vertices of at most two parts for each cloth point, into near (n, 2); -1 is none.

    score: (8,) scratch."""
    best = np.empty(8, np.int32)
    for i in range(x.shape[0]):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        a = int(np.floor((px - low[0]) / cell))
        b = int(np.floor((py - low[1]) / cell))
        c = int(np.floor((pz - low[2]) / cell))
        if a < -1 or b < -1 or c < -1 or a > shape[0] or b > shape[1] or c > shape[2]:
            near[i, 0] = near[i, 1] = -1
            continue
        score[:] = cell * cell
        best[:] = -1
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
        # a contact whose point is inside keeps its own place: forget the global answer for that part
        for k in range(2):
            j = near[i, k]
            if j < 0:
                continue
            h = (
                (px - body[j, 0]) * normals[j, 0]
                + (py - body[j, 1]) * normals[j, 1]
                + (pz - body[j, 2]) * normals[j, 2]
            )
            d = (px - body[j, 0]) ** 2 + (py - body[j, 1]) ** 2 + (pz - body[j, 2]) ** 2
            if h < 0.0 and d < 0.0036:
                q = parts[j]
                best[q] = j
                score[q] = 0.25 * min(d, score[q])
        one = -1
        two = -1
        for q in range(8):
            if best[q] < 0:
                continue
            if one < 0 or score[q] < score[one]:
                two = one
                one = q
            elif two < 0 or score[q] < score[two]:
                two = q
        near[i, 0] = best[one] if one >= 0 else -1
        near[i, 1] = best[two] if two >= 0 else -1


@njit(cache=True, fastmath=True, error_model="numpy")
def find_contacts(  # type: ignore[no-untyped-def]
    x, b0, b1, n0, n1, t, parts, ring, ring_ids, triangles, fan, fan_ids, near, point, motion, normal
):
    """Slide each contact to the nearest point of its part at time t (0 to 1) of the frame from b0 to b1.

    Writes the point, its motion over the whole frame and the outward normal there ((n, 2, 3) each); a zero normal
    is no contact."""
    o = 1.0 - t
    for i in range(x.shape[0]):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        for k in range(2):
            normal[i, k, 0] = normal[i, k, 1] = normal[i, k, 2] = 0.0
            j = near[i, k]
            if j < 0:
                continue
            part = parts[j]
            dx = px - o * b0[j, 0] - t * b1[j, 0]
            dy = py - o * b0[j, 1] - t * b1[j, 1]
            dz = pz - o * b0[j, 2] - t * b1[j, 2]
            best = dx * dx + dy * dy + dz * dz
            for _ in range(8):
                at = j
                for s in range(ring[at], ring[at + 1]):
                    m = ring_ids[s]
                    if parts[m] != part:
                        continue
                    dx = px - o * b0[m, 0] - t * b1[m, 0]
                    dy = py - o * b0[m, 1] - t * b1[m, 1]
                    dz = pz - o * b0[m, 2] - t * b1[m, 2]
                    d = dx * dx + dy * dy + dz * dz
                    if d < best:
                        best = d
                        j = m
                if j == at:
                    break
            near[i, k] = j
            if best > 0.0036:
                continue
            h = 0.0
            for axis in range(3):
                h += (x[i, axis] - o * b0[j, axis] - t * b1[j, axis]) * (o * n0[j, axis] + t * n1[j, axis])
            if h > 0.016:
                continue
            best = 1e9
            bf = -1
            bu, bv, bw = 0.0, 0.0, 0.0
            for s in range(fan[j], fan[j + 1]):
                f = fan_ids[s]
                a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
                ax, ay, az = (
                    o * b0[a, 0] + t * b1[a, 0],
                    o * b0[a, 1] + t * b1[a, 1],
                    o * b0[a, 2] + t * b1[a, 2],
                )
                bx, by, bz = (
                    o * b0[b, 0] + t * b1[b, 0],
                    o * b0[b, 1] + t * b1[b, 1],
                    o * b0[b, 2] + t * b1[b, 2],
                )
                cx, cy, cz = (
                    o * b0[c, 0] + t * b1[c, 0],
                    o * b0[c, 1] + t * b1[c, 1],
                    o * b0[c, 2] + t * b1[c, 2],
                )
                u, v, w = barycentric(px, py, pz, ax, ay, az, bx, by, bz, cx, cy, cz)
                dx = px - u * ax - v * bx - w * cx
                dy = py - u * ay - v * by - w * cy
                dz = pz - u * az - v * bz - w * cz
                d = dx * dx + dy * dy + dz * dz
                if d < best:
                    best = d
                    bf = f
                    bu, bv, bw = u, v, w
            if bf < 0:
                continue
            a, b, c = triangles[bf, 0], triangles[bf, 1], triangles[bf, 2]
            q = 0.0
            for axis in range(3):
                y0 = bu * b0[a, axis] + bv * b0[b, axis] + bw * b0[c, axis]
                y1 = bu * b1[a, axis] + bv * b1[b, axis] + bw * b1[c, axis]
                point[i, k, axis] = o * y0 + t * y1
                motion[i, k, axis] = y1 - y0
                nn = o * (bu * n0[a, axis] + bv * n0[b, axis] + bw * n0[c, axis]) + t * (
                    bu * n1[a, axis] + bv * n1[b, axis] + bw * n1[c, axis]
                )
                normal[i, k, axis] = nn
                q += nn * nn
            q = 1.0 / np.sqrt(q + 1e-30)
            h = 0.0
            for axis in range(3):
                normal[i, k, axis] *= q
                h += (x[i, axis] - point[i, k, axis]) * normal[i, k, axis]
            # a nearest point that lies aside, not below, is the rim of a part: another part covers this place
            aside = best - h * h
            if aside > (0.003 + 0.7 * abs(h)) ** 2:
                normal[i, k, 0] = normal[i, k, 1] = normal[i, k, 2] = 0.0


@njit(cache=True, fastmath=True, error_model="numpy")
def solve_contacts(x, p, w, point, motion, normal, ahead, step, offset, friction, creep):  # type: ignore[no-untyped-def]
    """Hold x off the body by offset (n,) metres with Coulomb friction (n,).

    ahead: frames since the contact was found; step: frames per substep. A push is no faster than the approach
    plus `creep` metres, and inelastic: p follows it, so that no speed comes of it."""
    for i in range(x.shape[0]):
        if w[i] == 0.0:
            continue
        need0 = offset[i]
        need1 = offset[i]
        has1 = normal[i, 1, 0] != 0.0 or normal[i, 1, 1] != 0.0 or normal[i, 1, 2] != 0.0
        has0 = normal[i, 0, 0] != 0.0 or normal[i, 0, 1] != 0.0 or normal[i, 0, 2] != 0.0
        if has0 and has1:
            facing = (
                normal[i, 0, 0] * normal[i, 1, 0]
                + normal[i, 0, 1] * normal[i, 1, 1]
                + normal[i, 0, 2] * normal[i, 1, 2]
            )
            if facing < -0.2:  # between two limbs: take the middle where there is no room for both
                gap = 0.0
                for k in range(2):
                    for axis in range(3):
                        gap += (x[i, axis] - point[i, k, axis] - ahead * motion[i, k, axis]) * normal[i, k, axis]
                if gap < 2.0 * offset[i]:
                    need0 = need1 = 0.5 * gap
            elif facing > 0.8:  # one surface met twice
                has1 = False
        for k in range(2):
            if (k == 0 and not has0) or (k == 1 and not has1):
                continue
            nx, ny, nz = normal[i, k, 0], normal[i, k, 1], normal[i, k, 2]
            h = (
                (x[i, 0] - point[i, k, 0] - ahead * motion[i, k, 0]) * nx
                + (x[i, 1] - point[i, k, 1] - ahead * motion[i, k, 1]) * ny
                + (x[i, 2] - point[i, k, 2] - ahead * motion[i, k, 2]) * nz
            )
            push = (need0 if k == 0 else need1) - h
            if push <= 0.0:
                continue
            rx = x[i, 0] - p[i, 0] - step * motion[i, k, 0]
            ry = x[i, 1] - p[i, 1] - step * motion[i, k, 1]
            rz = x[i, 2] - p[i, 2] - step * motion[i, k, 2]
            along = rx * nx + ry * ny + rz * nz
            push = min(push, max(-along, 0.0) + creep)
            tx, ty, tz = rx - along * nx, ry - along * ny, rz - along * nz
            slide = np.sqrt(tx * tx + ty * ty + tz * tz) + 1e-18
            hold = min(1.0, friction[i] * push / slide)
            x[i, 0] += push * nx - hold * tx
            x[i, 1] += push * ny - hold * ty
            x[i, 2] += push * nz - hold * tz
            along += push
            if along > 0.0:
                p[i, 0] += along * nx
                p[i, 1] += along * ny
                p[i, 2] += along * nz
