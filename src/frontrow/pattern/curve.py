"""Curved edges as fine polylines, and walking along them by length."""

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

Array = NDArray[np.float64]
STEPS = 48


def bezier(points: Array, steps: int = STEPS) -> Array:
    """(steps + 1, 2) a Bézier curve with two to four control points, by de Casteljau."""
    t = np.linspace(0, 1, steps + 1)[:, None, None]
    layer = np.broadcast_to(points, (steps + 1, *points.shape))
    while layer.shape[1] > 1:
        layer = layer[:, :-1] * (1 - t) + layer[:, 1:] * t
    return np.ascontiguousarray(layer[:, 0])


def spline(points: Array, steps: int = STEPS) -> Array:
    """(steps + 1, 2) a natural cubic spline through points, parametrised by chord length."""
    chord = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    line: Array = CubicSpline(chord, points, bc_type="natural")(np.linspace(0, chord[-1], steps + 1))
    return line


def arc(start: Array, end: Array, centre: Array, steps: int = STEPS) -> Array:
    """(steps + 1, 2) the shorter arc from start to end round a centre; the radius runs from one to the
    other."""
    a, b = start - centre, end - centre
    angle = np.arctan2(a[0] * b[1] - a[1] * b[0], a @ b) * np.linspace(0, 1, steps + 1) + np.arctan2(a[1], a[0])
    radius = np.linspace(np.linalg.norm(a), np.linalg.norm(b), steps + 1)
    line: Array = centre + np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    line[0], line[-1] = start, end
    return line


def arclength(line: Array) -> Array:
    """(k,) length from the start of a polyline (k, 2) to each of its points."""
    return np.asarray(np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])


def sample(line: Array, fractions: Array) -> Array:
    """(m, 2) points of a polyline at fractions of its length."""
    along = arclength(line)
    at = np.asarray(fractions) * along[-1]
    return np.stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])], axis=1)


def split(line: Array, fraction: float) -> tuple[Array, Array]:
    """A polyline cut in two at a fraction of its length."""
    along = arclength(line)
    at = fraction * along[-1]
    cut = sample(line, np.array([fraction]))
    return np.vstack([line[along < at - 1e-12], cut]), np.vstack([cut, line[along > at + 1e-12]])


def between(line: Array, low: float, high: float) -> Array:
    """The part of a polyline between two fractions of its length."""
    if high < 1.0:
        line = split(line, high)[0]
    return split(line, low / high)[1] if low > 0 else line
