"""In-plane elasticity: warp, weft and shear of every triangle."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.blocks import WIDTH, Blocks
from frontrow.cloth.lanes import LANES, pull, sides
from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

# how fast goals are learnt, a frame: at most, at least, and by how much the rate falls when the error turns and rises
# while it does not; how much faster in the first frames; how far goals may go: draw in to 0.6 of the length, push out
# to 1.02 (thin cloth buckles)
LEARN, FLOOR, HALT, MORE = np.float32(0.02), np.float32(0.0002), np.float32(0.3), np.float32(1.02)
EAGER, AWAKE = 6.0, 100  # of the first frames, which are over after so many
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
        self._sort, self._triangles, self._areas = sort, cloth.triangles[sort], cloth.areas
        self._blocks = Blocks(self._triangles)
        rest = frames(cloth.elastic[0][sort])
        self._data = self._blocks.rows(np.c_[rest, np.zeros((len(sort), 12))])
        # m/N for each row of a triangle, and its gradients
        self._soft = self._blocks.rows(1 / (stiffness(cloth) * cloth.areas[:, None])[sort], 1.0)
        self._inertia = 0.0
        self._memory = np.zeros((len(self._data), 6, WIDTH), np.float32)
        self._memory[:, :3] = 1.0
        self._frames = 0
        self._excess = np.zeros((len(self._data), WIDTH), np.float32)

    def aim(self, inverse_mass: Floats, dt: float) -> None:
        """Take inverse masses (n,) and substeps of dt seconds."""
        self._inertia = 1 / dt**2
        aim_strain(inverse_mass, self._blocks.ids, self._data, self._soft, self._inertia)

    def solve(self, x: Floats, w: Floats, note: bool = True) -> None:
        """One sweep, noted for `learn` or not; x: (n, 4), see `lanes.points`."""
        solve_strain(x, w, self._blocks.ids, self._data, note)

    @property
    def ids(self) -> NDArray[np.uint32]:
        """(b, 3, WIDTH) the triangles in blocks."""
        return self._blocks.ids

    def rows(self, each: Floats) -> NDArray[np.float32]:
        """(b, 1, WIDTH) a figure for each triangle (t,) of the cloth, in blocks."""
        return self._blocks.rows(each[self._sort, None])

    @property
    def excess(self) -> tuple[Ints, Floats]:
        """(t, 3) triangles and (t,) how far each is longer than its load explains, along weft or warp."""
        out = np.zeros(len(self._triangles))
        out[self._blocks.order[~self._blocks.empty]] = self._excess[~self._blocks.empty]
        return self._triangles, out

    def tension(self, x: Floats) -> Floats:
        """(t, 3) N/m along weft, warp and in shear, in the order of the cloth's triangles: what goals and the strain at
        x (n, 3) hold together."""
        data, goal, gain = self._data, self._data[:, 10:13], self._data[:, 7:10]
        corner = x[self._blocks.ids]
        a, b = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
        u, v = (a * data[:, k, :, None] + b * data[:, k + 2, :, None] for k in (0, 1))
        strain = np.stack([np.linalg.norm(u, axis=2) - 1, np.linalg.norm(v, axis=2) - 1, (u * v).sum(axis=2)], axis=1)
        strain[:, :2] = np.clip(strain[:, :2], 0, None)  # where it is pressed together it buckles in a finer mesh
        held = np.moveaxis((goal + strain) * gain, 1, 2)[~self._blocks.empty]
        out = np.zeros((len(self._sort), 3))
        out[self._sort[self._blocks.order[~self._blocks.empty]]] = held
        return np.asarray(out * self._inertia / self._areas[:, None])

    def resume(self, tension: Floats) -> None:
        """Go on under a tension (t, 3), N/m, after `aim`."""
        held = self._blocks.rows((tension * self._areas[:, None] / self._inertia)[self._sort])
        goal = held * (1 / self._data[:, 7:10] - self._soft * np.float32(self._inertia))
        self._data[:, 10:12] = np.clip(goal[:, :2], LEAST, MOST)
        self._data[:, 12] = np.clip(goal[:, 2], -MOST, MOST)
        self._memory[:, :3], self._memory[:, 3:] = LEARN, 0.0
        self._frames = AWAKE

    def learn(self, x: Floats, sweeps: int) -> None:
        """Move the goals by some of what is missing, seen over as many `sweeps` as were noted; x: (n, 4) at the end."""
        most = LEARN * (1 + EAGER * 0.95**self._frames)
        self._frames += 1
        given = self._inertia / sweeps
        learn(x, self._blocks.ids, self._data, self._memory, self._soft, self._excess, given, most)


# each is compiled into the kernels below
_gather, _scatter = sides(3), pull(3)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def aim_strain(w, ids, data, soft, inertia):  # type: ignore[no-untyped-def]
    """Gains for inverse masses w (n,); goals keep the force they stand for, as far as goals may go.

    soft: (b, 3, WIDTH) m/N; inertia: 1/s², one over the square of the time step."""
    inertia, one = np.float32(inertia), np.float32(1.0)
    s = np.empty((3, WIDTH), np.float32)
    for b in range(ids.shape[0]):
        for t in range(WIDTH):
            s[0, t], s[1, t], s[2, t] = w[ids[b, 0, t]], w[ids[b, 1, t]], w[ids[b, 2, t]]
        for t in range(WIDTH):
            d00, d01, d10, d11 = data[b, 0, t], data[b, 1, t], data[b, 2, t], data[b, 3, t]
            d20, d21 = d00 + d10, d01 + d11
            uu = s[0, t] * d20 * d20 + s[1, t] * d00 * d00 + s[2, t] * d10 * d10
            uv = s[0, t] * d20 * d21 + s[1, t] * d00 * d01 + s[2, t] * d10 * d11
            vv = s[0, t] * d21 * d21 + s[1, t] * d01 * d01 + s[2, t] * d11 * d11
            gu = one / max(uu, soft[b, 0, t] * inertia)
            gv = one / max(vv, soft[b, 1, t] * inertia)
            gs = one / max(uu + vv, soft[b, 2, t] * inertia)
            hu = data[b, 10, t] * data[b, 7, t] / gu
            hv = data[b, 11, t] * data[b, 8, t] / gv
            hs = data[b, 12, t] * data[b, 9, t] / gs
            data[b, 4, t], data[b, 5, t], data[b, 6, t] = uu, uv, vv
            data[b, 7, t], data[b, 8, t], data[b, 9, t] = gu, gv, gs
            data[b, 10, t], data[b, 11, t] = min(max(hu, LEAST), MOST), min(max(hv, LEAST), MOST)
            data[b, 12, t] = min(max(hs, -MOST), MOST)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def solve_strain(x, w, ids, data, note):  # type: ignore[no-untyped-def]
    """One Gauss-Seidel sweep over blocks of triangles, always in the same order: turning it round feeds energy in.

    x: (n, 4); ids: (b, 3, WIDTH); data: (b, 16, WIDTH): the inverse rest matrix (4), what a multiplier of weft moves
    weft and warp and one of warp moves warp (3), gains, goals and, added up here if they are to be noted, the
    multipliers of weft, warp and shear (3 each).
    """
    s = np.empty((15, WIDTH), np.float32)
    one, two, tiny = np.float32(1.0), np.float32(2.0), np.float32(1e-18)
    for b in range(ids.shape[0]):
        for t in range(0, WIDTH, LANES):
            _gather(x, ids, b, t, s)
        # each condition sees what the one before it did: taken together they can overshoot a light corner. A loop for
        # each, because one long chain of operations would leave the processor waiting for it
        for t in range(WIDTH):
            d00, d01, d10, d11 = data[b, 0, t], data[b, 1, t], data[b, 2, t], data[b, 3, t]
            ux, uy, uz = s[0, t] * d00 + s[3, t] * d10, s[1, t] * d00 + s[4, t] * d10, s[2, t] * d00 + s[5, t] * d10
            vx, vy, vz = s[0, t] * d01 + s[3, t] * d11, s[1, t] * d01 + s[4, t] * d11, s[2, t] * d01 + s[5, t] * d11
            c = ((one - data[b, 10, t]) / np.sqrt(ux * ux + uy * uy + uz * uz + tiny) - one) * data[b, 7, t]
            s[6, t] = c
            mx, my, mz = c * ux, c * uy, c * uz
            s[9, t], s[10, t], s[11, t] = mx, my, mz
            uu, uv = data[b, 4, t], data[b, 5, t]
            s[0, t], s[1, t], s[2, t] = ux + uu * mx, uy + uu * my, uz + uu * mz
            s[3, t], s[4, t], s[5, t] = vx + uv * mx, vy + uv * my, vz + uv * mz
        for t in range(WIDTH):
            vx, vy, vz = s[3, t], s[4, t], s[5, t]
            c = ((one - data[b, 11, t]) / np.sqrt(vx * vx + vy * vy + vz * vz + tiny) - one) * data[b, 8, t]
            s[7, t] = c
            nx, ny, nz = c * vx, c * vy, c * vz
            s[12, t], s[13, t], s[14, t] = nx, ny, nz
            uv, vv = data[b, 5, t], data[b, 6, t]
            s[0, t], s[1, t], s[2, t] = s[0, t] + uv * nx, s[1, t] + uv * ny, s[2, t] + uv * nz
            s[3, t], s[4, t], s[5, t] = vx + vv * nx, vy + vv * ny, vz + vv * nz
        for t in range(WIDTH):
            ux, uy, uz, vx, vy, vz = s[0, t], s[1, t], s[2, t], s[3, t], s[4, t], s[5, t]
            # 2 / (1 + square) is 1 / sqrt(square) where threads keep their length, and safe where they do not
            r = two / (one + (ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz))
            c = -(r * (ux * vx + uy * vy + uz * vz) + data[b, 12, t]) * data[b, 9, t]
            s[8, t] = c
            mx, my, mz = s[9, t] + c * vx, s[10, t] + c * vy, s[11, t] + c * vz
            nx, ny, nz = s[12, t] + c * ux, s[13, t] + c * uy, s[14, t] + c * uz
            d00, d01, d10, d11 = data[b, 0, t], data[b, 1, t], data[b, 2, t], data[b, 3, t]
            s[0, t], s[1, t], s[2, t] = d00 * mx + d01 * nx, d00 * my + d01 * ny, d00 * mz + d01 * nz
            s[3, t], s[4, t], s[5, t] = d10 * mx + d11 * nx, d10 * my + d11 * ny, d10 * mz + d11 * nz
        if note:
            for t in range(WIDTH):
                data[b, 13, t] += s[6, t]
                data[b, 14, t] += s[7, t]
                data[b, 15, t] += s[8, t]
        for t in range(0, WIDTH, LANES):
            _scatter(x, ids, b, t, s, w)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def learn(x, ids, data, memory, soft, excess, share, most):  # type: ignore[no-untyped-def]
    """Move each goal by a part of the strain that the force just given does not answer for.

    memory: (b, 6, WIDTH) rate and last error of each goal; soft: (b, 3, WIDTH) m/N; share: what makes forces of the
    multipliers added up, kg/s² over the number of sweeps; most: the highest rate. Writes excess (b, WIDTH)."""
    share, most = np.float32(share), np.float32(most)
    one, zero, tiny = np.float32(1.0), np.float32(0.0), np.float32(1e-18)
    s = np.empty((6, WIDTH), np.float32)
    for b in range(ids.shape[0]):
        for t in range(0, WIDTH, LANES):
            _gather(x, ids, b, t, s)
        for t in range(WIDTH):
            d00, d01, d10, d11 = data[b, 0, t], data[b, 1, t], data[b, 2, t], data[b, 3, t]
            ux, uy, uz = s[0, t] * d00 + s[3, t] * d10, s[1, t] * d00 + s[4, t] * d10, s[2, t] * d00 + s[5, t] * d10
            vx, vy, vz = s[0, t] * d01 + s[3, t] * d11, s[1, t] * d01 + s[4, t] * d11, s[2, t] * d01 + s[5, t] * d11
            u, v = np.sqrt(ux * ux + uy * uy + uz * uz + tiny), np.sqrt(vx * vx + vy * vy + vz * vz + tiny)
            shear = (ux * vx + uy * vy + uz * vz) / (u * v)
            eu = u - one + share * soft[b, 0, t] * data[b, 13, t]
            ev = v - one + share * soft[b, 1, t] * data[b, 14, t]
            es = shear + share * soft[b, 2, t] * data[b, 15, t]
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
