"""The bodies a drape space is made from: a space-filling design in height, size, waist, hips and weight."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from frontrow.body import CHARTS, SIZES, Body, Measurements, fit
from frontrow.errors import UserError

Floats = NDArray[np.float64]

HEIGHTS = {"f": (1.52, 1.84), "m": (1.64, 2.00)}  # metres, adults
SIZES_AWAY = 2.0  # sizes below and above the cut
WAIST, HIPS = 0.045, 0.045  # metres that waist and hips may differ from the chart's line
BUILD = 0.07  # share that the weight may differ from the likeliest for these measures
DIMENSIONS = 5


@dataclass(frozen=True)
class Range:
    """The adults a cut is offered to: sex, heights, and girths from two sizes below the cut to two above.

    A point u (5,) in -1..1 is a body: height, size, waist beside the size's, hips beside the size's, weight beside the
    likeliest.
    """

    chart: str
    size: str

    def __post_init__(self) -> None:
        if self.chart not in CHARTS:
            raise UserError(f'There is no size chart "{self.chart}": choose {", ".join(CHARTS)}.')
        if self.size not in SIZES:
            raise UserError(f'There is no size "{self.size}" in a chart: choose {", ".join(SIZES)}.')

    @property
    def sex(self) -> str:
        return CHARTS[self.chart][0]

    def measurements(self, u: Floats) -> Measurements:
        """The measures at a point of the range, weight left to what is likely."""
        sex, _, lines = CHARTS[self.chart]
        low, high = HEIGHTS[sex]
        bust, waist, hips = _between(np.array(lines), SIZES.index(self.size) + SIZES_AWAY * float(u[1]))
        height = low + (high - low) * (float(u[0]) + 1) / 2
        return Measurements(sex, height, bust, waist + WAIST * float(u[2]), hips + HIPS * float(u[3]))

    def body(self, u: Floats, name: str = "") -> Body:
        """The likeliest adult there. Raises UserError where no adult has these measures."""
        asked = self.measurements(u)
        likely = fit(asked)
        weight = likely.measures["weight"] * (1 + BUILD * float(u[4]))
        return fit(Measurements(asked.sex, asked.height, asked.bust, asked.waist, asked.hips, weight), name)

    def nearest(self, u: Floats, name: str = "") -> Body:
        """The body at u or, where no adult is there, on the way to the middle of the range."""
        for share in (1.0, 0.85, 0.7, 0.5, 0.3):
            try:
                return self.body(share * u, name)
            except UserError:
                continue
        return self.body(0 * u, name)


def _between(lines: Floats, at: float) -> tuple[float, float, float]:
    """A line of the chart between two sizes, or past its ends by the step there."""
    k = int(np.clip(np.floor(at), 0, len(lines) - 2))
    bust, waist, hips = lines[k] + (at - k) * (lines[k + 1] - lines[k])
    return float(bust), float(waist), float(hips)


def design(count: int, seed: int = 0) -> Floats:
    """(count, 5) points in -1..1: the middle, eight corners, then points as far as possible from all others.

    The corners are the fraction of the 32 in which no two of the five are confounded (resolution III; Box & Hunter
    1961). The rest are picked greedily from a scrambled Sobol sequence (Owen 1995) for the largest least distance
    (maximin; Johnson, Moore & Ylvisaker 1990).
    """
    signs = np.array(list(product((-1.0, 1.0), repeat=3)))
    corners = np.c_[signs, signs[:, 0] * signs[:, 1], signs[:, 0] * signs[:, 2]]
    points = np.concatenate([np.zeros((1, DIMENSIONS)), corners])[:count]
    pool = 2 * qmc.Sobol(DIMENSIONS, seed=seed).random_base2(10) - 1
    least = np.linalg.norm(pool[:, None] - points[None], axis=2).min(axis=1)
    while len(points) < count:
        k = int(least.argmax())
        points = np.concatenate([points, pool[k : k + 1]])
        least = np.minimum(least, np.linalg.norm(pool - pool[k], axis=1))
    return points


def unseen(count: int, seed: int = 1000) -> Floats:
    """(count, 5) points drawn evenly at random over the whole range, none of the design."""
    return np.random.default_rng(seed).uniform(-1, 1, (count, DIMENSIONS))


def bodies(around: Range, points: Floats, said: Callable[[float], None] = lambda share: None) -> list[Body]:
    """The bodies at points (s, 5) of a range."""
    out = []
    for k, u in enumerate(points):
        out.append(around.nearest(u, f"{around.chart}-{around.size}-{k}"))
        said((k + 1) / len(points))
    return out
