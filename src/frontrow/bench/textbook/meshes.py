"""Flat cloths and simple bodies for the scenes."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay

from frontrow.cloth import Cloth, ClothMaterial

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


def triangulated(points: Floats) -> Ints:
    """(t, 3) counterclockwise Delaunay triangles of points (n, 2), without slivers at the rim."""
    triangles = Delaunay(points).simplices
    a, b = points[triangles[:, 1]] - points[triangles[:, 0]], points[triangles[:, 2]] - points[triangles[:, 0]]
    area = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    triangles[area < 0] = triangles[area < 0][:, ::-1]
    return np.asarray(triangles[np.abs(area) > 1e-4 * np.median(np.abs(area))], np.int32)


def rectangle(width: float, height: float, edge: float) -> Floats:
    """(n, 2) points of a rectangle from the origin, for near-equilateral triangles of that edge."""
    rows, columns = max(round(height / (edge * 0.866)), 1), max(round(width / edge), 1)
    lines = []
    for row in range(rows + 1):
        across = np.linspace(0, width, columns + 1)
        if row % 2:
            across = np.r_[0, across[:-1] + width / columns / 2, width]
        lines.append(np.c_[across, np.full(len(across), row * height / rows)])
    return np.vstack(lines)


def strip(width: float, length: float, edge: float, material: ClothMaterial, grain: float) -> tuple[Cloth, Floats]:
    """A strip and its points (n, 2): x across, y along. grain: radians from its length to the warp; 0 is cut along
    the warp, pi/2 along the weft, pi/4 on the bias."""
    points = rectangle(width, length, edge)
    triangles = triangulated(points)
    c, s = np.cos(grain), np.sin(grain)
    return Cloth(triangles, (points @ np.array([[c, s], [-s, c]]))[triangles], (material,)), points


def ring(inner: float, outer: float, edge: float) -> Floats:
    """(n, 2) points of a ring about the origin, on a sunflower spiral (Vogel 1979), which favours no direction; both
    rims are evenly beaded."""
    count = round(np.pi * outer**2 / (edge**2 * np.sqrt(3) / 2))
    k = np.arange(count)
    radius = outer * np.sqrt((k + 0.5) / count)
    spiral = np.c_[np.cos(2.399963 * k), np.sin(2.399963 * k)] * radius[:, None]
    between = (radius > inner + 0.6 * edge) & (radius < outer - 0.6 * edge)
    rims = []
    for r in (inner, outer):
        angle = np.arange(round(2 * np.pi * r / edge)) * 2 * np.pi / round(2 * np.pi * r / edge)
        rims.append(np.c_[np.cos(angle), np.sin(angle)] * r)
    return np.vstack([spiral[between], *rims])


def plane(size: float, slope: float = 0.0, edge: float = 0.03) -> tuple[Floats, Ints]:
    """A plane through the origin that falls by `slope` radians towards +X: positions and triangles facing up."""
    points = rectangle(size, size, edge) - size / 2
    return np.c_[np.cos(slope) * points[:, 0], -np.sin(slope) * points[:, 0], -points[:, 1]], triangulated(points)


def bar(radius: float, length: float, around: int) -> tuple[Floats, Ints]:
    """A round bar along X, open at its ends: positions and outward triangles."""
    along = np.linspace(-length / 2, length / 2, max(round(length / (2 * np.pi * radius / around)), 2))
    angle = np.arange(around) * 2 * np.pi / around
    points = np.array([[x, radius * np.cos(a), radius * np.sin(a)] for x in along for a in angle])
    faces = []
    for i in range(len(along) - 1):
        for k in range(around):
            a, b = i * around + k, i * around + (k + 1) % around
            faces += [[a, b, a + around], [b, b + around, a + around]]
    return points, np.array(faces, np.int32)
