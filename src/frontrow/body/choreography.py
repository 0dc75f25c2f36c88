"""The moves themselves: when which foot goes where, and what hips, chest and head do meanwhile.

Times are frames, 30 a beat; lengths metres. Leans, tilts and timing are choices, made by looking.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from frontrow.body.clip import BEAT, CYCLE, Clip
from frontrow.body.feet import Plant, hermite, smooth
from frontrow.body.legs import turn_x, turn_y, turn_z
from frontrow.body.mover import Mover, blended
from frontrow.body.stance import Stance
from frontrow.body.walk import LEAD

Array = NDArray[Any]


def go(model: Mover) -> Clip:
    """A short right step on the first beat, the first full left step on the second, then one cycle of the walk, in
    which cloth falls into its rhythm."""
    frames, t = 2 * BEAT + 1, np.arange(2.0 * BEAT + 1)
    first = 0.28 * model.stride
    end = first + model.stride * (0.25 - LEAD)
    left = [
        model.standing("L", -99, 36.6, rising=0.9),
        model.walked("L", 60, 99, end + model.stride * (0.25 + LEAD), landing=1.0, high=1.0),
    ]
    right = [
        model.standing("R", -99, 12, rising=0.45, rise=10.0),
        model.walked("R", 30, 66.6, first, landing=0.6, rising=1.0, high=0.7),
    ]
    advance = hermite(np.clip((t - 4) / 56, 0, 1), 0.0, end, 0.0, 56 * model.pace)
    gain = smooth(t, 8, 54)
    lean = {0: 0.0, 16: 0.042, 24: 0.040, 44: -0.012, 60: 0.0}
    feet = model.tracks(left, right, frames)
    feet = (blended(feet[0], model.walking_foot("L", t, 60, end), smooth(t, 46, 59)), feet[1])
    first_steps = model.solved(t, feet, advance, np.zeros(frames), gain, (t - 60) / CYCLE, lean)
    return model.walked_on(first_steps)


def stop(model: Mover) -> Clip:
    """A short right step on the first beat, then the left foot comes beside it, and cloth comes to rest."""
    frames, t = 4 * BEAT + 1, np.arange(4.0 * BEAT + 1)
    first = model.stride * (0.25 + LEAD)
    end = first + 0.28 * model.stride
    left = [
        model.walked("L", 0, 36, first, landing=1.0, rising=0.6, rise=14.0),
        model.standing("L", 52, 199, end, landing=0.2, high=0.5),
    ]
    right = [
        model.walked("R", -30, 6.6, -model.stride * (0.25 - LEAD), rising=1.0),
        model.standing("R", 30, 199, end, landing=0.55, high=0.8),
    ]
    advance = hermite(np.clip(t / 57, 0, 1), 0.0, end, 57 * model.pace, 0.0)
    gain = 1 - smooth(t, 4, 50)
    lean = {0: 0.0, 12: 0.0, 22: 0.012, 42: -0.040, 60: 0.0}
    feet = model.tracks(left, right, frames)
    swing = 1 - smooth(t, 8, 22)
    feet = (feet[0], blended(feet[1], model.walking_foot("R", t, 0, 0.0), swing))
    return model.solved(t, feet, advance, np.zeros(frames), gain, t / CYCLE, lean)


def turn(model: Mover) -> Clip:
    """Half a turn to the left on the spot in four small steps, toes never crossing; the head goes first."""
    frames, t = 6 * BEAT + 1, np.arange(6.0 * BEAT + 1)
    deg = np.pi / 180

    def about(side: str, land: float, lift: float, place: float, yaw: float, **more: Any) -> Plant:
        x, z = 1.1 * model.beside[side][0], model.beside[side][1]
        x, z = x * np.cos(place * deg) + z * np.sin(place * deg), z * np.cos(place * deg) - x * np.sin(place * deg)
        return model.placed(side, land, lift, x, z, yaw * deg, rise=10.0, rising=0.4, landing=0.2, **more)

    left = [
        model.standing("L", -99, 10, rising=0.3, rise=9.0),
        about("L", 28, 57, 70, 78, pivot=(38, 57, 22 * deg)),
        model.placed(
            "L",
            80,
            299,
            -model.beside["L"][0],
            -model.beside["L"][1],
            172 * deg,
            landing=0.2,
            pivot=(84, 104, 8 * deg),
        ),
    ]
    right = [
        model.standing("R", -99, 31, rising=0.4, rise=10.0, pivot=(14, 31, 20 * deg)),
        about("R", 54, 83, 118, 98, pivot=(62, 83, 38 * deg), round_=(-0.03, 0.03)),
        model.placed("R", 105, 299, -model.beside["R"][0], -model.beside["R"][1], np.pi, landing=0.2),
    ]
    way = {0: 0, 10: 0, 30: 34, 55: 90, 82: 149, 102: 177, 110: 180, 180: 180}
    yaw = np.pi * np.asarray(PchipInterpolator(list(way), [v / 180 for v in way.values()])(t))
    yaw = _rounded(yaw, 5)
    ahead = 14 * deg * (smooth(t, 0, 24) - smooth(t, 50, 96)) - 4 * deg * (smooth(t, 84, 98) - smooth(t, 98, 118))
    lean = {
        0: 0.0,
        18: -0.035,
        30: -0.01,
        43: 0.035,
        55: 0.01,
        68: -0.035,
        81: -0.005,
        93: 0.035,
        108: 0.005,
        120: 0.0,
    }
    none = np.zeros(frames)
    return model.solved(
        t,
        model.tracks(left, right, frames),
        none,
        yaw,
        none,
        none,
        lean,
        chest=turn_y(ahead),
        head=turn_y(2.2 * ahead),
    )


def pose(model: Mover, how: Stance | None = None) -> Clip:
    """Weight on the left leg, the right foot set forward and out; hips and shoulders tilt against each other."""
    how = how or Stance()
    frames, t = 6 * BEAT + 1, np.arange(6.0 * BEAT + 1)
    x, z = model.beside["R"]
    left = [model.standing("L", -99, 299)]
    right = [
        model.standing("R", -99, 14, rising=0.4, rise=10.0),
        model.placed("R", 30, 102, x - 0.015, z + 0.17, np.radians(-22), landing=0.15, rising=0.3, rise=10.0, high=0.5),
        model.standing("R", 120, 299, landing=0.1, high=0.4),
    ]
    held = smooth(t, 4, 36) - smooth(t, 96, 126)
    pelvis = _turned(held, how.hips_turn, how.hips_tilt)
    chest = _turned(held, how.chest_turn, how.chest_tilt, how.chest_lean)
    head = _turned(held, how.head_turn, how.head_tilt, how.head_lean)
    lean = {0: 0.0, 14: 0.045, 36: 0.075, 96: 0.075, 104: 0.055, 130: 0.0, 180: 0.0}
    arms = {
        "L": (how.left_out, how.left_forward, how.left_elbow),
        "R": (how.right_out, how.right_forward, how.right_elbow),
    }
    none = np.zeros(frames)
    tilts = {k: [held * a for a in v] for k, v in arms.items()}
    return model.solved(t, model.tracks(left, right, frames), none, none, none, none, lean, pelvis, chest, head, tilts)


def _turned(held: Array, turn: float, tilt: float, lean: float = 0.0) -> Array:
    """(F, 3, 3) how a part is turned, degrees, as far as it is held (F,)."""
    upright = turn_y(np.radians(turn) * held) @ turn_z(np.radians(tilt) * held)
    return np.asarray(upright @ turn_x(np.radians(lean) * held) if lean else upright)


def _rounded(values: Array, width: int) -> Array:
    """Values (F,) without corners: a running mean of 2 width + 1, taken twice; both ends stay."""
    window = np.ones(2 * width + 1) / (2 * width + 1)
    for _ in range(2):
        padded = np.r_[np.full(width, values[0]), values, np.full(width, values[-1])]
        values = np.convolve(padded, window, "valid")
    return values
