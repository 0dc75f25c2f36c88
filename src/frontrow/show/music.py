"""The grid of the music: beats, and bars of four."""

from __future__ import annotations

import math
from dataclasses import dataclass

NEAR = 1e-4  # beats or bars: clips tell their length to a microsecond, and what is so near a bar is on it


@dataclass(frozen=True)
class Bars:
    """Beats a minute, and where its bars and beats fall in show time, seconds."""

    bpm: float

    @property
    def beat(self) -> float:
        return 60.0 / self.bpm

    @property
    def bar(self) -> float:
        return 4 * self.beat

    def bar_after(self, t: float) -> float:
        """The first bar at or after `t`, or right before it."""
        return math.ceil(t / self.bar - NEAR) * self.bar

    def beat_after(self, t: float) -> float:
        """The first beat at or after `t`, or right before it."""
        return math.ceil(t / self.beat - NEAR) * self.beat
