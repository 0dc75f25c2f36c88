"""How people sit at a show: legs crossed or side by side, hands in the lap, one holding up a phone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from frontrow.body import Body, joint_transforms
from frontrow.body.poses import Pose, Poser, about

Array = NDArray[Any]
X, Y, Z = np.eye(3)
BENCH = 0.44  # metres


@dataclass(frozen=True)
class Seat:
    """legs: "side", "cross.L" (left over right) or "cross.R"; lean and turn: degrees of the upper body forward and
    to its left; phone: whether the right hand holds one up."""

    legs: str = "side"
    lean: float = 4.0
    turn: float = 0.0
    phone: bool = False


def sitting(body: Body, seat: Seat) -> Pose:
    """The pose: origin under the hips, soles near y = 0, facing +Z."""
    p = Poser(body)
    knee, ankle = p._at("shin.L"), p._at("foot.L")
    shin = float(np.linalg.norm(knee - ankle))
    hips = p._at("hips")
    rise = float(hips[1] - p._at("thigh.L")[1])
    flesh = 0.085 + 0.12 * max(0.0, body.measures["hips"] - 0.95)  # from the hip joint down to the bench
    thigh_y = BENCH + flesh
    thigh = float(np.linalg.norm(p._at("thigh.L") - knee))
    crossed = seat.legs.partition(".")[2]
    down = {"L": "foot.R", "R": "foot.L"}.get(crossed, "foot.L")
    root = np.array([0.0, thigh_y + rise - hips[1], -hips[2]])
    forward = 90.0 - float(np.degrees(np.arcsin(np.clip((thigh_y - ankle[1] - shin) / thigh, -0.4, 0.4))))
    for _ in range(4):  # the knee that brings the foot down to the floor
        _legs(p, crossed, forward)
        foot = joint_transforms(body, p.pose(root).rotations[None], root[None])[1][0]
        high = foot[body.mannequin.joint_names.index(down), 1] - ankle[1]
        forward -= float(np.degrees(high / thigh))
    for joint, share in (("spine1", 0.25), ("spine3", 0.35), ("spine4", 0.4)):
        p.set(joint, about(X, seat.lean * share) * about(Y, seat.turn * 0.2))
    p.set("neck1", about(Y, seat.turn * 0.25) * about(X, -0.3 * seat.lean))
    p.set("head", about(Y, seat.turn * 0.35) * about(X, -0.5 * seat.lean))
    for side in "LR":
        _hand(body, p, root, side, seat)
    return p.pose(root)


def _legs(p: Poser, crossed: str, forward: float) -> None:
    for side in "LR":
        if side == crossed:
            p.leg(side, out=-13.0, forward=forward + 13.0, knee=forward - 14.0, ankle=-24.0)
        elif crossed:
            p.leg(side, out=1.0, forward=forward, knee=forward + 6.0)
        else:
            p.leg(side, out=7.0, forward=forward, knee=forward + 2.0)


def _hand(body: Body, p: Poser, root: Array, side: str, seat: Seat) -> None:
    """Bend one arm until its hand lies on the lap, or is in front of the face with a phone."""
    names = body.mannequin.joint_names
    number = {n: names.index(n) for n in (f"hand.{side}", f"forearm.{side}", f"thigh.{side}", f"shin.{side}", "head")}
    s = 1.0 if side == "L" else -1.0

    def place() -> Array:
        return joint_transforms(body, p.pose(root).rotations[None], root[None])[1][0]

    at = place()
    lap = 0.42 * at[number[f"thigh.{side}"]] + 0.58 * at[number[f"shin.{side}"]]
    goal = lap + np.array([-0.035 * s, 0.115 + 0.10 * max(0.0, body.measures["thigh"] - 0.55), -0.045])
    if seat.phone and side == "R":
        goal = at[number["head"]] + np.array([-0.11, -0.02, 0.30])
    if seat.legs.partition(".")[2]:
        goal = goal + np.array([-0.04 * s, 0.03 if seat.legs.endswith(side) else 0.055, -0.05])
    rest = np.radians([-12.0, 0.0, -30.0 * s])

    def miss(v: Array) -> Array:
        p.set(f"upper_arm.{side}", Rotation.from_rotvec(v[:3]))
        p.set(f"forearm.{side}", Rotation.from_rotvec([-v[3], 0.35 * s * -v[3], 0]))
        hand = place()
        out = hand[number[f"forearm.{side}"], 0] * s
        return np.r_[8 * (hand[number[f"hand.{side}"]] - goal), 0.25 * (v[:3] - rest), 0.05 * v[3], 0.6 * (out - 0.27)]

    v = least_squares(miss, np.r_[rest, 0.9], bounds=([-2.6] * 3 + [0.0], [2.6] * 3 + [2.4])).x
    miss(v)
    p.set(f"hand.{side}", about(X, -6.0 if seat.phone and side == "R" else 14.0))
