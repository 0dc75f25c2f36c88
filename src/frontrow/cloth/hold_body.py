"""What contacts with the body do: planes hold points, body vertices lift triangles."""

import numpy as np
from numba import njit


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
