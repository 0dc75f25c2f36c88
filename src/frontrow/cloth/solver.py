"""The solver: extended position based dynamics in small steps (Macklin et al. 2016, 2019)."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth import bend, strain
from frontrow.cloth.against_body import AgainstBody
from frontrow.cloth.against_cloth import AgainstCloth
from frontrow.cloth.collider import Collider
from frontrow.cloth.inertia import Inertia
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.motion import air, damp, predict, velocities
from frontrow.cloth.settings import Settings

Floats = NDArray[np.float64]

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
        # sweeps go from the top of the panels down, the way the weight hangs
        self._sort = np.argsort(-cloth.flat[:, :, 1].mean(axis=1), kind="stable")
        self._triangles = np.ascontiguousarray(cloth.triangles[self._sort])
        self._frames = strain.frames(cloth.elastic[0][self._sort])
        self._stiffness = (strain.stiffness(cloth) * cloth.areas[:, None])[self._sort]
        self._hinges, self._weights, self._rigidity = cloth.hinges[0], bend.weights(cloth), bend.stiffness(cloth)
        self._inverse_mass = 1 / np.maximum(cloth.masses, 1e-12)
        self._inertia = Inertia(cloth)
        self._gains: dict[float, tuple[Floats, Floats]] = {}
        lost = np.array([min(m.damping, 0.99) for m in cloth.materials])
        rate = cloth.at_vertices(self.settings.damping - 60 * np.log1p(-lost))
        self._edge_rate = rate[cloth.edges].mean(axis=1)
        self._hinge_rate = rate[self._hinges[:, :2]].mean(axis=1)
        self._air = np.array([AIR * m.drag / 2 for m in cloth.materials])[cloth.material[self._sort]]
        friction = cloth.at_vertices(np.array([m.friction for m in cloth.materials]))
        offset = self.settings.offset + self.settings.gap * cloth.layer.astype(np.float64)
        self._body = AgainstBody(self.collider, cloth.edges, offset, friction)
        self._cloth = AgainstCloth(cloth, self.settings.gap, friction)
        self._x = np.zeros((n, 3))
        self._p = np.zeros((n, 3))
        self.velocities: Floats = np.zeros((n, 3))
        if positions is not None:
            self.positions = np.asarray(positions, np.float64)
            self._x += BREATH * np.random.default_rng(seed).standard_normal((n, 3))

    @property
    def positions(self) -> Floats:
        return self._x

    @positions.setter
    def positions(self, value: ArrayLike) -> None:
        value = np.asarray(value, np.float64)
        if value.shape != self._x.shape:
            raise ValueError(f"Positions have shape {value.shape}; the cloth needs {self._x.shape}.")
        self._x[:] = value
        self._cloth.forget()

    def pin(self, vertices: Iterable[int]) -> None:
        """Hold these vertices where they are put (until `release`)."""
        self._inverse_mass[np.fromiter(vertices, np.int64)] = 0.0
        self._gains.clear()

    def release(self) -> None:
        """Let go of all pinned vertices."""
        self._inverse_mass[:] = 1 / np.maximum(self.cloth.masses, 1e-12)
        self._gains.clear()

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
    ) -> None:
        """Advance one frame of dt seconds while the body moves from body0 to body1 ((nb, 3) metres each).

        wind: m/s. gravity: share of it. drag: 1/s, uniform slowing of all cloth. limit: m/s, a lower top speed.
        """
        s = self.settings
        steps = s.substeps
        h = dt / steps
        triangle_gain, hinge_gain = self._gain(h)
        collides = body0 is not None and self.collider.vertices > 0
        if collides:
            before = self.collider.positions(np.asarray(body0))
            after = before if body1 is None else self.collider.positions(np.asarray(body1))
            self._body.meet(self._x, before, after)
        interval = h * s.refresh
        edge_share, hinge_share = (1 - np.exp(-rate * interval) for rate in (self._edge_rate, self._hinge_rate))
        keep = math.exp(-drag * h)
        top = s.limit if limit is None else min(limit, s.limit)
        pull = 1 / self._inertia.scale
        x, p, v, w = self._x, self._p, self.velocities, self._inverse_mass * pull
        triangles, hinges, weights = self._triangles, self._hinges, self._weights
        breeze = [s.shelter * part for part in wind]
        for k in range(steps):
            fresh = k % s.refresh == 0
            if fresh:
                air(x, v, w, triangles, self._air, interval, *breeze)
                damp(x, v, w, self.cloth.edges, edge_share, hinges, weights, hinge_share)
            predict(x, p, v, w, pull, h, -s.gravity * gravity, keep)
            if fresh and s.collide_cloth:
                self._cloth.find(x)
            if fresh and collides:
                self._body.find(x, (k + 1) / steps)
            strain.solve_strain(x, w, triangles, self._frames, triangle_gain)
            bend.solve_bend(x, w, hinges, weights, hinge_gain)
            if s.collide_cloth:
                self._cloth.solve(x, p, w, s.creep * h)
            if collides:
                self._body.solve(x, p, w, (k + 1) / steps, 1 / steps, s.creep * h)
            velocities(x, p, v, w, h, top)
        if collides and self._inertia.due(self._body.touching):
            corners = x[triangles]
            excess = strain.excess(corners, self._frames, triangle_gain, self._stiffness, h)
            if self._inertia.review(triangles, excess):
                self._gains.clear()

    def strain(self) -> Floats:
        """(e,) stretch of each edge of `cloth.edges`: length over flat length, minus 1."""
        return strain.edge_strain(self.cloth, self._x)

    def speed(self) -> float:
        """Root mean square speed weighed by mass, m/s."""
        mass = self.cloth.masses
        return float(np.sqrt((mass * (self.velocities**2).sum(axis=1)).sum() / mass.sum()))

    def _gain(self, h: float) -> tuple[Floats, Floats]:
        """Gains of triangles and hinges for substeps of h seconds."""
        if h not in self._gains:
            w = self._inverse_mass / self._inertia.scale
            triangle = strain.gains(self._triangles, self._frames, self._stiffness, w, h)
            self._gains[h] = triangle, bend.gains(self._hinges, self._weights, self._rigidity, w, h)
        return self._gains[h]
