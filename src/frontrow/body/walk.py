"""The walk: the measured cycle on any body, with the catwalk's narrow step and quiet head.

What is measured (gait.py): the feet's pitch, the swing of ankle and knee, the pelvis. What follows from the
floor: a foot on the floor rolls over its heel, lies flat, and rises over its toe joint, so it cannot slide;
the hips are as high as the standing leg allows; hip, knee and ankle then follow exactly. What is chosen: a
stride of 0.72 of the stature, feet near one line, pelvis turned 1.8 times the measured, arms that swing
through 26 degrees (24.6 +- 2.4 were measured by Vicon in ten men, "Kinematic parameters of movement at the
shoulder joint in normal gait in humans") opposite to the legs, shoulders turning 3 degrees against the
hips, eyes ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from frontrow.body import gait
from frontrow.body.feet import LANDING, LIFTING, Track, clearance, pitch, rolled
from frontrow.body.figure import assembled
from frontrow.body.legs import Leg, turn_x, turn_y, turn_z
from frontrow.body.poses import arm_clearance
from frontrow.body.thighs import step_width
from frontrow.body.upper import arm, arm_swing, spine, swinging, walking_chest

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]
STRIDE = 0.72  # of the stature
BOB = [(-0.020, 0.020)] * 2 + [(-0.006, 0.006)] * 2 + [(None, None)]  # metres: how the hips may rise and fall
LEAD = 0.008  # of the stride: how much farther ahead of the hips a foot lands than it leaves behind


@dataclass(frozen=True)
class Walk:
    """One cycle in place; frame F would be frame 0 again. Frame 0 is the heel strike of the left foot.

    rotations: (F, J, 4) xyzw; roots: (F, 3) metres; period: seconds for two steps; speed: m/s; stance: (F,
    2) bool, left and right foot on the floor. World position at time t = posed position + heading * (speed
    * t).
    """

    rotations: Array
    roots: Array
    period: float
    speed: float
    stance: NDArray[np.bool_]


def stride_of(body: Body) -> float:
    """Metres that a body moves ahead in one cycle, two steps."""
    return STRIDE * body.measures["height"]


def toes_out(body: Body, leg: Leg) -> float:
    """Radians that a walking foot is turned about Y from its rest direction."""
    return float(np.radians(((4.0 if body.sex == "f" else 7.0) - leg.out) * leg.sign))


def walking_pelvis(body: Body, phase: Array) -> Array:
    """(F, 3, 3) rotation of the hips at phases of the cycle."""
    rise = np.radians(gait.series(gait.PELVIS_RISE, phase)) * (1.2 if body.sex == "f" else 0.9)
    turn = np.radians(gait.series(gait.PELVIS_TURN, phase)) * 1.8
    tilt = np.radians(gait.series(gait.PELVIS_TILT, phase))
    out: Array = turn_y(turn) @ turn_z(rise) @ turn_x(tilt)
    return out


def walking_sway(body: Body, phase: Array) -> Array:
    """(F,) metres that the hips are towards the left, over the standing leg."""
    leg = Leg(body, "L")
    sway = 0.35 * step_width(body.measures["thigh"], leg.hip[0]) + (0.018 if body.sex == "f" else 0.014)
    out: Array = sway * np.sin(2 * np.pi * (phase - 0.06))
    return out


def stepping(body: Body, leg: Leg, phase: Array) -> Track:
    """One foot at phases of its own cycle, relative to a floor point under the hips that moves with them."""
    stride, track = stride_of(body), step_width(body.measures["thigh"], float(Leg(body, "L").hip[0]))
    s = leg.sign
    yaw = turn_y(np.full(len(phase), toes_out(body, leg)))
    moved, foot, toes = rolled(leg, yaw, pitch(phase), phase)
    swing = phase > gait.TOE_OFF
    forward = np.where(swing, _swing(leg, phase, stride), moved[:, 2] + stride * (0.25 + LEAD - phase))
    up = clearance(phase) - leg.lowest(foot, toes)
    circle = 0.018 * np.sin(np.pi * np.clip((phase - gait.TOE_OFF) / (1 - gait.TOE_OFF), 0, 1)) ** 2
    across = s * (track + circle) + moved[:, 0] * ~swing
    return Track(np.stack([across, up, forward], 1), foot, toes, ~swing)


def _swing(leg: Leg, phase: Array, stride: float) -> Array:
    """Forward place of the ankle in the air: the measured swing, fitted to where stance ends and begins
    again."""
    thigh, shin = np.linalg.norm(leg.upper), np.linalg.norm(leg.lower)

    def measured(p: Array) -> Array:
        hip, knee = np.radians(gait.series(gait.HIP, p) - 2.0), np.radians(gait.series(gait.KNEE, p))
        return np.asarray(thigh * np.sin(hip) + shin * np.sin(hip - knee))

    def stance(p: Array) -> Array:
        tip = pitch(p)
        pivot = np.where((p % 1 > 0.3)[:, None], leg.toes, leg.heel)
        moved = (
            pivot + turn_x(-tip) @ (leg.ankle - pivot)
            if len(p) == 1
            else np.stack([q + turn_x(np.array(-a)) @ (leg.ankle - q) for q, a in zip(pivot, tip, strict=True)])
        )
        return np.asarray(moved[:, 2] - leg.ankle[2] + stride * (0.25 + LEAD - p % 1))

    h = 1e-4
    ends = np.array([gait.TOE_OFF - h, gait.TOE_OFF, h / 2, h * 1.5])
    on, air = stance(ends), measured(ends)
    # a cubic correction that meets the place and part of the speed at toe-off and at heel strike
    span = 1 - gait.TOE_OFF
    p0, p1 = on[1] - air[1], on[2] - air[2]
    v0 = (LIFTING * (on[1] - on[0]) - (air[1] - air[0])) / h * span
    v1 = (LANDING * (on[3] - on[2]) - (air[3] - air[2])) / h * span
    t = np.clip((phase - gait.TOE_OFF) / span, 0.0, 1.0)
    mend = (2 * t**3 - 3 * t**2 + 1) * p0 + (t**3 - 2 * t**2 + t) * v0 + (3 * t**2 - 2 * t**3) * p1 + (t**3 - t**2) * v1
    out: Array = measured(phase) + mend
    return out


def walk(body: Body, frames: int = 60, cadence: float = 112.0) -> Walk:
    """The walk of a body: `cadence` steps a minute, `frames` a cycle of two steps."""
    phase = np.arange(frames) / frames
    stride = stride_of(body)
    period = 120.0 / cadence
    legs = (Leg(body, "L"), Leg(body, "R"))
    phases = (phase, (phase + 0.5) % 1.0)
    pelvis = walking_pelvis(body, phase)
    hips = body.joints[body.mannequin.joint("hips")].astype(np.float64)
    zero = np.zeros(frames)
    root = np.stack([walking_sway(body, phase), zero, zero - legs[0].hip[2]], 1)
    feet = [stepping(body, leg, p) for leg, p in zip(legs, phases, strict=True)]
    offsets = [(pelvis @ (leg.hip - hips)) for leg in legs]
    root[:, 1] = _hip_height(legs, phases, feet, offsets, root + hips * [1, 0, 1]) - hips[1]

    chest = walking_chest(phase)
    turns = spine(pelvis, chest, np.broadcast_to(np.eye(3), chest.shape))
    for leg, ahead in zip(legs, (-swinging(phase), swinging(phase)), strict=True):
        turns |= arm(body, leg.side, arm_clearance(body), *arm_swing(ahead), hand=2.0 * ahead)
    q = assembled(body, legs, pelvis, root, feet, turns)
    stance = np.stack([foot.stance for foot in feet], 1)
    return Walk(q, root, period, stride / period, stance)


def _hip_height(
    legs: tuple[Leg, Leg],
    phases: tuple[Array, Array],
    feet: list[Track],
    offsets: list[Array],
    root: Array,
) -> Array:
    """(F,) height of the hips: as the standing leg carries them with the measured knee, twice up and down
    a cycle."""
    lowest, limit = [], []
    for leg, p, (ankle, *_), offset in zip(legs, phases, feet, offsets, strict=True):
        flat = np.linalg.norm((ankle - root - offset)[:, [0, 2]], axis=1)
        rest = np.arctan2(leg.upper[2], -leg.upper[1]) - np.arctan2(leg.lower[2], -leg.lower[1])
        knee = np.radians(0.85 * gait.series(gait.KNEE, p)) - rest
        top = np.sqrt(np.maximum(leg.reach(np.full(len(p), np.radians(4.0) - rest)) ** 2 - flat**2, 0.01))
        kept = np.sqrt(np.maximum(leg.reach(knee) ** 2 - flat**2, 0.01))
        standing = p < 0.5
        lowest.append(np.where(standing, kept + ankle[:, 1] - offset[:, 1], np.inf))
        limit.append(np.where(p <= gait.TOE_OFF, top + ankle[:, 1] - offset[:, 1], np.inf))
    target, most = np.minimum(*lowest), np.minimum(*limit)
    n = np.arange(len(target)) / len(target)
    basis = np.stack([f(2 * np.pi * k * n) for k in (2, 4) for f in (np.cos, np.sin)] + [np.ones(len(n))], 1)
    # as high as can be on average, with no leg stretched beyond what it measured
    best = linprog(-basis.sum(0), A_ub=basis, b_ub=np.minimum(target, most), bounds=BOB)
    height: Array = basis @ best.x
    return height
