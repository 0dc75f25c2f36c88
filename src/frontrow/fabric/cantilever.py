"""A strip of cloth that sticks out over an edge and bends under its own weight: the textbook's test of stiffness."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_bvp

Array = NDArray[np.float64]
GRAVITY = 9.81


def bending_length(rigidity: float, density: float) -> float:
    """Metres: the cube root of bending rigidity (N·m) over weight a square metre (density in kg/m²); Peirce 1930,
    "The handle of cloth as a measurable quantity", Journal of the Textile Institute 21."""
    return float(np.cbrt(rigidity / (density * GRAVITY)))


@lru_cache(maxsize=256)
def _angles(ratio: float) -> tuple[float, ...]:
    """Angles below the horizontal along an elastica of `ratio` bending lengths, at 41 even places, radians.

    c³ θ″ = −(L − s) cos θ with θ(0) = 0 and θ′(L) = 0: the heavy elastica, held level at its root.
    """

    def slope(s: Array, y: Array) -> Array:
        return np.vstack([y[1], -(ratio - s) * np.cos(y[0])])

    def ends(root: Array, tip: Array) -> Array:
        return np.array([root[0], tip[1]])

    s = np.linspace(0.0, ratio, 161)
    guess = np.vstack([1.5 * (1 - np.exp(-s)), 1.5 * np.exp(-s)])
    solved = solve_bvp(slope, ends, s, guess, tol=1e-5, max_nodes=20_000)
    return tuple(float(angle) for angle in solved.sol(np.linspace(0.0, ratio, 41))[0])


def strip(length: float, rigidity: float, density: float) -> Array:
    """(41, 2) metres: where a strip of that length lies, out from the edge and down (y grows upwards)."""
    angles = np.array(_angles(round(length / bending_length(rigidity, density), 3)))
    step = length / (len(angles) - 1)
    along = (angles[1:] + angles[:-1]) / 2
    out = np.concatenate([[0.0], np.cumsum(np.cos(along))]) * step
    down = np.concatenate([[0.0], np.cumsum(np.sin(along))]) * step
    return np.stack([out, -down], axis=1)


def droop(line: Array) -> float:
    """Degrees below the horizontal from the edge to the strip's end."""
    out, down = line[-1]
    return float(np.degrees(np.arctan2(-down, out)))
