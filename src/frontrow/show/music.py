"""The grid of the music: beats, and bars of four."""

from __future__ import annotations

import math
from dataclasses import dataclass


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
        """The first bar at or after `t`."""
        return math.ceil(t / self.bar - 1e-6) * self.bar

    def beat_after(self, t: float) -> float:
        """The first beat at or after `t`."""
        return math.ceil(t / self.beat - 1e-6) * self.beat
