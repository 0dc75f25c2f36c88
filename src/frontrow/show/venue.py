"""The runway and the path over it: out on one lane, a half circle at the photographers, back on the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Venue:
    """A straight runway along z, metres; the portal at `-length / 2`, the photographers at `+length / 2`.

    `lane` is how far from the middle a model walks; `backstage` is how far behind the portal she starts
    and ends, so that nobody appears or vanishes in sight.
    """

    length: float = 24.0
    width: float = 3.2
    lane: float = 0.45
    backstage: float = 1.5


class Place(NamedTuple):
    """Where on the floor, metres, and which way, radians: heading 0 walks to +z, pi/2 to +x."""

    x: float
    z: float
    heading: float


def straight(venue: Venue) -> float:
    """Metres walked from backstage to where the turn begins."""
    return venue.length + venue.backstage - venue.lane


def path_length(venue: Venue) -> float:
    """Metres walked from backstage to backstage."""
    return 2.0 * straight(venue) + math.pi * venue.lane


def place(venue: Venue, distance: float) -> Place:
    """Where somebody is after `distance` metres of the path; x, z and heading are continuous in it."""
    out = straight(venue)
    start = -venue.length / 2 - venue.backstage
    bend = math.pi * venue.lane
    if distance <= out:
        return Place(-venue.lane, start + distance, 0.0)
    if distance < out + bend:
        angle = (distance - out) / venue.lane
        return Place(-venue.lane * math.cos(angle), start + out + venue.lane * math.sin(angle), angle)
    return Place(venue.lane, start + out - (distance - out - bend), math.pi)
