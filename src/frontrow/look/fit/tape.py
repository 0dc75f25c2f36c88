"""A tape laid round a drape: how far round it the garment is worn, and how much of its cloth lies there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from frontrow.look.fit.places import heights, trunk
from frontrow.look.fit.wear import Tried

Array = NDArray[Any]
NEAR = 0.03  # metres


@dataclass(frozen=True)
class Round:
    """At one level of a garment on a body, metres: the tape round it (a hull, as over a hollow), the cloth that goes
    round there, measured on the flat pattern, and the tape round the body."""

    tape: float
    cloth: float
    body: float


def rounds(tried: Tried, garment: int) -> dict[str, Round]:
    """place -> what a tape says at bust, waist and hips, where the garment goes all round; the waist is where it
    is narrowest within NEAR of the body's, for a seam sits a little above or below it."""
    drape, g = tried.drape, tried.garments[garment]
    start = int(drape.starts[garment])
    chosen = trunk(g.sewn)
    corners, flat = g.sewn.weld[g.sewn.triangles][chosen] + start, g.sewn.flat[g.sewn.triangles][chosen]
    out: dict[str, Round] = {}
    for place, height in heights(tried.body, drape.settled_body).items():
        if place == "shoulder":
            continue
        levels = height + (np.arange(-NEAR, NEAR + 0.005, 0.01) if place == "waist" else np.zeros(1))
        cuts = [cut(drape.settled, corners, flat, level) for level in levels]
        rings = [(hull(ends.reshape(-1, 3)), float(lengths.sum())) for ends, lengths in cuts if goes_round(ends)]
        if rings:
            out[place] = Round(*min(rings), float(tried.body.measures[place]))
    return out


def cut(positions: Array, triangles: Array, flat: Array, height: float) -> tuple[Array, Array]:
    """Where a level plane cuts triangles (t, 3): the ends of each cut (k, 2, 3) in metres, and its length (k,) on the
    flat pattern, flat (t, 3, 2)."""
    p = positions[triangles]
    above = p[:, :, 1] > height
    crossed = above.any(axis=1) & ~above.all(axis=1)
    p, flat, above = p[crossed], flat[crossed], above[crossed]
    alone = np.where(above.sum(axis=1) == 1, above.argmax(axis=1), (~above).argmax(axis=1))
    row = np.arange(len(p))
    ends, on_flat = [], []
    for k in (1, 2):
        other = (alone + k) % 3
        a, b = p[row, alone], p[row, other]
        share = ((height - a[:, 1]) / (b[:, 1] - a[:, 1]))[:, None]
        ends.append(a + share * (b - a))
        on_flat.append(flat[row, alone] + share * (flat[row, other] - flat[row, alone]))
    return np.stack(ends, axis=1), np.linalg.norm(on_flat[0] - on_flat[1], axis=1)


def goes_round(ends: Array) -> bool:
    """Whether cuts (k, 2, 3) lie on all sides of their middle."""
    points = ends.reshape(-1, 3)
    if len(points) < 24:
        return False
    middle = 0.5 * (points.min(axis=0) + points.max(axis=0))
    angle = np.arctan2(points[:, 0] - middle[0], points[:, 2] - middle[2])
    return len(np.unique(np.floor(angle / (np.pi / 9)))) >= 18


def hull(points: Array) -> float:
    """Perimeter, metres, of the convex hull of points (k, 3) seen from above."""
    return float(ConvexHull(points[:, [0, 2]]).area)
