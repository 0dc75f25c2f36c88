"""The solver: extended position based dynamics in small steps (Macklin et al. 2016, 2019)."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth import bend, strain
from frontrow.cloth.collider import Collider
from frontrow.cloth.contact import REACH, find_contacts, find_near, solve_contacts
from frontrow.cloth.geometry import fill_grid, vertex_normals
from frontrow.cloth.layers import find_pairs, solve_pairs
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.motion import air, damp, predict, velocities
from frontrow.cloth.settings import Settings

Floats = NDArray[np.float64]

AIR = 1.204  # kg/m³ at 20 °C
CELLS = 2_000_000  # most cells of a search grid
REVIEW = 5  # frames between two looks at who carries too much
SOFTNESS = 0.006  # strain that the solver may add of its own
FREE, HELD = 3.0, 30.0  # most extra inertia of a free point, and of one that the body holds


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
        self._x = np.zeros((n, 3))
        if positions is not None:
            self.positions = np.asarray(positions, np.float64)
        self.velocities: Floats = np.zeros((n, 3))
        self._random = np.random.default_rng(seed)
        self._p = np.zeros((n, 3))
        self._inverse_mass = 1 / np.maximum(cloth.masses, 1e-12)
        self._scale = np.ones(n)
        self._held = np.zeros(n)
        self._frame = 0
        self._gains: dict[float, tuple[Floats, Floats]] = {}
        self._frames = strain.frames(cloth.elastic[0])
        self._hinges = cloth.hinges[0]
        self._weights = bend.weights(cloth)
        self._order()
        kinds = cloth.materials
        friction = np.array([m.friction for m in kinds])
        damping = -60 * np.log1p(-np.array([min(m.damping, 0.99) for m in kinds])) + self.settings.damping
        count = np.maximum(np.bincount(cloth.triangles.ravel(), minlength=n), 1)
        of_vertex = np.repeat(cloth.material, 3)
        self._friction = np.bincount(cloth.triangles.ravel(), friction[of_vertex], n) / count
        rate = np.bincount(cloth.triangles.ravel(), damping[of_vertex], n) / count
        self._edge_rate = rate[cloth.edges].mean(axis=1)
        self._hinge_rate = rate[self._hinges[:, :2]].mean(axis=1)
        self._air = np.array([AIR * m.drag / 2 for m in kinds])[cloth.material]
        self._offset = self.settings.offset + self.settings.gap * cloth.layer
        self._prepare_contacts()

    @property
    def positions(self) -> Floats:
        return self._x

    @positions.setter
    def positions(self, value: ArrayLike) -> None:
        value = np.asarray(value, np.float64)
        if value.shape != self._x.shape:
            raise ValueError(f"Positions have shape {value.shape}; the cloth needs {self._x.shape}.")
        self._x[:] = value
        if hasattr(self, "_before"):
            self._before[:] = value

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
            b0 = self.collider.positions(np.asarray(body0))
            b1 = b0 if body1 is None else self.collider.positions(np.asarray(body1))
            self._meet(b0, b1)
        interval = h * s.refresh
        edge_share = 1 - np.exp(-self._edge_rate * interval)
        hinge_share = 1 - np.exp(-self._hinge_rate * interval)
        keep = math.exp(-drag * h)
        top = s.limit if limit is None else min(limit, s.limit)
        pull = 1 / self._scale
        x, p, v, w = self._x, self._p, self.velocities, self._inverse_mass * pull
        t, hinges, weights = self._triangles, self._hinges, self._weights
        breeze = [s.shelter * part for part in wind]
        found = 0
        for k in range(steps):
            if k % s.refresh == 0:
                air(x, v, w, t, self._air_sorted, interval, *breeze)
                damp(x, v, w, self.cloth.edges, edge_share, hinges, weights, hinge_share)
            predict(x, p, v, w, pull, h, -s.gravity * gravity, keep)
            if k % s.refresh == 0:
                found = self._pairs() if s.collide_cloth else 0
                if collides:
                    self._contacts(b0, b1, (k + 1) / steps)
                    since = k
            strain.solve_strain(x, w, t, self._frames, triangle_gain)
            bend.solve_bend(x, w, hinges, weights, hinge_gain)
            if found:
                solve_pairs(
                    x,
                    p,
                    w,
                    self.cloth.layer,
                    self.cloth.triangles,
                    found,
                    *self._pair_lists,
                    s.gap,
                    self._fold,
                    self._friction,
                    s.creep * h,
                )
            if collides:
                ahead = (k - since) / steps
                solve_contacts(
                    x, p, w, *self._contact_lists, ahead, 1 / steps, self._offset, self._friction, s.creep * h
                )
            velocities(x, p, v, w, h, top)
        if collides:
            self._strengthen(h)

    def strain(self) -> Floats:
        """(e,) stretch of each edge of `cloth.edges`: length over flat length, minus 1."""
        return strain.edge_strain(self.cloth, self._x)

    def speed(self) -> float:
        """Root mean square speed weighed by mass, m/s."""
        mass = self.cloth.masses
        return float(np.sqrt((mass * (self.velocities**2).sum(axis=1)).sum() / mass.sum()))

    def _strengthen(self, h: float) -> None:
        """Every few frames, give more inertia (not weight) to points that carry more than one sweep can hold.

        A shoulder strap carries hundreds of times its own mass; heavier points near the hold let the load through
        (mass scaling, Guendelman et al. 2003, sec. 7). Points that the body holds may become heavy, for they move
        with it; free ones only a little, for they must swing as they would."""
        _, _, normal = self._contact_lists
        touching = (normal[:, 0] != 0).any(axis=1)
        self._held += 0.1 * (touching - self._held)
        self._frame += 1
        if self._frame % REVIEW:
            return
        rest, gain = self._frames, self._gain(h)[0]
        over = strain.excess(self._x[self._triangles], rest, gain, self._stiffness, h)
        want = np.zeros(self.cloth.vertices)
        for k in range(3):
            np.maximum.at(want, self._triangles[:, k], over)
        held = self._spread(self._held, 0.85, 4)
        scale = self._spread(self._scale * np.clip(want / SOFTNESS, 0.97, 1.6), 0.6, 2)
        scale = np.clip(scale, 1.0, FREE + (HELD - FREE) * held)
        if np.abs(scale / self._scale - 1).max() > 0.02:
            self._scale = scale
            self._gains.clear()

    def _spread(self, value: Floats, share: float, rings: int) -> Floats:
        """Values that fall to no less than `share` of a neighbour's from ring to ring."""
        a, b = self.cloth.edges.T
        for _ in range(rings):
            wide = value.copy()
            np.maximum.at(wide, a, share * value[b])
            np.maximum.at(wide, b, share * value[a])
            value = wide
        return value

    def _order(self) -> None:
        """Sweep from the top of the panels down, the way the weight hangs."""
        order = np.argsort(-self.cloth.flat[:, :, 1].mean(axis=1), kind="stable")
        self._sort = order
        self._triangles = np.ascontiguousarray(self.cloth.triangles[order])
        self._frames = np.ascontiguousarray(self._frames[order])
        self._stiffness = (strain.stiffness(self.cloth) * self.cloth.areas[:, None])[order]

    def _gain(self, h: float) -> tuple[Floats, Floats]:
        if h not in self._gains:
            w = self._inverse_mass / self._scale
            rest = np.empty_like(self._frames)
            rest[self._sort] = self._frames
            triangle = strain.gains(self.cloth, rest, w, h)[self._sort]
            self._gains[h] = np.ascontiguousarray(triangle), bend.gains(self.cloth, self._weights, w, h)
        return self._gains[h]

    def _prepare_contacts(self) -> None:
        n, nb = self.cloth.vertices, self.collider.vertices
        self._air_sorted = np.ascontiguousarray(self._air[self._sort])
        self._near = np.full((n, 2), -1, np.int32)
        self._contact_lists = tuple(np.zeros((n, 2, 3)) for _ in range(3))
        self._body_normals = np.zeros((nb, 3)), np.zeros((nb, 3))
        self._normals = np.zeros((n, 3))
        self._before = self._x.copy()
        self._layered = bool((self.cloth.layer != self.cloth.layer[0]).any())
        self._met = np.full((n, 3), -1, np.int32)
        self._met_side = np.zeros((n, 3), np.int8)
        self._pair_lists = (
            np.zeros(3 * n, np.int32),
            np.zeros(3 * n, np.int32),
            np.zeros((3 * n, 3)),
            np.zeros(3 * n, np.int8),
        )
        self._everyone = np.arange(n, dtype=np.int32)
        edge = float(np.median(self.cloth.lengths))
        self._fold = 0.33 * edge
        self._search = max(4 * self.settings.gap, 2.2 * self._fold)
        self._cell = math.hypot(0.65 * edge, self._search)

    def _grid(self, x: Floats, chosen: NDArray[np.int32], cell: float) -> tuple[object, ...]:
        low = x[chosen].min(axis=0)
        extent = x[chosen].max(axis=0) - low
        while np.prod(np.floor(extent / cell) + 1) > CELLS:
            cell *= 1.5
        shape = (np.floor(extent / cell) + 1).astype(np.int64)
        starts = np.zeros(int(shape.prod()) + 1, np.int32)
        items = np.empty(len(chosen), np.int32)
        fill_grid(x, chosen, low, cell, shape, starts, items, np.empty(len(chosen), np.int32))
        return low, cell, shape, starts, items

    def _meet(self, b0: Floats, b1: Floats) -> None:
        """Look over the whole body once a frame for the parts within reach of each point."""
        collider = self.collider
        n0, n1 = self._body_normals
        vertex_normals(b0, collider.triangles, n0)
        vertex_normals(b1, collider.triangles, n1)
        grid = self._grid(b0, collider.used, REACH)
        find_near(self._x, b0, n0, collider.parts, *grid, self._near, np.empty(8))

    def _contacts(self, b0: Floats, b1: Floats, time: float) -> None:
        collider = self.collider
        find_contacts(
            self._x,
            b0,
            b1,
            *self._body_normals,
            time,
            collider.parts,
            *collider.neighbours,
            collider.triangles,
            *collider.fans,
            self._near,
            *self._contact_lists,
        )

    def _pairs(self) -> int:
        cloth = self.cloth
        if self._layered:
            vertex_normals(self._x, cloth.triangles, self._normals)
        grid = self._grid(self._x, self._everyone, self._cell)
        found = find_pairs(
            self._x,
            self._before,
            self._normals,
            cloth.layer,
            cloth.triangles,
            *cloth.neighbours,
            *cloth.fans,
            *grid,
            self._search,
            self.settings.gap,
            self._fold,
            self._met,
            self._met_side,
            *self._pair_lists,
        )
        self._before[:] = self._x
        return int(found)
