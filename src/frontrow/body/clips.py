"""What a model does on the runway besides walking, as clips that join: one state machine.

`stand` and `walk` frame 0 (the heel strike of the left foot) are the two key states; every other clip leads from one
to one. The body is animated in place; what moves it over the floor, `advance` and `yaw`, is given beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body.choreography import go, pose, stop, turn
from frontrow.body.clip import CYCLE, Clip
from frontrow.body.mover import Mover
from frontrow.body.poses import stand
from frontrow.body.walk import Walk, walk

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]


def clips(body: Body, cadence: float = 112.0) -> dict[str, Clip]:
    """All clips of a body, `walk` first; every one lasts whole beats of the music at `cadence` beats a minute."""
    steps = walk(body, CYCLE, cadence)
    mover = Mover(body, steps)
    return {
        "walk": _walking(steps),
        "stand": _standing(body, steps),
        "go": go(mover),
        "stop": stop(mover),
        "pose": pose(mover),
        "turn": turn(mover),
    }


def _walking(steps: Walk) -> Clip:
    advance = steps.speed * steps.period * np.arange(CYCLE + 1) / CYCLE
    return Clip(steps.rotations, steps.roots, steps.period, True, advance, np.zeros(CYCLE + 1), steps.stance)


def _standing(body: Body, steps: Walk) -> Clip:
    still = stand(body)
    q, root = (np.repeat(a[None], 2, axis=0) for a in still)
    return Clip(q, root, steps.period, True, np.zeros(3), np.zeros(3), np.ones((2, 2), bool))
