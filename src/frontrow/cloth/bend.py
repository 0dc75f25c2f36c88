"""Bending as a force that is worked out a few times a frame, where it is soft enough for that."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.blocks import WIDTH, Blocks
from frontrow.cloth.hinge import weights
from frontrow.cloth.hysteresis import Hysteresis, stuck
from frontrow.cloth.lanes import LANES, points, pull, sides
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.plate import plate
from frontrow.cloth.rigid import Rigid
from frontrow.cloth.stencil import Stencil

Floats = NDArray[np.float64]

# of the square of the step times the highest eigenvalue of the force: most for a single patch (an upper bound), for
# them all, and for them all over the substeps r that the force is held, whose step Jury's criterion allows to be 1.3 r
EACH, ALL, HELD = 5.0, 1.6, 1.0
LOST = 0.02  # of the stiffness, on average: what may be taken off patches that are too stiff, slivers most of all
FEW, SMALL = 1000, 4000  # patches that are solved at once, or all of a cloth so small; others are softened


class Bending:
    """The bending of a cloth, and the inner friction of it: `aim` for a time step, `calm` at the rhythm of friction,
    `solve` every substep.

    The energy is quadratic, so the force is a constant matrix times the positions. It is held for r substeps of h, as
    many as its stiffness allows. So held it acts (r - 3) h / 2 late, which would feed energy in; it is worked out for
    where the points will be by then. A few patches too stiff for that are softened; where that would cost more than a
    little, the force is worked out more often, and in the end they are solved at once (`rigid.Rigid`).
    """

    def __init__(self, cloth: Cloth) -> None:
        bent = plate(cloth, stuck(cloth))
        self._ids, self._energies = bent.ids, bent.energies
        self._hysteresis: Hysteresis | None = Hysteresis(cloth, bent) if stuck(cloth).any() else None
        self._light = 1 / np.maximum(cloth.masses, 1e-12)
        self._links = Stencil(self._ids, cloth.vertices)
        self._later, self._held = points(cloth.vertices), points(cloth.vertices)
        self._hinges = cloth.hinges[0]
        self._blocks = Blocks(self._hinges)
        self._friction = self._blocks.rows(np.c_[weights(cloth)[:, 1:], np.zeros(len(self._hinges))])
        self._share = self._blocks.rows(np.zeros((len(self._hinges), 1)))
        self._rigid: Rigid | None = None
        self._rhythm, self._dt, self._refresh = 1, 0.0, 0

    def aim(self, inverse_mass: Floats, dt: float, rate: Floats, refresh: int) -> None:
        """Take inverse masses (n,) and substeps of dt seconds; rate: (n,) 1/s, how fast the speed of bending dies when
        `calm` is called every `refresh` substeps; the force is held no longer than that."""
        if (self._dt, self._refresh) != (dt, refresh):
            self._dt, self._refresh = dt, refresh
            stiff = self._divide()
            self._rigid = Rigid(self._ids[stiff], self._energies[stiff]) if stiff.any() else None
            self._share = self._blocks.rows(
                1 - np.exp(-refresh * dt * rate[self._hinges[:, :2]].mean(axis=1, keepdims=True))
            )
        if self._rigid is not None:
            self._rigid.aim(inverse_mass, dt)
        aim_hinges(inverse_mass, self._blocks.ids, self._friction, self._share)

    def calm(self, v: Floats, w: Floats) -> None:
        """Take a share of the speed of bending out of velocities v (n, 4)."""
        solve_hinges(v, w, self._blocks.ids, self._friction)

    def solve(self, x: Floats, v: Floats, w: Floats, substep: int) -> None:
        """Move positions x (n, 4), whose velocities were v, by the bending of a substep."""
        if substep % self._rhythm == 0:
            ahead(x, v, max(0.0, (self._rhythm - 3) / 2 * self._dt), self._later)
            self._links.pull(self._force, self._later, w, self._held)
            if self._hysteresis is not None:
                self._held += w[:, None] * self._hysteresis.force
        ahead(x, self._held, self._dt**2, x)
        if self._rigid is not None:
            self._rigid.solve(x)

    def slip(self, x: Floats) -> None:
        """Let the friction of bending follow, once a frame; x: (n, 4)."""
        if self._hysteresis is not None:
            self._hysteresis.slip(x)

    @property
    def stays(self) -> Floats | None:
        """(t, 3) 1/m, the curvature that stays by friction (`Hysteresis.stays`); None where there is no friction."""
        return None if self._hysteresis is None else self._hysteresis.stays

    def resume(self, stays: Floats | None, x: Floats) -> None:
        """Go on from what stayed in cloth that is now at x (n, 4)."""
        if self._hysteresis is not None and stays is not None:
            self._hysteresis.resume(stays, x)

    def forget(self) -> None:
        """Start from cloth that was never bent."""
        if self._hysteresis is not None:
            self._hysteresis.forget()

    def _divide(self) -> NDArray[np.bool_]:
        """(t,) which patches are to be solved at once; choose how long the force of the others is held."""
        crowd = np.bincount(self._ids.ravel(), minlength=len(self._light))
        light = self._light * crowd
        bound = np.einsum("tk,tkk->t", light[self._ids], self._energies)
        rhythm, most = self._refresh, EACH
        solved = np.zeros(len(bound), bool)
        while True:
            time, allowed = rhythm * self._dt, min(ALL, HELD * rhythm)
            share = most / np.maximum(bound * time**2, most)
            if share.mean() < 1 - LOST:
                if rhythm > 1:
                    rhythm, most = rhythm // 2, EACH
                    continue
                if (share < 1).sum() <= FEW or len(share) <= SMALL:
                    solved = share < 1
            held = np.where(solved, 0.0, share)
            self._force = self._links.matrix(self._energies * held[:, None, None])
            top = time**2 * self._links.highest(self._force, self._light)
            if top <= allowed:
                break
            most *= 0.9 * allowed / top
        self._rhythm = rhythm
        if self._hysteresis is not None:
            self._hysteresis.soften(np.where(solved, 1.0, share))
        return np.asarray(solved)


_gather, _scatter = sides(4), pull(4)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def ahead(x, v, time, out):  # type: ignore[no-untyped-def]
    """out = x + time v, all (n, 4)."""
    place, speed, there = x.reshape(x.size), v.reshape(x.size), out.reshape(x.size)
    for k in range(x.size):
        there[k] = place[k] + time * speed[k]


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def aim_hinges(w, ids, data, share):  # type: ignore[no-untyped-def]
    """Gains that take a share (b, 1, WIDTH) of a hinge's speed, for inverse masses w (n,)."""
    tiny = np.float32(1e-20)
    s = np.empty((4, WIDTH), np.float32)
    for b in range(ids.shape[0]):
        for k in range(4):
            for t in range(WIDTH):
                s[k, t] = w[ids[b, k, t]]
        for t in range(WIDTH):
            kj, kk, km = data[b, 0, t], data[b, 1, t], data[b, 2, t]
            ki = kj + kk + km
            reach = s[0, t] * ki * ki + s[1, t] * kj * kj + s[2, t] * kk * kk + s[3, t] * km * km
            data[b, 3, t] = share[b, 0, t] / max(reach, tiny)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def solve_hinges(x, w, ids, data):  # type: ignore[no-untyped-def]
    """One Gauss-Seidel sweep over blocks of hinges: the curvature is linear in x, so each is exact.

    x: (n, 4); ids: (b, 4, WIDTH); data: (b, 4, WIDTH): weights of the last three points (all four add up to 0) and the
    gain."""
    s = np.empty((9, WIDTH), np.float32)
    for b in range(ids.shape[0]):
        for t in range(0, WIDTH, LANES):
            _gather(x, ids, b, t, s)
        for t in range(WIDTH):
            kj, kk, km = data[b, 0, t], data[b, 1, t], data[b, 2, t]
            g = -data[b, 3, t]
            cx = g * (kj * s[0, t] + kk * s[3, t] + km * s[6, t])
            cy = g * (kj * s[1, t] + kk * s[4, t] + km * s[7, t])
            cz = g * (kj * s[2, t] + kk * s[5, t] + km * s[8, t])
            s[0, t], s[1, t], s[2, t] = kj * cx, kj * cy, kj * cz
            s[3, t], s[4, t], s[5, t] = kk * cx, kk * cy, kk * cz
            s[6, t], s[7, t], s[8, t] = km * cx, km * cy, km * cz
        for t in range(0, WIDTH, LANES):
            _scatter(x, ids, b, t, s, w)
