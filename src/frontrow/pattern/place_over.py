"""Placing a panel over another one, as a lapel on its front: drawn in that panel's coordinates, and just outside."""

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator

from frontrow.pattern.assembly import Assembly
from frontrow.pattern.flat import Draft

Array = NDArray[np.float64]
REST = 0.007  # metres between the two


def ground(draft: Draft, made: Assembly) -> NDArray[np.bool_]:
    """(t,) the triangles of panels that lie on the body itself."""
    over = np.array([panel.place.over is not None for panel in draft.panels.values()])
    return np.asarray(~over[made.owner[made.triangles[:, 0]]])


def above(draft: Draft, made: Assembly) -> NDArray[np.bool_]:
    """(n,) the vertices of panels that lie over another one, without those of their seam to it."""
    below = ground(draft, made)
    free = np.zeros(made.vertices, bool)
    free[made.weld[made.triangles[~below]]] = True
    free[made.weld[made.triangles[below]]] = False
    return free


def laid_over(draft: Draft, made: Assembly, start: Array) -> Array:
    """Start positions (n, 3), metres, with every panel that lies over another one on top of it; what is sewn to that
    one stays in its seam."""
    total, number = np.zeros_like(start), np.zeros((len(start), 1))
    below = ground(draft, made)
    held = np.zeros(len(start), bool)
    held[made.weld[made.triangles[below]]] = True
    normals = _normals(start, made.weld[made.triangles[below]])
    for name, panel in draft.panels.items():
        under = panel.place.over
        if under is None:
            continue
        points, on = made.meshes[name].points, made.meshes[under].points
        for copies in (made.left, made.right):
            base = made.weld[copies[under]]
            spots = _carried(points, on, start[base]) + REST * _carried(points, on, normals[base])
            np.add.at(total, made.weld[copies[name]], spots)
            np.add.at(number, made.weld[copies[name]], 1.0)
    free = (number[:, 0] > 0) & ~held
    return np.where(free[:, None], total / np.maximum(number, 1), start)


def _carried(points: Array, on: Array, values: Array) -> Array:
    """Values (k, 3) at points (k, 2) of the flat, from those (m, 3) at its points `on` (m, 2)."""
    inside = LinearNDInterpolator(on, values)(points)
    return np.where(np.isnan(inside), NearestNDInterpolator(on, values)(points), inside)


def _normals(positions: Array, triangles: NDArray[np.int64]) -> Array:
    """(n, 3) unit, outwards; zero where no triangle is."""
    corner = positions[triangles]
    face = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    total = np.zeros_like(positions)
    for k in range(3):
        np.add.at(total, triangles[:, k], face)
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))
