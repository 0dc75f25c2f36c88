"""Cloth against cloth: folds of one garment, and one garment over another.

A contact is a point against a triangle. Between layers the side is known: the outer layer stays on the outward side
of the inner one. Within a layer the side is the one where they met, remembered while they stay near; cloth that has
gone well through stays through, for forcing a tangle tightens it.
"""

import numpy as np
from numba import njit

from frontrow.cloth.geometry import barycentric


@njit(cache=True, fastmath=True, error_model="numpy")
def find_pairs(  # type: ignore[no-untyped-def]
    x,
    before,
    normals,
    layer,
    triangles,
    ring,
    ring_ids,
    fan,
    fan_ids,
    low,
    cell,
    shape,
    starts,
    items,
    reach,
    gap,
    fold,
    met,
    met_side,
    point,
    face,
    weight,
    side,
):
    """List the point-triangle pairs nearer than `reach`; returns how many.

    Up to three for each point: the nearest of another layer, and the two nearest folds of its own.
    before: (n, 3) positions when pairs were last looked for. met, met_side: (n, 3) memory of triangles and sides.
    Writes point (m,), face (m,), weight (m, 3), side (m,).
    """
    count = 0
    room = point.shape[0]
    ids = np.empty(48, np.int32)
    far = np.empty(48, np.float64)
    was = np.empty(3, np.int32)
    was_side = np.empty(3, np.int8)
    for i in range(x.shape[0]):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        a = int((px - low[0]) / cell)
        b = int((py - low[1]) / cell)
        c = int((pz - low[2]) / cell)
        found = 0
        for da in range(max(a - 1, 0), min(a + 2, shape[0])):
            for db in range(max(b - 1, 0), min(b + 2, shape[1])):
                row = (da * shape[1] + db) * shape[2]
                for s in range(starts[row + max(c - 1, 0)], starts[row + min(c + 2, shape[2])]):
                    j = items[s]
                    d = (px - x[j, 0]) ** 2 + (py - x[j, 1]) ** 2 + (pz - x[j, 2]) ** 2
                    if d > cell * cell or j == i or found == 48:
                        continue
                    near = False
                    for r in range(ring[i], ring[i + 1]):
                        if ring_ids[r] == j:
                            near = True
                            break
                    if not near:
                        ids[found] = j
                        far[found] = d
                        found += 1
        for k in range(3):
            was[k] = met[i, k]
            was_side[k] = met_side[i, k]
            met[i, k] = -1
        if found == 0:
            continue
        first = -1
        for k in range(3):
            best = -1
            for s in range(found):
                j = ids[s]
                if (layer[j] == layer[i]) == (k == 0):
                    continue
                if best >= 0 and far[s] >= far[best]:
                    continue
                if k == 2:  # the other fold: not next to the first
                    if first < 0 or j == first:
                        continue
                    near = False
                    for r in range(ring[first], ring[first + 1]):
                        if ring_ids[r] == j:
                            near = True
                            break
                    if near:
                        continue
                best = s
            if best < 0:
                continue
            j = ids[best]
            if k == 1:
                first = j
            nearest = reach * reach
            bf = -1
            bu, bv, bw = 0.0, 0.0, 0.0
            for s in range(fan[j], fan[j + 1]):
                f = fan_ids[s]
                a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
                u, v, w = barycentric(
                    px,
                    py,
                    pz,
                    x[a, 0],
                    x[a, 1],
                    x[a, 2],
                    x[b, 0],
                    x[b, 1],
                    x[b, 2],
                    x[c, 0],
                    x[c, 1],
                    x[c, 2],
                )
                dx = px - u * x[a, 0] - v * x[b, 0] - w * x[c, 0]
                dy = py - u * x[a, 1] - v * x[b, 1] - w * x[c, 1]
                dz = pz - u * x[a, 2] - v * x[b, 2] - w * x[c, 2]
                d = dx * dx + dy * dy + dz * dz
                if d < nearest:
                    nearest = d
                    bf = f
                    bu, bv, bw = u, v, w
            if bf < 0 or count == room:
                continue
            a, b, c = triangles[bf, 0], triangles[bf, 1], triangles[bf, 2]
            ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
            vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
            nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
            q = 1.0 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-30)
            nx, ny, nz = nx * q, ny * q, nz * q
            h = (px - x[a, 0]) * nx + (py - x[a, 1]) * ny + (pz - x[a, 2]) * nz
            if nearest - h * h > (0.25 * (gap if k == 0 else fold) + 0.5 * abs(h)) ** 2:
                continue  # beside a hem, not over the cloth
            sign = 1 if h >= 0.0 else -1
            if k == 0:
                if normals[i, 0] * nx + normals[i, 1] * ny + normals[i, 2] * nz < 0.1:
                    continue
                sign = 1 if layer[i] > layer[triangles[bf, 0]] else -1
            else:
                # without memory, the side is the one it was on when pairs were last looked for
                a, b, c = triangles[bf, 0], triangles[bf, 1], triangles[bf, 2]
                ax, ay, az = before[a, 0], before[a, 1], before[a, 2]
                ux, uy, uz = before[b, 0] - ax, before[b, 1] - ay, before[b, 2] - az
                vx, vy, vz = before[c, 0] - ax, before[c, 1] - ay, before[c, 2] - az
                ox, oy, oz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
                ox, oy, oz = (
                    ox * (before[i, 0] - ax),
                    oy * (before[i, 1] - ay),
                    oz * (before[i, 2] - az),
                )
                was_over = ox + oy + oz
                if was_over != 0.0 and abs(h) < 1.5 * fold:
                    sign = 1 if was_over > 0.0 else -1
                for m in range(1, 3):
                    f = was[m]
                    if f < 0:
                        continue
                    shared = False
                    for p in range(3):
                        for r in range(3):
                            if triangles[f, p] == triangles[bf, r]:
                                shared = True
                    if not shared:
                        continue
                    a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
                    ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
                    vx, vy, vz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
                    turn = (uy * vz - uz * vy) * nx + (uz * vx - ux * vz) * ny + (ux * vy - uy * vx) * nz
                    if turn > 0.0 and h * was_side[m] > -1.5 * fold:
                        sign = was_side[m]
                    break
            met[i, k] = bf
            met_side[i, k] = sign
            point[count] = i
            face[count] = bf
            weight[count, 0], weight[count, 1], weight[count, 2] = bu, bv, bw
            side[count] = sign
            count += 1
    return count


@njit(cache=True, fastmath=True, error_model="numpy")
def solve_pairs(  # type: ignore[no-untyped-def]
    x, p, w, layer, triangles, count, point, face, weight, side, gap, fold, friction, creep
):
    """Keep the listed points on their side of their triangles, `gap` metres between layers and `fold` within one,
    with friction and without adding speed."""
    for m in range(count):
        i = point[m]
        f = face[m]
        a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
        bu, bv, bw = weight[m, 0], weight[m, 1], weight[m, 2]
        ax, ay, az = x[a, 0], x[a, 1], x[a, 2]
        ux, uy, uz = x[b, 0] - ax, x[b, 1] - ay, x[b, 2] - az
        vx, vy, vz = x[c, 0] - ax, x[c, 1] - ay, x[c, 2] - az
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        q = nx * nx + ny * ny + nz * nz + 1e-30
        h = ((x[i, 0] - ax) * nx + (x[i, 1] - ay) * ny + (x[i, 2] - az) * nz) * side[m]
        room = gap if layer[i] != layer[a] else fold
        if h > 0.0 and h * h > room * room * q:
            continue
        q = side[m] / np.sqrt(q)
        h *= side[m] * q
        nx, ny, nz = nx * q, ny * q, nz * q
        wi, wa, wb, wc = w[i], w[a], w[b], w[c]
        ws = wi + bu * bu * wa + bv * bv * wb + bw * bw * wc
        if ws == 0.0:
            continue
        rx = x[i, 0] - p[i, 0] - bu * (ax - p[a, 0]) - bv * (x[b, 0] - p[b, 0]) - bw * (x[c, 0] - p[c, 0])
        ry = x[i, 1] - p[i, 1] - bu * (ay - p[a, 1]) - bv * (x[b, 1] - p[b, 1]) - bw * (x[c, 1] - p[c, 1])
        rz = x[i, 2] - p[i, 2] - bu * (az - p[a, 2]) - bv * (x[b, 2] - p[b, 2]) - bw * (x[c, 2] - p[c, 2])
        along = rx * nx + ry * ny + rz * nz
        push = min(room - h, max(-along, 0.0) + creep)
        tx, ty, tz = rx - along * nx, ry - along * ny, rz - along * nz
        slide = np.sqrt(tx * tx + ty * ty + tz * tz) + 1e-18
        hold = min(1.0, friction[i] * push / slide)
        ox, oy, oz = (push * nx - hold * tx) / ws, (push * ny - hold * ty) / ws, (push * nz - hold * tz) / ws
        along = max(along + push, 0.0) / ws
        kx, ky, kz = along * nx, along * ny, along * nz
        x[i, 0] += wi * ox
        x[i, 1] += wi * oy
        x[i, 2] += wi * oz
        p[i, 0] += wi * kx
        p[i, 1] += wi * ky
        p[i, 2] += wi * kz
        for r in range(3):
            j = triangles[f, r]
            s = -weight[m, r] * w[j]
            x[j, 0] += s * ox
            x[j, 1] += s * oy
            x[j, 2] += s * oz
            p[j, 0] += s * kx
            p[j, 1] += s * ky
            p[j, 2] += s * kz
