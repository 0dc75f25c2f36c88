"""Simple cloths and bodies whose right answers are known."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay

from frontrow.cloth import Cloth, ClothMaterial

Floats = NDArray[np.float64]


def grid(width: float, height: float, edge: float) -> tuple[Floats, NDArray[np.int32]]:
    """Points (n, 2) and triangles of a rectangle meshed with near-equilateral triangles."""
    rows = round(height / (edge * 0.866)) + 1
    columns = round(width / edge) + 1
    lines = []
    for row in range(rows):
        across = np.linspace(0, width, columns)
        if row % 2:
            across = np.r_[0, across[:-1] + width / (columns - 1) / 2, width]
        lines.append(np.c_[across, np.full(len(across), row * height / (rows - 1))])
    points = np.vstack(lines)
    triangles = Delaunay(points).simplices
    a, b = (
        points[triangles[:, 1]] - points[triangles[:, 0]],
        points[triangles[:, 2]] - points[triangles[:, 0]],
    )
    area = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    triangles[area < 0] = triangles[area < 0][:, ::-1]
    return points, triangles[np.abs(area) > 1e-10].astype(np.int32)


def sheet(width: float, height: float, edge: float, material: ClothMaterial | None = None) -> tuple[Cloth, Floats]:
    """A flat rectangle, and its points (n, 2): x weft, y warp."""
    points, triangles = grid(width, height, edge)
    return Cloth(triangles, points[triangles], (material or ClothMaterial(),)), points


def tube(radius: float, height: float, edge: float, material: ClothMaterial | None = None) -> tuple[Cloth, Floats]:
    """A sewn cylinder round the Y axis, outside outwards, and its points (n, 3) from y = 0 up."""
    points, triangles = grid(2 * np.pi * radius, height, edge)
    rows = points[:, 1]
    last = np.isclose(points[:, 0], 2 * np.pi * radius)
    weld = np.arange(len(points))
    for i in np.flatnonzero(last):
        weld[i] = np.flatnonzero(np.isclose(rows, rows[i]) & (points[:, 0] < 1e-9))[0]
    ids, welded = np.unique(weld, return_inverse=True)
    cloth = Cloth(welded[triangles].astype(np.int32), points[triangles], (material or ClothMaterial(),))
    angle = points[ids, 0] / radius
    placed = np.c_[radius * np.sin(angle), points[ids, 1], radius * np.cos(angle)]
    return cloth, placed


def cylinder(
    radius: float, low: float, high: float, around: int = 64, along: int = 24
) -> tuple[Floats, NDArray[np.int32]]:
    """A closed upright body: positions and outward triangles."""
    angle = np.arange(around) * 2 * np.pi / around
    ring = np.c_[np.sin(angle), np.zeros(around), np.cos(angle)] * radius
    rings = [ring + np.array([0, y, 0]) for y in np.linspace(low, high, along)]
    points = np.vstack([*rings, np.array([[0, low, 0], [0, high, 0]])])
    faces = []
    for j in range(along - 1):
        for k in range(around):
            a, b = j * around + k, j * around + (k + 1) % around
            faces += [[a, b, a + around], [b, b + around, a + around]]
    top = (along - 1) * around
    for k in range(around):
        faces += [
            [around * along, (k + 1) % around, k],
            [around * along + 1, top + k, top + (k + 1) % around],
        ]
    return points, np.array(faces, np.int32)


def floor(size: float, slope: float = 0.0, edge: float = 0.05) -> tuple[Floats, NDArray[np.int32]]:
    """A plane through the origin that falls by `slope` radians towards +X, facing up."""
    points, triangles = grid(size, size, edge)
    points = points - size / 2
    return np.c_[points[:, 0], -np.tan(slope) * points[:, 0], -points[:, 1]], triangles
