"""Time: falling, air, inner friction and the velocity that follows from the corrected positions."""

import numpy as np
from numba import njit

from frontrow.cloth.blocks import WIDTH
from frontrow.cloth.lanes import LANES, pull, push, sides, total


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def predict(x, p, v, fall, dt, keep):  # type: ignore[no-untyped-def]
    """Remember positions in p and move x by velocity; all (n, 4).

    fall: (n,) m/s downwards that weight adds in dt; keep: the share of velocity that stays."""
    for i in range(x.shape[0]):
        p[i, 0], p[i, 1], p[i, 2] = x[i, 0], x[i, 1], x[i, 2]
        x[i, 0] += dt * keep * v[i, 0]
        x[i, 1] += dt * (keep * v[i, 1] - fall[i])
        x[i, 2] += dt * keep * v[i, 2]


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def velocities(x, p, v, dt, limit):  # type: ignore[no-untyped-def]
    """v = (x - p) / dt, no faster than `limit` m/s; all (n, 4)."""
    rate = 1.0 / dt
    for i in range(x.shape[0]):
        a, b, c = (x[i, 0] - p[i, 0]) * rate, (x[i, 1] - p[i, 1]) * rate, (x[i, 2] - p[i, 2]) * rate
        q = a * a + b * b + c * c
        if q > limit * limit:
            q = limit / np.sqrt(q)
            a, b, c = a * q, b * q, c * q
        v[i, 0], v[i, 1], v[i, 2] = a, b, c


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def advance(x, p, fall, dt, keep, limit):  # type: ignore[no-untyped-def]
    """`velocities` of one substep and `predict` of the next, in one pass."""
    far = limit * dt
    for i in range(x.shape[0]):
        x0, x1, x2 = x[i, 0], x[i, 1], x[i, 2]
        a, b, c = x0 - p[i, 0], x1 - p[i, 1], x2 - p[i, 2]
        q = a * a + b * b + c * c
        if q > far * far:
            q = far / np.sqrt(q)
            a, b, c = a * q, b * q, c * q
        p[i, 0], p[i, 1], p[i, 2] = x0, x1, x2
        x[i, 0], x[i, 1], x[i, 2] = x0 + keep * a, x1 + keep * b - dt * fall[i], x2 + keep * c


_sides2, _sides3, _pull, _total, _push = sides(2), sides(3), pull(2), total(3), push(3)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def damp(x, v, w, ids, share):  # type: ignore[no-untyped-def]
    """Take a share of the relative velocity along each edge; exchanges momentum only, so the total is conserved.

    x, v: (n, 4); ids: (b, 2, WIDTH); share: (b, 1, WIDTH), over the sum of both inverse masses."""
    s, r = np.empty((3, WIDTH), np.float32), np.empty((3, WIDTH), np.float32)
    tiny = np.float32(1e-18)
    for b in range(ids.shape[0]):
        for t in range(0, WIDTH, LANES):
            _sides2(x, ids, b, t, s)
            _sides2(v, ids, b, t, r)
        for t in range(WIDTH):
            dx, dy, dz = s[0, t], s[1, t], s[2, t]
            q = -share[b, 0, t] * (r[0, t] * dx + r[1, t] * dy + r[2, t] * dz) / (dx * dx + dy * dy + dz * dz + tiny)
            s[0, t], s[1, t], s[2, t] = q * dx, q * dy, q * dz
        for t in range(0, WIDTH, LANES):
            _pull(v, ids, b, t, s, w)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def air(x, v, w, ids, factor, dt, wx, wy, wz):  # type: ignore[no-untyped-def]
    """Pressure of the air on each triangle, against its velocity through the wind along its normal.

    x, v: (n, 4); ids: (b, 3, WIDTH); factor: (b, 1, WIDTH) rho_air * drag / 2, so that force = factor * area * speed²
    (Hoerner 1965). Taken implicitly, it can stop the relative motion and never turn it round."""
    s, r = np.empty((6, WIDTH), np.float32), np.empty((3, WIDTH), np.float32)
    mean = np.empty(WIDTH, np.float32)
    wx, wy, wz, half = np.float32(wx), np.float32(wy), np.float32(wz), np.float32(0.5 * dt)
    third, one, tiny = np.float32(1.0 / 3.0), np.float32(1.0), np.float32(1e-18)
    for b in range(ids.shape[0]):
        for t in range(0, WIDTH, LANES):
            _sides3(x, ids, b, t, s)
            _total(v, ids, b, t, r)
        for t in range(WIDTH):
            mean[t] = w[ids[b, 0, t]] + w[ids[b, 1, t]] + w[ids[b, 2, t]]
        for t in range(WIDTH):
            nx = s[1, t] * s[5, t] - s[2, t] * s[4, t]
            ny = s[2, t] * s[3, t] - s[0, t] * s[5, t]
            nz = s[0, t] * s[4, t] - s[1, t] * s[3, t]
            double = np.sqrt(nx * nx + ny * ny + nz * nz) + tiny
            speed = (r[0, t] * third - wx) * nx + (r[1, t] * third - wy) * ny + (r[2, t] * third - wz) * nz
            speed /= double
            push = factor[b, 0, t] * half * double * abs(speed) * third
            push *= -speed / (one + push * mean[t] * third) / double
            r[0, t], r[1, t], r[2, t] = push * nx, push * ny, push * nz
        for t in range(0, WIDTH, LANES):
            _push(v, ids, b, t, r, w)
