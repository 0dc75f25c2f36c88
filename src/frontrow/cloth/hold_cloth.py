"""What contacts of cloth with cloth do: every one a point of one place against a point of another."""

import numpy as np
from numba import njit


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
