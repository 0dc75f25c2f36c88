"""Exact orientation tests: float64 where its sign is certain, exact expansions where it is not.

A sign is taken from floating point when the determinant exceeds Shewchuk's forward error bound (Shewchuk 1997, Adaptive
Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates, sections 4.3 and 4.4, bounds A); otherwise
every product is split without error (Dekker 1971; Shewchuk theorems 6, 7, 18) and added up exactly (his
Grow-Expansion, theorem 10). Right for every finite input whose products neither overflow nor underflow: differences of
1e-90 to 1e90 metres.
"""

import numpy as np
from numba import njit

EPSILON = 2.0**-53
BOUND3 = (7 + 56 * EPSILON) * EPSILON
BOUND2 = (3 + 16 * EPSILON) * EPSILON
SPLITTER = 2.0**27 + 1
TERMS3, TERMS2 = 6 * 8 * 4, 2 * 4 * 2


@njit(cache=True, nogil=True, inline="always")
def _two_product(a, b):  # type: ignore[no-untyped-def]
    """a * b as rounded value and error."""
    x = a * b
    c = SPLITTER * a
    ahi = c - (c - a)
    alo = a - ahi
    c = SPLITTER * b
    bhi = c - (c - b)
    blo = b - bhi
    return x, alo * blo - (((x - ahi * bhi) - alo * bhi) - ahi * blo)


@njit(cache=True, nogil=True)
def _difference(a, b, out):  # type: ignore[no-untyped-def]
    """a - b as out = (rounded value, error)."""
    x = a - b
    back = a - x
    out[0] = x
    out[1] = (a - (x + back)) + (back - b)


@njit(cache=True, nogil=True)
def _grow(e, n, b):  # type: ignore[no-untyped-def]
    """Add b to the expansion e of n components, smallest first, without error; returns how many it has now."""
    q, kept = b, 0
    for i in range(n):
        x = q + e[i]
        virtual = x - q
        error = (q - (x - virtual)) + (e[i] - virtual)
        q = x
        if error != 0.0:
            e[kept] = error
            kept += 1
    if q != 0.0:
        e[kept] = q
        kept += 1
    return kept


@njit(cache=True, nogil=True)
def _exact3(x, a, b, c, d):  # type: ignore[no-untyped-def]
    m = np.empty((3, 3, 2))
    for axis in range(3):
        _difference(x[a, axis], x[d, axis], m[0, axis])
        _difference(x[b, axis], x[d, axis], m[1, axis])
        _difference(x[c, axis], x[d, axis], m[2, axis])
    e = np.empty(TERMS3 + 1)
    n = 0
    for i in range(3):
        for turn in range(2):
            j, k = ((i + 1) % 3, (i + 2) % 3) if turn == 0 else ((i + 2) % 3, (i + 1) % 3)
            sign = 1.0 if turn == 0 else -1.0
            for part in range(8):
                u, v, w = m[0, i, part & 1], m[1, j, part >> 1 & 1], m[2, k, part >> 2]
                if u == 0.0 or v == 0.0 or w == 0.0:
                    continue
                high, low = _two_product(u, v)
                for factor in (high, low):
                    p, q = _two_product(factor, w)
                    n = _grow(e, n, sign * q)
                    n = _grow(e, n, sign * p)
    return 0 if n == 0 else (1 if e[n - 1] > 0 else -1)


@njit(cache=True, nogil=True)
def _exact2(x, a, b, c, one, two):  # type: ignore[no-untyped-def]
    m = np.empty((4, 2))
    _difference(x[a, one], x[c, one], m[0])
    _difference(x[a, two], x[c, two], m[1])
    _difference(x[b, one], x[c, one], m[2])
    _difference(x[b, two], x[c, two], m[3])
    e = np.empty(TERMS2 + 1)
    n = 0
    for i in range(2):
        for j in range(2):
            p, q = _two_product(m[0, i], m[3, j])
            n = _grow(e, n, q)
            n = _grow(e, n, p)
            p, q = _two_product(m[1, i], m[2, j])
            n = _grow(e, n, -q)
            n = _grow(e, n, -p)
    return 0 if n == 0 else (1 if e[n - 1] > 0 else -1)


@njit(cache=True, nogil=True)
def orient3d(x, a, b, c, d):  # type: ignore[no-untyped-def]
    """Sign of det(xa - xd, xb - xd, xc - xd) for rows a, b, c, d of x (n, 3): 0 exactly when they lie in a plane."""
    ax, ay, az = x[a, 0] - x[d, 0], x[a, 1] - x[d, 1], x[a, 2] - x[d, 2]
    bx, by, bz = x[b, 0] - x[d, 0], x[b, 1] - x[d, 1], x[b, 2] - x[d, 2]
    cx, cy, cz = x[c, 0] - x[d, 0], x[c, 1] - x[d, 1], x[c, 2] - x[d, 2]
    bxcy, cxby, cxay, axcy, axby, bxay = bx * cy, cx * by, cx * ay, ax * cy, ax * by, bx * ay
    det = az * (bxcy - cxby) + bz * (cxay - axcy) + cz * (axby - bxay)
    most = (
        (abs(bxcy) + abs(cxby)) * abs(az) + (abs(cxay) + abs(axcy)) * abs(bz) + (abs(axby) + abs(bxay)) * abs(cz)
    ) * BOUND3
    if det > most:
        return 1
    if det < -most:
        return -1
    return _exact3(x, a, b, c, d)


@njit(cache=True, nogil=True)
def orient2d(x, a, b, c, one, two):  # type: ignore[no-untyped-def]
    """Sign of the turn from a over b to c, looking at axes `one` and `two` of x (n, 3): 0 exactly when in line."""
    left = (x[a, one] - x[c, one]) * (x[b, two] - x[c, two])
    right = (x[a, two] - x[c, two]) * (x[b, one] - x[c, one])
    det = left - right
    most = (abs(left) + abs(right)) * BOUND2
    if det > most:
        return 1
    if det < -most:
        return -1
    return _exact2(x, a, b, c, one, two)
