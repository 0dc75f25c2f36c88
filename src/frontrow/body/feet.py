"""Feet on the floor and in the air: where the ankle is while a shoe rolls, lies flat, rises and swings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontrow.body import gait
from frontrow.body.legs import Leg, turn_x, turn_y

Array = NDArray[Any]
LIFTING, LANDING = 0.4, 0.2  # share of the floor's speed that a foot still has, and has again, at both ends of a swing
FLAT = (0.06, 0.13, 0.33, 0.43)  # the foot comes down, is flat, is flat, rises: shares of the cycle


class Track(NamedTuple):
    """Of one foot: ankle (F, 3) metres, world rotations of foot and toes (F, 3, 3), on the floor or not (F,)."""

    ankle: Array
    foot: Array
    toes: Array
    stance: Array


@dataclass(frozen=True)
class Plant:
    """A foot put on the floor: from `land` to `lift` in frames, its ball at x, z (metres), turned by `yaw` (radians)
    from its rest direction.

    landing, rising: share of the measured pitch with which heel and toes roll; rise: frames in which the heel comes
    up; pivot: turns on the ball by radians between two frames. Of the swing that leads here, high: share of the
    walk's clearance; round_: metres (x, z) that it goes out of its way.
    """

    land: float
    lift: float
    x: float
    z: float
    yaw: float = 0.0
    landing: float = 0.3
    rising: float = 0.4
    rise: float = 60 * (gait.TOE_OFF - FLAT[2])
    pivot: tuple[float, float, float] = (0.0, 1.0, 0.0)
    high: float = 0.6
    round_: tuple[float, float] = (0.0, 0.0)

    def turned(self, t: Array) -> Array:
        """(F,) yaw at frames t."""
        return np.asarray(self.yaw + self.pivot[2] * smooth(t, self.pivot[0], self.pivot[1]))


def smooth(x: Array, a: float, b: float) -> Array:
    """0 before a, 1 after b, with no jump in speed or acceleration."""
    t = np.clip((x - a) / (b - a), 0.0, 1.0)
    out: Array = t * t * t * (t * (6 * t - 15) + 10)
    return out


def pitch(phase: Array) -> Array:
    """Radians, toes up: the measured pitch, four fifths of it, with the foot truly flat in the middle of
    stance."""
    flat = smooth(phase, FLAT[0], FLAT[1]) * (1 - smooth(phase, FLAT[2], FLAT[3]))
    return np.radians(0.8 * gait.foot_pitch(phase) * (1 - flat))


def clearance(phase: Array) -> Array:
    """Metres between the lowest point of the shoe and the floor: none in stance, low when the foot passes."""
    t = np.clip((phase - gait.TOE_OFF) / (1 - gait.TOE_OFF), 0.0, 1.0)
    out: Array = 0.050 * (16 * t**2 * (1 - t) ** 2) * (1 - 0.45 * np.exp(-(((t - 0.55) / 0.22) ** 2)))
    return out


def rolled(leg: Leg, yaw: Array, tip: Array, phase: Array) -> tuple[Array, Array, Array]:
    """How far the ankle is from where it is when the foot lies flat (F, 3), and rotations of foot and toes.

    yaw: (F, 3, 3); tip: (F,) radians, toes up. Before the middle of stance the foot rolls about its heel, after it
    about its toe joint; toes stay on the floor while the heel rises, and come back in line in the air.
    """
    foot = yaw @ turn_x(-tip)
    air = smooth(phase, gait.TOE_OFF, gait.TOE_OFF + 0.13)
    on_floor = np.where(phase < FLAT[1], tip, 0.0)
    toes = yaw @ turn_x(-(on_floor * (1 - air) + tip * air))

    def about(pivot: Array) -> Array:
        return np.asarray(yaw @ (pivot - leg.ankle) + foot @ (leg.ankle - pivot))

    early = (phase < (FLAT[1] + FLAT[2]) / 2)[:, None]
    return np.where(early, about(leg.heel), about(leg.toes)), foot, toes


def ball(leg: Leg, x: float, z: float, yaw: float) -> tuple[float, float]:
    """Where the ball (toe joint) of a flat foot is whose ankle is over x, z."""
    ahead = turn_y(np.array(yaw)) @ (leg.toes - leg.ankle)
    return x + float(ahead[0]), z + float(ahead[2])


def tracked(leg: Leg, plants: Sequence[Plant], frames: int, period: float, speed: float) -> Track:
    """A foot that goes from plant to plant; period: frames of a cycle of the walk; speed: metres a frame."""
    t = np.arange(frames, dtype=float)
    ahead = leg.toes - leg.ankle
    parts: list[tuple[Array, Array, Array]] = []
    for p in plants:
        # as in the walk after landing and before lifting, flat between
        landed, leaves = (t - p.land) / period, gait.TOE_OFF - (p.lift - t) / p.rise * (gait.TOE_OFF - FLAT[2])
        late = leaves > 0.3
        phase = np.where(late, np.minimum(leaves, gait.TOE_OFF), np.clip(landed, 0.0, 0.2))
        tip = pitch(phase) * np.where(late, p.rising, p.landing)
        yaw = turn_y(p.turned(t))
        moved, foot, toes = rolled(leg, yaw, tip, phase)
        at = np.array([p.x, 0.0, p.z]) - (yaw @ ahead) * [1.0, 0.0, 1.0] + moved * [1.0, 0.0, 1.0]
        parts.append((at, foot, toes))
    at, foot, toes = (a.copy() for a in parts[0])
    up, stance = np.zeros(frames), t <= plants[0].lift
    for a, b, after in zip(plants, plants[1:], parts[1:], strict=False):
        swing = (t > a.lift) & (t < b.land)
        on = t >= b.land
        for out, new in ((at, after[0]), (foot, after[1]), (toes, after[2])):
            out[on] = new[on]
        stance = np.where(swing, False, np.where(on, t <= b.lift, stance))
        if swing.any():
            i = np.where(swing)[0]
            u = (t[i] - a.lift) / (b.land - a.lift)
            start, end = _at(leg, a, a.lift, period), _at(leg, b, b.land, period)
            span = b.land - a.lift
            heading = [np.array([np.sin(p.yaw), 0.0, np.cos(p.yaw)]) for p in (a, b)]
            v0 = (1 - LIFTING) * speed * a.rising * heading[0] * span
            v1 = (1 - LANDING) * speed * b.landing * heading[1] * span
            detour = np.array([b.round_[0], 0.0, b.round_[1]])
            at[i] = hermite(u, start, end, v0, v1) + (np.sin(np.pi * u) ** 2)[:, None] * detour
            phase = gait.TOE_OFF + (1 - gait.TOE_OFF) * u
            share = a.rising + (b.landing - a.rising) * smooth(u, 0.0, 1.0)
            turn = a.yaw + a.pivot[2] + (b.yaw - a.yaw - a.pivot[2]) * smooth(u, 0.0, 1.0)
            _, foot[i], toes[i] = rolled(leg, turn_y(turn), share * pitch(phase), phase)
            up[i] = b.high * clearance(phase)
    at[:, 1] = up - leg.lowest(foot, toes)
    return Track(at, foot, toes, stance)


def _at(leg: Leg, p: Plant, frame: float, period: float) -> Array:
    """(3,) the ankle over the floor at the end (or the beginning) of a plant."""
    leaving = frame == p.lift
    phase = np.array([gait.TOE_OFF if leaving else 0.0])
    yaw = turn_y(p.turned(np.array([frame])))
    moved, _, _ = rolled(leg, yaw, pitch(phase) * (p.rising if leaving else p.landing), phase)
    flat: Array = np.array([p.x, 0.0, p.z]) - (yaw @ (leg.toes - leg.ankle))[0] + moved[0]
    return flat * [1.0, 0.0, 1.0]


def hermite(u: Array, p0: Any, p1: Any, v0: Any, v1: Any) -> Array:
    """The quintic from p0 to p1 with speeds v0, v1 and no acceleration at either end, at u (F,) in 0..1."""
    u = u[:, None] if np.ndim(p0) else u
    s = u**3 * (u * (6 * u - 15) + 10)
    a = u - 6 * u**3 + 8 * u**4 - 3 * u**5
    b = -4 * u**3 + 7 * u**4 - 3 * u**5
    out: Array = np.asarray(p0) * (1 - s) + np.asarray(p1) * s + a * v0 + b * v1
    return out
