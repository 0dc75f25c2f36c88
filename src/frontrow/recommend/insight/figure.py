"""A number and how far it may be off."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Z95 = 1.959964  # standard deviations of a Gaussian within which 95 % lie
DRAWS = 400


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


def share(part: int, whole: int) -> Figure:
    """part of whole, with Wilson's score interval (1927), which is right near 0 and 1 and for few, too."""
    if whole <= 0:
        return Figure(0.0, 0.0, 1.0)
    p, z2 = part / whole, Z95**2
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z95 * np.sqrt(p * (1 - p) / whole + z2 / (4 * whole**2)) / (1 + z2 / whole)
    return Figure(p, max(float(middle - half), 0.0), min(float(middle + half), 1.0))


def ratios(above: NDArray[np.float64], below: NDArray[np.float64], seed: int = 0) -> list[Figure]:
    """For each column the sum of `above` over the sum of `below`, with a bootstrap interval over visitors.

    above, below: (visitors, n). Each visitor is drawn Poisson(1) times, DRAWS times (Hanley and MacGibbon,
    2006), so that what one visitor did goes together. A column nobody stands in has the interval (0, inf).
    """
    draw = np.random.default_rng(seed).poisson(1.0, (DRAWS, len(above))).astype(np.float64)
    told = []
    for value, drawn in zip(_over(above.sum(0), below.sum(0)), _over(draw @ above, draw @ below).T, strict=True):
        known = drawn[np.isfinite(drawn)]
        low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (0.0, np.inf)
        told.append(Figure(float(value) if np.isfinite(value) else 0.0, float(low), float(high)))
    return told


def _over(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
