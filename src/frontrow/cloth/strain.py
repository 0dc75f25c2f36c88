"""In-plane elasticity: warp, weft and shear of every triangle."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.blocks import WIDTH, Blocks
from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

# how fast goals are learnt, a frame: at most, at least, and by how much the rate falls when the error turns and rises
# while it does not; how much faster in the first frames; how far goals may go: draw in to 0.6 of the length, push out
# to 1.02 (thin cloth buckles)
LEARN, FLOOR, HALT, MORE = np.float32(0.02), np.float32(0.0002), np.float32(0.3), np.float32(1.02)
EAGER = 6.0
MOST, LEAST = np.float32(0.4), np.float32(-0.02)
STRIDE = np.float32(0.05**2)  # square of the error beyond which less is learnt: what is far off still moves
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


class Membrane:
    """The in-plane forces of a cloth: `aim` for a time step, `solve` every substep, `learn` every frame.

    Conditions of Baraff & Witkin (1998, eq. 10) solved as XPBD constraints (Macklin et al. 2016, eq. 18). One sweep
    from zero multipliers acts like an explicit spring whose compliance is the larger of the true one and what a sweep
    can bear. Where that is softer than the cloth, the rest shape shrinks (the *goal*) by as much as the cloth gives
    more than its true stiffness would let it: at rest the strain is then that of the true stiffness.
    """

    def __init__(self, cloth: Cloth) -> None:
        # sweeps go from the top of the panels down, the way the weight hangs
        sort = np.argsort(-cloth.flat[:, :, 1].mean(axis=1), kind="stable")
        self._triangles = cloth.triangles[sort]
        self._blocks = Blocks(self._triangles)
        rest = frames(cloth.elastic[0][sort])
        self._data = self._blocks.rows(np.c_[rest, np.zeros((len(sort), 12))])
        # m/N for each row of a triangle, and its gradients
        self._soft = self._blocks.rows(1 / (stiffness(cloth) * cloth.areas[:, None])[sort], 1.0)
        d00, d01, d10, d11 = (self._data[:, k] for k in range(4))
        self._u, self._v = np.stack([d00 + d10, d00, d10], 1) ** 2, np.stack([d01 + d11, d01, d11], 1) ** 2
        self._compliance = self._soft
        self._memory = np.zeros((len(self._data), 6, WIDTH), np.float32)
        self._memory[:, :3] = 1.0
        self._frames = 0
        self._excess = np.zeros((len(self._data), WIDTH), np.float32)

    def aim(self, inverse_mass: Floats, dt: float) -> None:
        """Take inverse masses (n,) and substeps of dt seconds."""
        w = inverse_mass.astype(np.float32)[self._blocks.ids]
        self._compliance = self._soft * np.float32(1 / dt**2)
        u, v = (w * self._u).sum(axis=1), (w * self._v).sum(axis=1)
        gain = 1 / np.maximum(np.stack([u, v, u + v], axis=1), self._compliance)
        self._data[:, 4:7] = w
        self._data[:, 10:13] *= self._data[:, 7:10] / gain  # the same force from another gain, as far as goals may go
        np.clip(self._data[:, 10:12], LEAST, MOST, out=self._data[:, 10:12])
        np.clip(self._data[:, 12], -MOST, MOST, out=self._data[:, 12])
        self._data[:, 7:10] = gain

    def solve(self, x: Floats, w: Floats) -> None:
        """One sweep; x: (n, 3)."""
        solve_strain(x, w, self._blocks.ids, self._data)

    @property
    def excess(self) -> tuple[Ints, Floats]:
        """(t, 3) triangles and (t,) how far each is longer than its load explains, along weft or warp."""
        out = np.zeros(len(self._triangles))
        out[self._blocks.order[~self._blocks.empty]] = self._excess[~self._blocks.empty]
        return self._triangles, out

    def learn(self, x: Floats, sweeps: int) -> None:
        """Move the goals by some of what is missing, seen over the last `sweeps`; x: (n, 3) at the end of them."""
        most = LEARN * (1 + EAGER * 0.95**self._frames)
        self._frames += 1
        learn(x, self._blocks.ids, self._data, self._memory, self._compliance, self._excess, 1 / sweeps, most)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def solve_strain(x, w, ids, data):  # type: ignore[no-untyped-def]
    """One Gauss-Seidel sweep over blocks of triangles, always in the same order: turning it round feeds energy in.

    ids: (b, 3, WIDTH); data: (b, 16, WIDTH): the inverse rest matrix (4), inverse masses (3), gains, goals and, added
    up here, the multipliers of weft, warp and shear (3 each).
    """
    s = np.empty((9, WIDTH), np.float32)
    one, two, tiny = np.float32(1.0), np.float32(2.0), np.float32(1e-18)
    for b in range(ids.shape[0]):
        for t in range(WIDTH):
            i, j, k = ids[b, 0, t], ids[b, 1, t], ids[b, 2, t]
            x0, x1, x2 = x[i, 0], x[i, 1], x[i, 2]
            s[0, t], s[1, t], s[2, t] = x[j, 0] - x0, x[j, 1] - x1, x[j, 2] - x2
            s[3, t], s[4, t], s[5, t] = x[k, 0] - x0, x[k, 1] - x1, x[k, 2] - x2
        for t in range(WIDTH):
            d00, d01, d10, d11 = data[b, 0, t], data[b, 1, t], data[b, 2, t], data[b, 3, t]
            ux, uy, uz = s[0, t] * d00 + s[3, t] * d10, s[1, t] * d00 + s[4, t] * d10, s[2, t] * d00 + s[5, t] * d10
            vx, vy, vz = s[0, t] * d01 + s[3, t] * d11, s[1, t] * d01 + s[4, t] * d11, s[2, t] * d01 + s[5, t] * d11
            d20, d21 = -(d00 + d10), -(d01 + d11)
            wi, wj, wk = data[b, 4, t], data[b, 5, t], data[b, 6, t]
            pi, pj, pk = d20 * wi, d00 * wj, d10 * wk
            qi, qj, qk = d21 * wi, d01 * wj, d11 * wk
            uu = pi * d20 + pj * d00 + pk * d10
            uv = qi * d20 + qj * d00 + qk * d10
            vv = qi * d21 + qj * d01 + qk * d11
            # each condition sees what the one before it did: taken together they can overshoot a light corner
            c = ((one - data[b, 10, t]) / np.sqrt(ux * ux + uy * uy + uz * uz + tiny) - one) * data[b, 7, t]
            s[6, t] = c
            mx, my, mz = c * ux, c * uy, c * uz
            ux, uy, uz = ux + uu * mx, uy + uu * my, uz + uu * mz
            vx, vy, vz = vx + uv * mx, vy + uv * my, vz + uv * mz
            c = ((one - data[b, 11, t]) / np.sqrt(vx * vx + vy * vy + vz * vz + tiny) - one) * data[b, 8, t]
            s[7, t] = c
            nx, ny, nz = c * vx, c * vy, c * vz
            ux, uy, uz = ux + uv * nx, uy + uv * ny, uz + uv * nz
            vx, vy, vz = vx + vv * nx, vy + vv * ny, vz + vv * nz
            # 2 / (1 + square) is 1 / sqrt(square) where threads keep their length, and safe where they do not
            r = two / (one + (ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz))
            c = -(r * (ux * vx + uy * vy + uz * vz) + data[b, 12, t]) * data[b, 9, t]
            s[8, t] = c
            mx, my, mz = mx + c * vx, my + c * vy, mz + c * vz
            nx, ny, nz = nx + c * ux, ny + c * uy, nz + c * uz
            s[0, t], s[1, t], s[2, t] = d00 * mx + d01 * nx, d00 * my + d01 * ny, d00 * mz + d01 * nz
            s[3, t], s[4, t], s[5, t] = d10 * mx + d11 * nx, d10 * my + d11 * ny, d10 * mz + d11 * nz
        for t in range(WIDTH):
            data[b, 13, t] += s[6, t]
            data[b, 14, t] += s[7, t]
            data[b, 15, t] += s[8, t]
        for t in range(WIDTH):
            # in double precision, so that what two corners gain in momentum the third loses to the last digit
            i, j, k = ids[b, 0, t], ids[b, 1, t], ids[b, 2, t]
            x0, x1, x2 = np.float64(s[0, t]), np.float64(s[1, t]), np.float64(s[2, t])
            y0, y1, y2 = np.float64(s[3, t]), np.float64(s[4, t]), np.float64(s[5, t])
            wi, wj, wk = w[i], w[j], w[k]
            x[i, 0] -= wi * (x0 + y0)
            x[i, 1] -= wi * (x1 + y1)
            x[i, 2] -= wi * (x2 + y2)
            x[j, 0] += wj * x0
            x[j, 1] += wj * x1
            x[j, 2] += wj * x2
            x[k, 0] += wk * y0
            x[k, 1] += wk * y1
            x[k, 2] += wk * y2


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def learn(x, ids, data, memory, compliance, excess, share, most):  # type: ignore[no-untyped-def]
    """Move each goal by a part of the strain that the force just given does not answer for.

    memory: (b, 6, WIDTH) rate and last error of each goal; compliance: (b, 3, WIDTH) true strain for a multiplier of 1;
    share: 1 over the sweeps whose multipliers were added up; most: the highest rate. Writes excess (b, WIDTH)."""
    share, most = np.float32(share), np.float32(most)
    one, zero, tiny = np.float32(1.0), np.float32(0.0), np.float32(1e-18)
    s = np.empty((6, WIDTH), np.float32)
    for b in range(ids.shape[0]):
        for t in range(WIDTH):
            i, j, k = ids[b, 0, t], ids[b, 1, t], ids[b, 2, t]
            x0, x1, x2 = x[i, 0], x[i, 1], x[i, 2]
            s[0, t], s[1, t], s[2, t] = x[j, 0] - x0, x[j, 1] - x1, x[j, 2] - x2
            s[3, t], s[4, t], s[5, t] = x[k, 0] - x0, x[k, 1] - x1, x[k, 2] - x2
        for t in range(WIDTH):
            d00, d01, d10, d11 = data[b, 0, t], data[b, 1, t], data[b, 2, t], data[b, 3, t]
            ux, uy, uz = s[0, t] * d00 + s[3, t] * d10, s[1, t] * d00 + s[4, t] * d10, s[2, t] * d00 + s[5, t] * d10
            vx, vy, vz = s[0, t] * d01 + s[3, t] * d11, s[1, t] * d01 + s[4, t] * d11, s[2, t] * d01 + s[5, t] * d11
            u, v = np.sqrt(ux * ux + uy * uy + uz * uz + tiny), np.sqrt(vx * vx + vy * vy + vz * vz + tiny)
            shear = (ux * vx + uy * vy + uz * vz) / (u * v)
            eu = u - one + share * compliance[b, 0, t] * data[b, 13, t]
            ev = v - one + share * compliance[b, 1, t] * data[b, 14, t]
            es = shear + share * compliance[b, 2, t] * data[b, 15, t]
            # a sign that turns is a swing, which learning would feed: learn less there
            ru = memory[b, 0, t] * (HALT if eu * memory[b, 3, t] < zero else MORE)
            rv = memory[b, 1, t] * (HALT if ev * memory[b, 4, t] < zero else MORE)
            rs = memory[b, 2, t] * (HALT if es * memory[b, 5, t] < zero else MORE)
            ru, rv, rs = max(min(ru, most), FLOOR), max(min(rv, most), FLOOR), max(min(rs, most), FLOOR)
            memory[b, 0, t], memory[b, 1, t], memory[b, 2, t] = ru, rv, rs
            memory[b, 3, t], memory[b, 4, t], memory[b, 5, t] = eu, ev, es
            data[b, 10, t] = min(max(data[b, 10, t] + ru * eu * min(one, STRIDE / (eu * eu + tiny)), LEAST), MOST)
            data[b, 11, t] = min(max(data[b, 11, t] + rv * ev * min(one, STRIDE / (ev * ev + tiny)), LEAST), MOST)
            data[b, 12, t] = min(max(data[b, 12, t] + rs * es * min(one, STRIDE / (es * es + tiny)), -MOST), MOST)
            data[b, 13, t] = zero
            data[b, 14, t] = zero
            data[b, 15, t] = zero
            excess[b, t] = max(eu, ev)


def edge_strain(cloth: Cloth, x: Floats) -> Floats:
    """(e,) length over flat length minus 1 of each edge of cloth.edges at positions x (n, 3)."""
    ends = x[cloth.edges]
    return np.asarray(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1) / cloth.lengths - 1)
