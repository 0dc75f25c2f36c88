"""What a model does on the runway besides walking, as clips that join: one state machine.

`stand` and `walk` frame 0 (the heel strike of the left foot) are the two key states; every other clip leads from one
to one. The body is animated in place; what moves it over the floor, `advance` and `yaw`, is given beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body.choreography import go, pose, stop, turn
from frontrow.body.clip import CYCLE, Clip
from frontrow.body.mover import Mover
from frontrow.body.poses import stand
from frontrow.body.stance import Stance
from frontrow.body.walk import Walk, walk

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]

MOVES = {"go": go, "stop": stop, "pose": pose, "turn": turn}
NAMES = ("walk", "stand", *MOVES)


def clips(
    body: Body, cadence: float = 112.0, names: Sequence[str] = NAMES, held: Stance | None = None
) -> dict[str, Clip]:
    """Clips of a body, `walk` first, all of them or those that are named; every one lasts whole beats of the music at
    `cadence` beats a minute. held: how the pose is held."""
    steps = walk(body, CYCLE, cadence)
    out = {"walk": _walking(steps), "stand": _standing(body, steps)}
    moves = [name for name in names if name in MOVES]
    if moves:
        mover = Mover(body, steps)
        out |= {name: pose(mover, held) if name == "pose" else MOVES[name](mover) for name in moves}
    return {name: clip for name, clip in out.items() if name in names}


def _walking(steps: Walk) -> Clip:
    advance = steps.speed * steps.period * np.arange(CYCLE + 1) / CYCLE
    return Clip(steps.rotations, steps.roots, steps.period, True, advance, np.zeros(CYCLE + 1), steps.stance)


def _standing(body: Body, steps: Walk) -> Clip:
    still = stand(body)
    q, root = (np.repeat(a[None], 2, axis=0) for a in still)
    return Clip(q, root, steps.period, True, np.zeros(3), np.zeros(3), np.ones((2, 2), bool))
