"""The runway: its measures, the marks on its floor, and the two arcs by which a model changes her lane."""

from __future__ import annotations

import math
from dataclasses import dataclass

CROSSING = 4.0  # metres of runway, at least, over which a model moves from her lane to the middle


@dataclass(frozen=True)
class Venue:
    """A straight runway along z, metres; the portal at `-length / 2`, the photographers at `+length / 2`.

    `lane` is how far from the middle a model walks; `backstage` is how far behind the portal she starts and ends,
    so that nobody appears or vanishes in sight; `mark` is how far before the photographers she stops for them.
    """

    length: float = 24.0
    width: float = 3.2
    lane: float = 0.45
    backstage: float = 1.5
    mark: float = 3.8

    @property
    def out(self) -> float:
        """z where models come from and go to."""
        return -self.length / 2 - self.backstage

    @property
    def stop(self) -> float:
        """z of the mark at which they pose."""
        return self.length / 2 - self.mark

    @property
    def crossing(self) -> float:
        """Metres of runway in which a model moves between her lane and the middle."""
        return min(max(CROSSING, 6 * self.lane), (self.stop - self.out) / 2)


@dataclass(frozen=True)
class Bend:
    """Two equal arcs, one to each side, which together move a walker sideways: each `metres` long, `curve` 1/m."""

    metres: float
    curve: float


def bend(aside: float, ahead: float) -> Bend:
    """The two arcs that lead `aside` m to the side within `ahead` m and come out straight."""
    radius = (ahead * ahead + aside * aside) / (4 * aside)
    return Bend(radius * 2 * math.atan2(aside, ahead), 1 / radius)
