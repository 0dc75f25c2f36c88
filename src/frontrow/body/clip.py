"""One move of a body, in place, and what moves it over the floor beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
CYCLE = 60  # frames of the walk's period; a beat is half of it
BEAT = CYCLE // 2
JOINS = {  # clip -> the states it leads from and to
    "walk": ("walk", "walk"),
    "stand": ("stand", "stand"),
    "go": ("stand", "walk"),
    "stop": ("walk", "stand"),
    "pose": ("stand", "stand"),
    "turn": ("stand", "stand"),
}


@dataclass(frozen=True)
class Clip:
    """One move. rotations: (F, J, 4) xyzw; roots: (F, 3) metres, in place, as in `Walk`; stance: (F, 2) bool.

    A loop's frame F would be frame 0 again; any other clip's last frame is its end. advance, yaw: (K,) metres along
    the heading that the clip began with, and radians to the left, at each frame; K = F + 1 for a loop, else F. A foot
    in stance stays where it is once the body is moved by them, but for pivots on the ball of the foot.
    """

    rotations: Array
    roots: Array
    seconds: float
    loop: bool
    advance: Array
    yaw: Array
    stance: NDArray[np.bool_]

    @property
    def times(self) -> Array:
        """(F,) seconds of the frames."""
        count = len(self.roots)
        return np.arange(count) * self.seconds / (count if self.loop else count - 1)
