"""The solver: extended position based dynamics in small steps (Macklin et al. 2016, 2019)."""

import copy
import math
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth import strain
from frontrow.cloth.against_body import AgainstBody
from frontrow.cloth.against_cloth import AgainstCloth
from frontrow.cloth.apart import kept_together
from frontrow.cloth.bend import Bending
from frontrow.cloth.blocks import Blocks
from frontrow.cloth.collider import Collider
from frontrow.cloth.crease import Creases
from frontrow.cloth.inertia import Inertia
from frontrow.cloth.lanes import points
from frontrow.cloth.levels import Levels
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.motion import advance, air, damp, predict, velocities
from frontrow.cloth.settings import Settings
from frontrow.cloth.state import State
from frontrow.cloth.strain import Membrane

Floats = NDArray[np.float64]
Steer = Callable[[Floats, Floats, float, float], None]

AIR = 1.204  # kg/m³ at 20 °C
BREATH = 1e-5  # metres of noise that break a perfect symmetry


class Solver:
    """Moves one Cloth against one Collider.

    positions, velocities: (n, 3) float64, metres and m/s, Y up; both may be written between steps. The same cloth,
    settings, seed and frames give the same bits.
    """

    def __init__(
        self,
        cloth: Cloth,
        collider: Collider | None = None,
        settings: Settings | None = None,
        seed: int = 0,
        positions: ArrayLike | None = None,
    ) -> None:
        self.cloth = cloth
        self.collider = collider or Collider.none()
        self.settings = settings or Settings()
        n = cloth.vertices
        self._membrane, self._bending = Membrane(cloth), Bending(cloth)
        self._creases = Creases(cloth)
        self._levels = Levels(cloth, self.settings.gravity)
        self._inverse_mass = 1 / np.maximum(cloth.masses, 1e-12)
        self._inertia = Inertia(cloth)
        self._aimed = 0.0
        lost = np.array([min(m.damping, 0.99) for m in cloth.materials])
        self._rate = cloth.at_vertices(self.settings.damping - 60 * np.log1p(-lost))
        self._threads = Blocks(cloth.edges)
        self._friction = np.zeros((0, 1, 1), np.float32)
        self._air = self._membrane.rows(np.array([AIR * m.drag / 2 for m in cloth.materials])[cloth.material])
        friction = cloth.at_vertices(np.array([m.friction for m in cloth.materials]))
        offset = self.settings.offset + self.settings.gap * cloth.layer.astype(np.float64)
        self._body = AgainstBody(self.collider, cloth, offset, friction)
        self._cloth = AgainstCloth(cloth, self.settings.gap, friction)
        self._x, self._p, self._v = (points(n) for _ in range(3))
        if positions is not None:
            self.positions = np.asarray(positions, np.float64)
            self._x[:, :3] += BREATH * np.random.default_rng(seed).standard_normal((n, 3))

    @property
    def positions(self) -> Floats:
        return self._x[:, :3]

    @positions.setter
    def positions(self, value: ArrayLike) -> None:
        self._put(value, self.positions)
        self._cloth.forget()
        self._bending.forget()

    @property
    def velocities(self) -> Floats:
        return self._v[:, :3]

    @velocities.setter
    def velocities(self, value: ArrayLike) -> None:
        self._put(value, self.velocities)

    @staticmethod
    def _put(value: ArrayLike, there: Floats) -> None:
        value = np.asarray(value, np.float64)
        if value.shape != there.shape:
            raise ValueError(f"Positions or velocities have shape {value.shape}; the cloth needs {there.shape}.")
        there[:] = value

    def twin(self) -> "Solver":
        """Another solver of the same cloth and collider, as this one is now; cheaper than one built anew."""
        return copy.deepcopy(self, {id(shared): shared for shared in (self.cloth, self.collider, self.settings)})

    def state(self) -> State:
        """A copy of what this cloth would take with it."""
        load, inertia = self._membrane.tension(self.positions), self._inertia
        scale, held = inertia.scale.copy(), inertia.held.copy()
        return State(self.positions.copy(), self.velocities.copy(), load, scale, held, self._bending.stays)

    def resume(self, state: State, dt: float = 1 / 60) -> None:
        """Go on from a state, in frames of dt seconds."""
        self.positions = state.positions
        self.velocities = state.velocities
        self._inertia.resume(state.inertia, state.held)
        self._aimed = 0.0
        self._aim(dt / self.settings.substeps)
        self._membrane.resume(state.tension)
        self._bending.resume(state.stays, self._x)

    def pin(self, vertices: Iterable[int]) -> None:
        """Hold these vertices where they are put (until `release`)."""
        self._inverse_mass[np.fromiter(vertices, np.int64)] = 0.0
        self._aimed = 0.0

    def release(self) -> None:
        """Let go of all pinned vertices."""
        self._inverse_mass[:] = 1 / np.maximum(self.cloth.masses, 1e-12)
        self._aimed = 0.0

    def step(
        self,
        body0: ArrayLike | None = None,
        body1: ArrayLike | None = None,
        dt: float = 1 / 60,
        *,
        wind: tuple[float, float, float] = (0.0, 0.0, 0.0),
        gravity: float = 1.0,
        drag: float = 0.0,
        limit: float | None = None,
        steer: Steer | None = None,
    ) -> None:
        """Advance one frame of dt seconds while the body moves from body0 to body1 ((nb, 3) metres each).

        wind: m/s. gravity: share of it. drag: 1/s, uniform slowing of all cloth. limit: m/s, a lower top speed.
        steer: called as steer(positions, velocities, time, seconds) at the start of each part of the frame between two
        searches for contacts, time 0 to 1 of the frame, seconds to the next; it may change velocities in place.
        Raises UserError when the cloth flies apart (`Settings.away`).
        """
        s = self.settings
        steps = s.substeps
        h = dt / steps
        self._aim(h)
        collides = body0 is not None and self.collider.vertices > 0
        if collides:
            before = self.collider.positions(np.asarray(body0))
            after = before if body1 is None else self.collider.positions(np.asarray(body1))
            self._body.meet(self._x, before, after)
        keep = math.exp(-drag * h)
        top = s.limit if limit is None else min(limit, s.limit)
        pull = 1 / self._inertia.scale
        x, p, v, w = self._x, self._p, self._v, self._inverse_mass * pull
        held = np.flatnonzero(w == 0)
        fall = np.where(w > 0, s.gravity * gravity * h * pull, 0.0)
        breeze = [s.shelter * part for part in wind]
        for k in range(steps):
            if k % s.refresh == 0:
                if steer is not None:
                    steer(self.positions, self.velocities, k / steps, h * s.refresh)
                v[held] = 0.0
                if k % s.breath == 0:
                    air(x, v, w, self._membrane.ids, self._air, h * s.breath, *breeze)
                    damp(x, v, w, self._threads.ids, self._friction)
                self._bending.calm(v, w)
                predict(x, p, v, fall, h, keep)
            look = k % max(1, steps // s.searches) == 0
            if look and s.collide_cloth:
                self._cloth.find(x, v, (k + 1) / steps, dt)
            if look and collides:
                self._body.find(x, (k + 1) / steps)
            self._levels.solve(x, p, w, fall, h, k % s.refresh == 0)
            self._membrane.solve(x, w, k >= steps // 2)
            self._bending.solve(x, v, w, k)
            self._creases.solve(x, w, h)
            if s.collide_cloth:
                self._cloth.solve(x, p, w, s.creep * h)
            if collides:
                self._body.solve(x, p, w, (k + 1) / steps, 1 / steps, s.creep * h)
            if (k + 1) % s.refresh == 0 or k + 1 == steps:
                velocities(x, p, v, h, top)
            else:
                advance(x, p, fall, h, keep, top)
        if collides:
            self._body.finish(x, w)
        if s.collide_cloth:
            self._cloth.mend(x, w, self._body.hold if collides else None)
        self._membrane.learn(x, steps - steps // 2)
        self._bending.slip(x)
        if collides:
            kept_together(self.positions, after, s.away)
        if (
            collides
            and self._inertia.due(self._body.touching)
            and self._inertia.review(*self._membrane.excess, self.speed())
        ):
            self._aimed = 0.0

    def strain(self) -> Floats:
        """(e,) stretch of each edge of `cloth.edges`: length over flat length, minus 1."""
        return strain.edge_strain(self.cloth, self.positions)

    def speed(self) -> float:
        """Root mean square speed weighed by mass, m/s."""
        mass = self.cloth.masses
        return float(np.sqrt((mass * (self.velocities**2).sum(axis=1)).sum() / mass.sum()))

    def _aim(self, h: float) -> None:
        """Prepare for substeps of h seconds."""
        if h == self._aimed:
            return
        w, interval = self._inverse_mass / self._inertia.scale, h * self.settings.breath
        self._aimed = h
        self._membrane.aim(w, h)
        self._bending.aim(w, h, self._rate, self.settings.refresh)
        self._levels.aim(w)
        ends = self._threads.ids
        share = 1 - np.exp(-interval * self._rate[ends].mean(axis=1, keepdims=True))
        self._friction = (share / np.maximum(w[ends].sum(axis=1, keepdims=True), 1e-20)).astype(np.float32)
