"""In-plane elasticity: warp, weft and shear of every triangle."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

ELASTIC = 150.0  # N/m: an elastic band is drawn out by its wearer, a woven is not


def frames(flat: Floats) -> Floats:
    """(t, 4) inverse rest matrices D00 D01 D10 D11: weft vector = e1 D00 + e2 D10, warp = e1 D01 + e2 D11."""
    a, b = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    det = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return np.ascontiguousarray(np.stack([b[:, 1], -b[:, 0], -a[:, 1], a[:, 0]], axis=1) / det[:, None])


def stiffness(cloth: Cloth) -> Floats:
    """(t, 3) N/m along weft, warp and in shear."""
    stiff = np.array([[m.stretch_weft, m.stretch_warp, m.shear] for m in cloth.materials])[cloth.material]
    stiff[cloth.elastic[1]] = np.minimum(stiff[cloth.elastic[1]], ELASTIC)
    return np.asarray(np.maximum(stiff, 1e-6))


def gains(triangles: Ints, rest: Floats, stiff: Floats, inverse_mass: Floats, dt: float) -> Floats:
    """(t, 3) gains for weft, warp and shear; stiff: (t, 3) stiffness times area.

    XPBD (Macklin et al. 2016, eq. 18) on the conditions of Baraff & Witkin (1998, eq. 10), with gradients of the rest
    shape. One sweep from zero multipliers acts like an explicit spring of compliance 1 / gain * dt², so the gain is
    that of the true compliance wherever a sweep can bear it, and the stiffest that is stable elsewhere.
    """
    u = np.stack([-(rest[:, 0] + rest[:, 2]), rest[:, 0], rest[:, 2]], axis=1)
    v = np.stack([-(rest[:, 1] + rest[:, 3]), rest[:, 1], rest[:, 3]], axis=1)
    w = inverse_mass[triangles]
    weight = np.stack([(w * u**2).sum(1), (w * v**2).sum(1), (w * (u**2 + v**2)).sum(1)], axis=1)
    return np.ascontiguousarray(1 / np.maximum(weight, 1 / (stiff * dt**2)))


def excess(corners: Floats, rest: Floats, gain: Floats, stiff: Floats, dt: float) -> Floats:
    """(t,) how far each triangle is longer than its load explains, along weft or warp, whichever is more.

    corners: (t, 3, 3) positions; stiff: (t, 3) stiffness times area. One sweep a substep acts like a spring of
    compliance max(true, gradient weight * dt²): what the true one would not give is the solver's own softness."""
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    true = gain / (stiff * dt**2)
    u = np.linalg.norm(a * rest[:, 0:1] + b * rest[:, 2:3], axis=1) - 1
    v = np.linalg.norm(a * rest[:, 1:2] + b * rest[:, 3:4], axis=1) - 1
    return np.asarray(np.maximum(u * (1 - true[:, 0]), v * (1 - true[:, 1])))


@njit(cache=True, fastmath=True, error_model="numpy")
def solve_strain(x, w, triangles, rest, gain):  # type: ignore[no-untyped-def]
    """One Gauss-Seidel sweep over the triangles, always in the same order: turning it round feeds energy in."""
    for t in range(triangles.shape[0]):
        i, j, k = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        d00, d01, d10, d11 = rest[t, 0], rest[t, 1], rest[t, 2], rest[t, 3]
        wi, wj, wk = w[i], w[j], w[k]
        ax, ay, az = x[j, 0] - x[i, 0], x[j, 1] - x[i, 1], x[j, 2] - x[i, 2]
        bx, by, bz = x[k, 0] - x[i, 0], x[k, 1] - x[i, 1], x[k, 2] - x[i, 2]
        ux, uy, uz = ax * d00 + bx * d10, ay * d00 + by * d10, az * d00 + bz * d10
        vx, vy, vz = ax * d01 + bx * d11, ay * d01 + by * d11, az * d01 + bz * d11
        # each condition sees what the one before it did: taken together they can overshoot a light corner
        lu = np.sqrt(ux * ux + uy * uy + uz * uz) + 1e-12
        c = (1.0 - lu) * gain[t, 0] / lu
        mx, my, mz = c * ux, c * uy, c * uz
        pj, pk, pi = d00 * wj, d10 * wk, -(d00 + d10) * wi
        qj, qk, qi = d01 * wj, d11 * wk, -(d01 + d11) * wi
        d20, d21 = -(d00 + d10), -(d01 + d11)
        uu = pj * d00 + pk * d10 + pi * d20
        uv = qj * d00 + qk * d10 + qi * d20
        vv = qj * d01 + qk * d11 + qi * d21
        ux, uy, uz = ux + uu * mx, uy + uu * my, uz + uu * mz
        vx, vy, vz = vx + uv * mx, vy + uv * my, vz + uv * mz
        lv = np.sqrt(vx * vx + vy * vy + vz * vz) + 1e-12
        c = (1.0 - lv) * gain[t, 1] / lv
        nx, ny, nz = c * vx, c * vy, c * vz
        ux, uy, uz = ux + uv * nx, uy + uv * ny, uz + uv * nz
        vx, vy, vz = vx + vv * nx, vy + vv * ny, vz + vv * nz
        # 2 / (1 + square) is 1 / sqrt(square) where threads keep their length, and safe where they do not
        square = (ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz)
        c = -2.0 * (ux * vx + uy * vy + uz * vz) / (1.0 + square) * gain[t, 2]
        mx, my, mz = mx + c * vx, my + c * vy, mz + c * vz
        nx, ny, nz = nx + c * ux, ny + c * uy, nz + c * uz
        x[j, 0] += pj * mx + qj * nx
        x[j, 1] += pj * my + qj * ny
        x[j, 2] += pj * mz + qj * nz
        x[k, 0] += pk * mx + qk * nx
        x[k, 1] += pk * my + qk * ny
        x[k, 2] += pk * mz + qk * nz
        x[i, 0] += pi * mx + qi * nx
        x[i, 1] += pi * my + qi * ny
        x[i, 2] += pi * mz + qi * nz


def edge_strain(cloth: Cloth, x: Floats) -> Floats:
    """(e,) length over flat length minus 1 of each edge of cloth.edges at positions x (n, 3)."""
    ends = x[cloth.edges]
    return np.asarray(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1) / cloth.lengths - 1)
