"""A leg: one clip played for a while from one place. All that anybody does on the runway is a row of legs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from frontrow.show.clip import Clip, sample


@dataclass(frozen=True)
class Leg:
    """From `t` s on, for `seconds`, the clip named `clip` runs from cycle `first` through `cycles` cycles more.

    x, z (metres) and heading (radians; 0 walks to +z, pi/2 to +x) are where it begins; `bend` (1/metres) is the
    curvature of the way, positive towards the growing heading.
    """

    t: float
    seconds: float
    clip: str
    first: float
    cycles: float
    x: float
    z: float
    heading: float
    bend: float = 0.0

    @property
    def end(self) -> float:
        """When it ends, s: in a row of legs a moment before or after the next one begins."""
        return self.t + self.seconds


class Place(NamedTuple):
    """Where on the floor, metres; which way, radians; and where in the clip, 0 to 1."""

    x: float
    z: float
    heading: float
    at: float


def place(leg: Leg, clip: Clip, t: float) -> Place:
    """Where the leg has come at `t` s: a circular arc, or a straight line when `bend` is 0."""
    share = (t - leg.t) / leg.seconds if leg.seconds > 0 else 1.0
    cycles = leg.first + leg.cycles * share
    metres = sample(clip.advance, cycles) - sample(clip.advance, leg.first)
    turned = leg.heading + leg.bend * metres
    if leg.bend:
        x = leg.x + (math.cos(leg.heading) - math.cos(turned)) / leg.bend
        z = leg.z + (math.sin(turned) - math.sin(leg.heading)) / leg.bend
    else:
        x = leg.x + metres * math.sin(leg.heading)
        z = leg.z + metres * math.cos(leg.heading)
    yaw = sample(clip.yaw, cycles) - sample(clip.yaw, leg.first)
    return Place(x, z, turned + yaw, cycles - math.floor(cycles) if clip.loop else min(cycles, 1.0))


class Route:
    """Puts legs together, each beginning where and when the one before it ended."""

    def __init__(self, clips: Mapping[str, Clip], t: float, x: float, z: float, heading: float = 0.0) -> None:
        self.clips = clips
        self.legs: list[Leg] = []
        self.t, self.x, self.z, self.heading = t, x, z, heading
        self._stepped = 0.0  # cycles walked since frame 0

    def walk(self, metres: float, bend: float = 0.0, speed: float | None = None) -> None:
        """Goes on walking, `speed` m/s when not at the walk's own."""
        clip = self.clips["walk"]
        if metres > 1e-9:
            cycles = metres / clip.reach
            seconds = cycles * clip.seconds if speed is None else metres / speed
            self._add("walk", seconds, self._stepped, cycles, bend)
            self._stepped += cycles

    def play(self, name: str, bend: float = 0.0) -> None:
        """One clip, from its beginning to its end."""
        self._add(name, self.clips[name].seconds, 0.0, 1.0, bend)
        self._stepped = 0.0

    def pose(self, seconds: float) -> None:
        """Poses for so long in all: the first half of the clip, its still middle held, and the second half."""
        half = self.clips["pose"].seconds / 2
        self._add("pose", half, 0.0, 0.5)
        if seconds - 2 * half > 1e-6:
            self._add("pose", seconds - 2 * half, 0.5, 0.0)
        self._add("pose", half, 0.5, 0.5)

    def hold(self, seconds: float) -> None:
        """Stands for so long: whole rounds of `stand`, a little faster or slower; too short for one, without moving."""
        if seconds > 1e-6:
            one = self.clips["stand"].seconds
            self._add("stand", seconds, 0.0, float(max(1, round(seconds / one))) if seconds > 0.6 * one else 0.0)

    def until(self, t: float) -> None:
        """Stands until `t`; what is there a moment late, by the rounding of its clips, is there at `t`."""
        self.hold(t - self.t)
        self.t = t

    def _add(self, name: str, seconds: float, first: float, cycles: float, bend: float = 0.0) -> None:
        leg = Leg(self.t, seconds, name, first, cycles, self.x, self.z, self.heading, bend)
        told = (round(v, 6) for v in (first, cycles, self.x, self.z, self.heading, bend))
        self.legs.append(Leg(round(self.t, 6), round(seconds, 6), name, *told))
        self.x, self.z, self.heading, _ = place(leg, self.clips[name], leg.end)
        self.t = leg.end
