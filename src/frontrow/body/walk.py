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
from scipy.spatial.transform import Rotation

from frontrow.body import gait
from frontrow.body.legs import Leg, turn_x, turn_y, turn_z
from frontrow.body.poses import Poser, arm_clearance
from frontrow.body.thighs import step_width

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]
STRIDE = 0.72  # of the stature
BOB = [(-0.020, 0.020)] * 2 + [(-0.006, 0.006)] * 2 + [(None, None)]  # metres: how the hips may rise and fall
LIFTING, LANDING = 0.4, 0.2  # share of the floor's speed that a foot still has, and has again, at both ends of a swing
LEAD = 0.008  # of the stride: how much farther ahead of the hips a foot lands than it leaves behind
FLAT = (0.06, 0.13, 0.33, 0.43)  # the foot comes down, is flat, is flat, rises: shares of the cycle


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


def _smooth(x: Array, a: float, b: float) -> Array:
    t = np.clip((x - a) / (b - a), 0.0, 1.0)
    out: Array = t * t * t * (t * (6 * t - 15) + 10)
    return out


def _pitch(phase: Array) -> Array:
    """Radians, toes up: the measured pitch, four fifths of it, with the foot truly flat in the middle of
    stance."""
    flat = _smooth(phase, FLAT[0], FLAT[1]) * (1 - _smooth(phase, FLAT[2], FLAT[3]))
    return np.radians(0.8 * gait.foot_pitch(phase) * (1 - flat))


def _feet(leg: Leg, phase: Array, stride: float, track: float, out: float) -> tuple[Array, Array, Array]:
    """Ankle (F, 3) relative to a floor point under the hips, and world rotations of foot and toes (F, 3,
    3)."""
    s = leg.sign
    yaw = turn_y(np.full(len(phase), np.radians((out - leg.out) * s)))
    pitch = _pitch(phase)
    foot = yaw @ turn_x(-pitch)
    # toes stay on the floor while the heel rises, and come back in line with the foot in the air
    air = _smooth(phase, gait.TOE_OFF, gait.TOE_OFF + 0.13)
    on_floor = np.where(phase < FLAT[1], pitch, 0.0)
    toes = yaw @ turn_x(-(on_floor * (1 - air) + pitch * air))

    def roll(pivot: Array) -> Array:
        """The ankle as the foot, turned to its direction, rolls about a pivot on the floor."""
        moved: Array = leg.ankle + yaw @ (pivot - leg.ankle) + foot @ (leg.ankle - pivot)
        return moved

    over_heel, over_toes = roll(leg.heel), roll(leg.toes)
    flat = leg.ankle
    standing = np.where((phase < (FLAT[1] + FLAT[2]) / 2)[:, None], over_heel, over_toes)
    forward = standing[:, 2] - flat[2] + stride * (0.25 + LEAD - phase)
    swing = phase > gait.TOE_OFF
    forward = np.where(swing, _swing(leg, phase, stride), forward)
    clearance = _clearance(phase)
    up = clearance - leg.lowest(foot, toes)
    circle = 0.018 * np.sin(np.pi * np.clip((phase - gait.TOE_OFF) / (1 - gait.TOE_OFF), 0, 1)) ** 2
    across = s * (track + circle) + (standing[:, 0] - flat[0]) * ~swing
    return np.stack([across, up, forward], 1), foot, toes


def _clearance(phase: Array) -> Array:
    """Metres between the lowest point of the shoe and the floor: none in stance, low when the foot passes."""
    t = np.clip((phase - gait.TOE_OFF) / (1 - gait.TOE_OFF), 0.0, 1.0)
    out: Array = 0.050 * (16 * t**2 * (1 - t) ** 2) * (1 - 0.45 * np.exp(-(((t - 0.55) / 0.22) ** 2)))
    return out


def _swing(leg: Leg, phase: Array, stride: float) -> Array:
    """Forward place of the ankle in the air: the measured swing, fitted to where stance ends and begins
    again."""
    thigh, shin = np.linalg.norm(leg.upper), np.linalg.norm(leg.lower)

    def measured(p: Array) -> Array:
        hip, knee = np.radians(gait.series(gait.HIP, p) - 2.0), np.radians(gait.series(gait.KNEE, p))
        return np.asarray(thigh * np.sin(hip) + shin * np.sin(hip - knee))

    def stance(p: Array) -> Array:
        pitch = _pitch(p)
        pivot = np.where((p % 1 > 0.3)[:, None], leg.toes, leg.heel)
        moved = (
            pivot + turn_x(-pitch) @ (leg.ankle - pivot)
            if len(p) == 1
            else np.stack([q + turn_x(np.array(-a)) @ (leg.ankle - q) for q, a in zip(pivot, pitch, strict=True)])
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
    stride = STRIDE * body.measures["height"]
    period = 120.0 / cadence
    legs = (Leg(body, "L"), Leg(body, "R"))
    phases = (phase, (phase + 0.5) % 1.0)
    woman = body.sex == "f"
    track = step_width(body.measures["thigh"], legs[0].hip[0])

    rise = np.radians(gait.series(gait.PELVIS_RISE, phase)) * (1.2 if woman else 0.9)
    turn = np.radians(gait.series(gait.PELVIS_TURN, phase)) * 1.8
    tilt = np.radians(gait.series(gait.PELVIS_TILT, phase))
    pelvis = turn_y(turn) @ turn_z(rise) @ turn_x(tilt)
    hips = body.joints[body.mannequin.joint("hips")].astype(np.float64)
    sway = 0.35 * track + (0.018 if woman else 0.014)
    root = np.stack([sway * np.sin(2 * np.pi * (phase - 0.06)), np.zeros(frames), np.full(frames, -legs[0].hip[2])], 1)

    feet = [_feet(leg, p, stride, track, 4.0 if woman else 7.0) for leg, p in zip(legs, phases, strict=True)]
    offsets = [(pelvis @ (leg.hip - hips)) for leg in legs]
    root[:, 1] = _hip_height(legs, phases, feet, offsets, root + hips * [1, 0, 1]) - hips[1]

    q = np.tile([0.0, 0.0, 0.0, 1.0], (frames, len(body.mannequin.parents), 1))

    def put(name: str, matrices: Array) -> None:
        q[:, body.mannequin.joint(name)] = Rotation.from_matrix(matrices).as_quat()

    put("hips", pelvis)
    for leg, (ankle, foot, toes), offset in zip(legs, feet, offsets, strict=True):
        axis = (0.6 * pelvis + 0.4 * foot)[:, :, 0]
        thigh, knee, shin = leg.solve(pelvis, root + hips + offset, ankle, axis)
        put(f"thigh.{leg.side}", thigh)
        put(f"shin.{leg.side}", turn_x(knee))
        put(f"foot.{leg.side}", np.swapaxes(shin, 1, 2) @ foot)
        put(f"toes.{leg.side}", np.swapaxes(foot, 1, 2) @ toes)
    _upper(body, phase, pelvis, put)
    q = _continuous(q)
    stance = np.stack([p <= gait.TOE_OFF for p in phases], 1)
    return Walk(q, root, period, stride / period, stance)


def _hip_height(
    legs: tuple[Leg, Leg],
    phases: tuple[Array, Array],
    feet: list[tuple[Array, Array, Array]],
    offsets: list[Array],
    root: Array,
) -> Array:
    """(F,) height of the hips: as the standing leg carries them with the measured knee, twice up and down
    a cycle."""
    lowest, limit = [], []
    for leg, p, (ankle, _, _), offset in zip(legs, phases, feet, offsets, strict=True):
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


def _upper(body: Body, phase: Array, pelvis: Array, put: Any) -> None:
    """Spine, head and arms."""
    frames = len(phase)
    swing = np.cos(2 * np.pi * (phase - 0.03))  # 1 when the left foot is ahead
    chest = turn_y(np.radians(3.0) * swing) @ turn_z(np.radians(0.8) * np.sin(2 * np.pi * (phase - 0.06)))
    chest = chest @ turn_x(np.full(frames, np.radians(-1.5)))
    share = Rotation.from_matrix(np.swapaxes(pelvis, 1, 2) @ chest).as_rotvec() / 5
    for k in range(1, 6):
        put(f"spine{k}", Rotation.from_rotvec(share).as_matrix())
    gaze = Rotation.from_matrix(np.swapaxes(chest, 1, 2)).as_rotvec() / 3
    for joint in ("neck1", "neck2", "head"):
        put(joint, Rotation.from_rotvec(gaze).as_matrix())
    out = arm_clearance(body)
    for side, ahead in (("L", -swing), ("R", swing)):
        forward = -1.0 + 13.0 * ahead
        elbow = 5.0 + 7.0 * (ahead + 1) / 2
        poser = Poser(body)
        s = 1.0 if side == "L" else -1.0
        poser.arm(side, out=out, turn=12.0)
        still = poser.turns
        put(f"clavicle.{side}", np.tile(still[f"clavicle.{side}"].as_matrix(), (frames, 1, 1)))
        put(f"shoulder.{side}", np.tile(still[f"shoulder.{side}"].as_matrix(), (frames, 1, 1)))
        put(f"upper_arm.{side}", turn_x(np.radians(-forward)) @ still[f"upper_arm.{side}"].as_matrix())
        put(f"forearm.{side}", turn_x(np.radians(-elbow)))
        put(f"forearm_twist.{side}", np.tile(still[f"forearm_twist.{side}"].as_matrix(), (frames, 1, 1)))
        put(f"hand.{side}", turn_x(np.radians(-2.0 * ahead)) @ turn_z(np.full(frames, np.radians(2.0 * s))))


def _continuous(q: Array) -> Array:
    """The same rotations with no change of sign from frame to frame."""
    step = np.where((q[1:] * q[:-1]).sum(-1) < 0, -1.0, 1.0)
    out: Array = np.concatenate([q[:1], q[1:] * np.cumprod(step, 0)[..., None]])
    return out
