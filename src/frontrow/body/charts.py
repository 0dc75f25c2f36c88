"""Size charts and the named bodies.

The charts are ours: steps of 4 to 12 cm as common in European ready-to-wear, on one stature per chart.
Weight is left to what is likely, because no chart gives it.
"""

from __future__ import annotations

from functools import cache

from frontrow.body.body import Body, fit
from frontrow.body.measurements import Measurements
from frontrow.errors import UserError

SIZES = ("XS", "S", "M", "L", "XL", "2XL", "3XL")
CHARTS: dict[str, tuple[str, float, tuple[tuple[float, float, float], ...]]] = {
    # sex, height, then (bust, waist, hips) from XS to 3XL, metres
    "women": (
        "f",
        1.68,
        (
            (0.80, 0.62, 0.88),
            (0.84, 0.66, 0.92),
            (0.90, 0.72, 0.98),
            (0.98, 0.80, 1.06),
            (1.06, 0.89, 1.14),
            (1.16, 1.00, 1.23),
            (1.28, 1.12, 1.34),
        ),
    ),
    "men": (
        "m",
        1.80,
        (
            (0.86, 0.72, 0.88),
            (0.92, 0.78, 0.93),
            (0.98, 0.84, 0.98),
            (1.04, 0.91, 1.03),
            (1.12, 1.00, 1.10),
            (1.21, 1.10, 1.18),
            (1.31, 1.21, 1.27),
        ),
    ),
}

NAMED: dict[str, Measurements] = {
    "runway-f": Measurements("f", 1.78, 0.84, 0.62, 0.90, weight=56, age=24),
    "runway-m": Measurements("m", 1.87, 0.96, 0.77, 0.94, weight=74, age=25),
    "tall-m": Measurements("m", 1.98, 1.04, 0.87, 1.03, weight=94, age=30),
    "plus-f": Measurements("f", 1.66, 1.16, 1.00, 1.22, weight=96, age=38),
    "petite-f": Measurements("f", 1.52, 0.82, 0.64, 0.87, weight=46, age=28),
    "athletic-m": Measurements("m", 1.86, 1.11, 0.83, 1.00, weight=90, age=29),
    "senior-f": Measurements("f", 1.60, 0.94, 0.80, 0.99, weight=61, age=70),
    "curve-f": Measurements("f", 1.74, 1.02, 0.82, 1.12, weight=82, age=30),
    "broad-m": Measurements("m", 1.76, 1.16, 1.08, 1.11, weight=102, age=52),
    "pear-f": Measurements("f", 1.65, 0.88, 0.74, 1.12, weight=70, age=34),
    "full-f": Measurements("f", 1.70, 1.30, 1.20, 1.32, weight=118, age=45),
    "apple-m": Measurements("m", 1.74, 1.22, 1.26, 1.18, weight=118, age=58),
    "slight-m": Measurements("m", 1.63, 0.86, 0.71, 0.87, weight=53, age=26),
}

# the ten on which garments are proven: XS to 3XL, short and tall, young and old, pear and apple, women and men
TEN = (
    "runway-f",
    "petite-f",
    "plus-f",
    "senior-f",
    "pear-f",
    "full-f",
    "tall-m",
    "athletic-m",
    "slight-m",
    "apple-m",
)


def chart_measurements(chart: str, size: str) -> Measurements:
    """The chart's line for a size: chart "women" or "men", size "XS" to "3XL". Raises UserError for
    others."""
    if chart not in CHARTS:
        raise UserError(f'There is no size chart "{chart}": choose one of {", ".join(CHARTS)}.')
    if size not in SIZES:
        raise UserError(f'There is no size "{size}" in the {chart}\'s chart: choose one of {", ".join(SIZES)}.')
    sex, height, lines = CHARTS[chart]
    bust, waist, hips = lines[SIZES.index(size)]
    return Measurements(sex, height, bust, waist, hips)


@cache
def size_body(chart: str, size: str) -> Body:
    """The body that a size is worn by when no wearer is given. Raises UserError for an unknown chart or
    size."""
    return fit(chart_measurements(chart, size), f"{chart}-{size}")


@cache
def named_body(name: str) -> Body:
    """One of `NAMED`. Raises UserError for an unknown name."""
    if name not in NAMED:
        raise UserError(f'There is no body "{name}": choose one of {", ".join(NAMED)}, or give measurements.')
    return fit(NAMED[name], name)
