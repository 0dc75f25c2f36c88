"""What a moving body does above the hips: spine, head and arms, as angles over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from frontrow.body.legs import turn_x, turn_y, turn_z
from frontrow.body.poses import Poser

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]
Turns = dict[str, Array]
SPINE, NECK = tuple(f"spine{k}" for k in range(1, 6)), ("neck1", "neck2", "head")


def swinging(phase: Array) -> Array:
    """(F,) how far the arms are on their way at phases of the walk: 1 when the left foot is ahead."""
    return np.asarray(np.cos(2 * np.pi * (phase - 0.03)))


def arm_swing(ahead: Array) -> tuple[Array, Array]:
    """Degrees (F,) that an arm is swung forward and its elbow bent, `ahead` from -1 to 1."""
    return -1.0 + 13.0 * ahead, 5.0 + 3.5 * (ahead + 1)


def walking_chest(phase: Array) -> Array:
    """(F, 3, 3) world rotation of the chest in the walk: against the hips, a little back."""
    chest = turn_y(np.radians(3.0) * swinging(phase)) @ turn_z(np.radians(0.8) * np.sin(2 * np.pi * (phase - 0.06)))
    return np.asarray(chest @ turn_x(np.full(len(phase), np.radians(-1.5))))


def spine(pelvis: Array, chest: Array, head: Array) -> Turns:
    """Local rotations (F, 3, 3) of spine, neck and head that take the hips' world rotation to the chest's and on to
    the head's, shared evenly."""

    def shared(start: Array, end: Array, count: int) -> Array:
        part = Rotation.from_matrix(np.swapaxes(start, 1, 2) @ end).as_rotvec() / count
        return np.asarray(Rotation.from_rotvec(part).as_matrix())

    turns = dict.fromkeys(SPINE, shared(pelvis, chest, len(SPINE)))
    return turns | dict.fromkeys(NECK, shared(chest, head, len(NECK)))


def arm(
    body: Body,
    side: str,
    out: float | Array,
    forward: Array,
    elbow: Array,
    turn: float = 12.0,
    hand: float | Array = 0.0,
) -> Turns:
    """Local rotations (F, 3, 3) of one arm, angles (F,) in degrees: hanging `out` from the body, swung `forward`,
    elbow bent, palm turned in by `turn`, hand bent back by `hand`."""
    frames = len(forward)
    s = 1.0 if side == "L" else -1.0
    poser = Poser(body)
    poser.arm(side, out=0.0, turn=turn)
    raised = np.radians((np.broadcast_to(out, frames) - poser.arm_spread(side)) * s)
    twist = np.tile(poser.turns[f"forearm_twist.{side}"].as_matrix(), (frames, 1, 1))
    return {
        f"clavicle.{side}": turn_z(0.10 * raised),
        f"shoulder.{side}": turn_z(0.25 * raised),
        f"upper_arm.{side}": turn_x(np.radians(-forward)) @ turn_z(0.65 * raised),
        f"forearm.{side}": turn_x(np.radians(-elbow)),
        f"forearm_twist.{side}": twist,
        f"hand.{side}": turn_x(np.radians(-np.broadcast_to(hand, frames))) @ turn_z(np.full(frames, np.radians(2 * s))),
    }
