"""Time: falling, air, inner friction and the velocity that follows from the corrected positions."""

import numpy as np
from numba import njit

from frontrow.cloth.blocks import WIDTH


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def predict(x, p, v, w, pull, dt, gravity, keep):  # type: ignore[no-untyped-def]
    """Remember positions in p and move x by velocity and gravity (m/s² along Y, times pull (n,)).

    keep: the share of velocity that stays."""
    for i in range(x.shape[0]):
        p[i, 0], p[i, 1], p[i, 2] = x[i, 0], x[i, 1], x[i, 2]
        if w[i] > 0.0:
            v[i, 0] *= keep
            v[i, 1] = keep * v[i, 1] + dt * gravity * pull[i]
            v[i, 2] *= keep
            x[i, 0] += dt * v[i, 0]
            x[i, 1] += dt * v[i, 1]
            x[i, 2] += dt * v[i, 2]


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def velocities(x, p, v, w, dt, limit):  # type: ignore[no-untyped-def]
    """v = (x - p) / dt, no faster than `limit` m/s."""
    s = 1.0 / dt
    for i in range(x.shape[0]):
        if w[i] == 0.0:
            v[i, 0] = v[i, 1] = v[i, 2] = 0.0
            continue
        a, b, c = (x[i, 0] - p[i, 0]) * s, (x[i, 1] - p[i, 1]) * s, (x[i, 2] - p[i, 2]) * s
        q = a * a + b * b + c * c
        f = 1.0
        if q > limit * limit:
            f = limit / np.sqrt(q)
        v[i, 0], v[i, 1], v[i, 2] = a * f, b * f, c * f


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def damp(x, v, w, ids, share):  # type: ignore[no-untyped-def]
    """Take a share of the relative velocity along each edge; exchanges momentum only, so the total is conserved.

    ids: (b, 2, WIDTH); share: (b, 1, WIDTH), over the sum of both inverse masses."""
    s = np.empty((6, WIDTH), np.float32)
    for b in range(ids.shape[0]):
        for t in range(WIDTH):
            i, j = ids[b, 0, t], ids[b, 1, t]
            s[0, t], s[1, t], s[2, t] = x[i, 0] - x[j, 0], x[i, 1] - x[j, 1], x[i, 2] - x[j, 2]
            s[3, t], s[4, t], s[5, t] = v[i, 0] - v[j, 0], v[i, 1] - v[j, 1], v[i, 2] - v[j, 2]
        for t in range(WIDTH):
            dx, dy, dz = s[0, t], s[1, t], s[2, t]
            q = share[b, 0, t] * (s[3, t] * dx + s[4, t] * dy + s[5, t] * dz)
            q /= dx * dx + dy * dy + dz * dz + np.float32(1e-18)
            s[0, t], s[1, t], s[2, t] = q * dx, q * dy, q * dz
        for t in range(WIDTH):
            i, j = ids[b, 0, t], ids[b, 1, t]
            q, r = w[i], w[j]
            dx, dy, dz = np.float64(s[0, t]), np.float64(s[1, t]), np.float64(s[2, t])
            v[i, 0] -= q * dx
            v[i, 1] -= q * dy
            v[i, 2] -= q * dz
            v[j, 0] += r * dx
            v[j, 1] += r * dy
            v[j, 2] += r * dz


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def air(x, v, w, triangles, factor, dt, wx, wy, wz):  # type: ignore[no-untyped-def]
    """Pressure of the air on each triangle, against its velocity through the wind along its normal.

    factor: (t,) rho_air * drag / 2, so that force = factor * area * speed² (Hoerner 1965). Taken implicitly, it
    can stop the relative motion and never turn it round."""
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ux, uy, uz = x[b, 0] - x[a, 0], x[b, 1] - x[a, 1], x[b, 2] - x[a, 2]
        sx, sy, sz = x[c, 0] - x[a, 0], x[c, 1] - x[a, 1], x[c, 2] - x[a, 2]
        nx, ny, nz = uy * sz - uz * sy, uz * sx - ux * sz, ux * sy - uy * sx
        double = np.sqrt(nx * nx + ny * ny + nz * nz) + 1e-18
        nx, ny, nz = nx / double, ny / double, nz / double
        q = (v[a, 0] + v[b, 0] + v[c, 0]) / 3.0 - wx
        r = (v[a, 1] + v[b, 1] + v[c, 1]) / 3.0 - wy
        s = (v[a, 2] + v[b, 2] + v[c, 2]) / 3.0 - wz
        speed = q * nx + r * ny + s * nz
        push = factor[t] * 0.5 * double * abs(speed) * dt
        mean = (w[a] + w[b] + w[c]) / 3.0
        impulse = push * speed / (1.0 + push * mean / 3.0)
        for k in (a, b, c):
            f = impulse * w[k] / 3.0
            v[k, 0] -= f * nx
            v[k, 1] -= f * ny
            v[k, 2] -= f * nz
