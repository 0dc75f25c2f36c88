"""Solid shapes on a grid: skin thickened to cloth, hollows bridged, and the surface drawn out again."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter
from scipy.spatial import cKDTree

Array = NDArray[Any]

NEAR = 0.14  # metres; nothing farther from the skin is measured


@dataclass(frozen=True)
class Grid:
    """A box of cubic cells: `low` corner (3,) metres, `cell` metres, `shape` (3,) points."""

    low: Array
    cell: float
    shape: tuple[int, int, int]

    @staticmethod
    def around(points: Array, cell: float, margin: float) -> "Grid":
        """The grid that holds points (n, 3) with `margin` metres on every side."""
        low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
        x, y, z = (int(k) for k in np.ceil((high - low) / cell) + 1)
        return Grid(low, cell, (x, y, z))

    def points(self) -> Array:
        """All points (n, 3) in metres, the last axis fastest."""
        return np.asarray(self.low + self.cell * np.indices(self.shape).reshape(3, -1).T)


@dataclass(frozen=True)
class Skin:
    """A closed body on a grid: signed distance (shape) in metres, negative within, and the nearest vertex."""

    grid: Grid
    positions: Array
    distance: Array
    nearest: Array

    @staticmethod
    def of(grid: Grid, positions: Array, normals: Array) -> "Skin":
        """Measure the body with these vertices (n, 3) and outward normals (n, 3)."""
        points = grid.points()
        far, ids = cKDTree(positions).query(points, k=3, distance_upper_bound=NEAR)
        here = np.isfinite(far[:, 2])
        distance, nearest = np.full(len(points), NEAR), np.zeros(len(points), np.int64)
        far, ids, points = far[here], ids[here], points[here]
        weight = 1 / (far + 0.25 * grid.cell) ** 2
        along = ((points[:, None] - positions[ids]) * normals[ids]).sum(axis=2)
        distance[here] = far[:, 0] * np.where((along * weight).sum(axis=1) < 0, -1.0, 1.0)
        nearest[here] = ids[:, 0]
        return Skin(grid, positions, distance.reshape(grid.shape), nearest.reshape(grid.shape))

    def thickened(self, region: Array, thickness: Array | float, fray: float = 0.006) -> Array:
        """Field (shape) of the flesh under a region (n,) bool of the skin, thickened by `thickness` metres.

        The shape ends where skin of another region is nearer, give or take `fray` metres.
        """
        thick = np.broadcast_to(np.asarray(thickness, float), region.shape)
        over = self.distance - thick[self.nearest]
        beside = np.where(region[self.nearest], -fray, 1.0)
        ask = (~region[self.nearest]) & (np.abs(self.distance) < 0.05)
        points = self.grid.points().reshape(*self.grid.shape, 3)[ask]
        far = cKDTree(self.positions[region]).query(points, distance_upper_bound=NEAR)[0]
        beside[ask] = np.minimum(far, NEAR) - np.abs(self.distance[ask]) - fray
        return np.maximum(over, gaussian_filter(np.minimum(beside, 0.05), 1.2))


def bridged(field: Array, grid: Grid, reach: float) -> Array:
    """The shape with hollows narrower than 2 * reach metres filled: morphological closing of a distance field."""
    if reach <= 0:
        return field
    room = int(np.ceil(reach / grid.cell)) + 3
    out = field.copy()
    box = tuple(
        slice(max(int(k.min()) - room, 0), int(k.max()) + room + 1) for k in np.nonzero(field <= 0)
    )  # nothing changes farther off
    outside = distance_transform_edt(field[box] > 0) * grid.cell
    within = distance_transform_edt(outside <= reach) * grid.cell
    out[box] = np.minimum(field[box], gaussian_filter(reach - within, 1.0))
    return out


def together(a: Array, b: Array, soft: float) -> Array:
    """The union of two fields, rounded over `soft` metres where they meet (polynomial smooth minimum)."""
    h = np.clip(0.5 + 0.5 * (b - a) / soft, 0, 1)
    return np.asarray(b + (a - b) * h - soft * h * (1 - h))


def surface(field: Array, grid: Grid, smooth: float = 0.7) -> tuple[Array, Array]:
    """Where the field is zero: positions (n, 3) and outward triangles (t, 3), by surface nets (Gibson 1998).

    smooth: cells of Gaussian blur beforehand.
    """
    f = gaussian_filter(field, smooth) if smooth else field
    inside = f < 0
    cells = tuple(k - 1 for k in f.shape)
    corners = [f[i : i + cells[0], j : j + cells[1], k : k + cells[2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    active = (low < 0) & (high >= 0)
    number = np.full(cells, -1)
    number[active] = np.arange(int(active.sum()))
    value = np.stack([c[active] for c in corners], axis=1)
    place = np.array([(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)], float)
    total, count = np.zeros((len(value), 3)), np.zeros(len(value))
    for a in range(8):
        for b in range(a + 1, 8):
            if np.abs(place[a] - place[b]).sum() != 1:
                continue
            cut = (value[:, a] < 0) != (value[:, b] < 0)
            t = value[cut, a] / (value[cut, a] - value[cut, b])
            total[cut] += place[a] + t[:, None] * (place[b] - place[a])
            count[cut] += 1
    positions = grid.low + grid.cell * (np.argwhere(active) + total / count[:, None])
    faces = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        sides = np.moveaxis(inside, (axis, u, v), (0, 1, 2))
        n = np.moveaxis(number, (axis, u, v), (0, 1, 2))
        edge = sides[:-1] != sides[1:]
        i, j, k = (e[0] for e in np.split(np.argwhere(edge[:, 1:-1, 1:-1]).T, 3))
        j, k = j + 1, k + 1
        quad = np.stack([n[i, j - 1, k - 1], n[i, j, k - 1], n[i, j, k], n[i, j - 1, k]], axis=1)
        turned = ~sides[i, j, k]
        quad[turned] = quad[turned][:, ::-1]
        quad = quad[(quad >= 0).all(axis=1)]
        faces += [quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]]
    return positions, np.concatenate(faces).astype(np.int32)
