"""What a model does on the runway besides walking, as clips that join: one state machine.

`stand` and `walk` frame 0 (the heel strike of the left foot) are the two key states; every other clip leads from one
to one. The body is animated in place; what moves it over the floor, `advance` and `yaw`, is given beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.optimize import lsq_linear
from scipy.spatial.transform import Rotation

from frontrow.body.feet import Plant, Track, ball, hermite, smooth, tracked
from frontrow.body.figure import assembled, continuous
from frontrow.body.legs import Leg, turn_x, turn_y, turn_z
from frontrow.body.pose import joint_transforms
from frontrow.body.poses import arm_clearance, stand
from frontrow.body.upper import arm, arm_swing, spine, swinging, walking_chest
from frontrow.body.walk import LEAD, Walk, stepping, stride_of, toes_out, walk, walking_pelvis, walking_sway

if TYPE_CHECKING:
    from frontrow.body.body import Body

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


def clips(body: Body, cadence: float = 112.0) -> dict[str, Clip]:
    """All clips of a body, `walk` first; every one lasts whole beats of the music at `cadence` beats a minute."""
    steps = walk(body, CYCLE, cadence)
    mover = _Mover(body, steps)
    return {
        "walk": _walking(steps),
        "stand": _standing(body, steps),
        "go": mover.go(),
        "stop": mover.stop(),
        "pose": mover.pose(),
        "turn": mover.turn(),
    }


def _walking(steps: Walk) -> Clip:
    advance = steps.speed * steps.period * np.arange(CYCLE + 1) / CYCLE
    return Clip(steps.rotations, steps.roots, steps.period, True, advance, np.zeros(CYCLE + 1), steps.stance)


def _standing(body: Body, steps: Walk) -> Clip:
    still = stand(body)
    q, root = (np.repeat(a[None], 2, axis=0) for a in still)
    return Clip(q, root, steps.period, True, np.zeros(3), np.zeros(3), np.ones((2, 2), bool))


class _Mover:
    """Plans feet and hips of one body over frames of a 60th of the walk's period, and solves the rest."""

    def __init__(self, body: Body, steps: Walk) -> None:
        self.body, self.steps = body, steps
        self.legs = Leg(body, "L"), Leg(body, "R")
        self.stride = stride_of(body)
        self.pace = self.stride / CYCLE  # metres a frame
        self.still = stand(body)
        self.out = arm_clearance(body)
        m = body.mannequin
        self.hips = body.joints[m.joint("hips")].astype(np.float64)
        spread = {s: self._foot(s) for s in "LR"}
        self.beside = {s: (float(p[0]), float(p[2])) for s, p in spread.items()}

    def _foot(self, side: str) -> Array:
        """The ankle of the standing pose."""
        places = joint_transforms(self.body, self.still.rotations[None], self.still.root[None])[1][0]
        return np.asarray(places[self.body.mannequin.joint(f"foot.{side}")])

    def standing(self, side: str, land: float, lift: float, z: float = 0.0, **more: Any) -> Plant:
        """A foot where it stands, the body being `z` metres ahead."""
        leg = self.legs["LR".index(side)]
        x, z = ball(leg, self.beside[side][0], self.beside[side][1] + z, 0.0)
        return Plant(land, lift, x, z, **more)

    def walked(self, side: str, land: float, lift: float, z: float, **more: Any) -> Plant:
        """A foot on its line of the walk, flat with the ankle at `z`."""
        leg = self.legs["LR".index(side)]
        yaw = toes_out(self.body, leg)
        track = float(stepping(self.body, leg, np.array([0.2])).ankle[0, 0])
        x, z = ball(leg, track, z, yaw)
        return Plant(land, lift, x, z, yaw, **more)

    def placed(self, side: str, land: float, lift: float, x: float, z: float, yaw: float, **more: Any) -> Plant:
        """A foot that ends, after its pivot, with the ankle at x, z."""
        leg = self.legs["LR".index(side)]
        return Plant(land, lift, *ball(leg, x, z, yaw + more.get("pivot", (0.0, 1.0, 0.0))[2]), yaw, **more)

    def walking_foot(self, side: str, t: Array, when: float, at: float) -> Track:
        """The walk's own foot at frames t, frame 0 of the walk being at frame `when` and place `at`."""
        phase = ((t - when) / CYCLE + (0.5 if side == "R" else 0.0)) % 1.0
        track = stepping(self.body, self.legs["LR".index(side)], phase)
        ahead = np.zeros_like(track.ankle)
        ahead[:, 2] = at + self.pace * (t - when)
        return track._replace(ankle=track.ankle + ahead)

    def go(self) -> Clip:
        """A short right step on the first beat, the first full left step on the second, then one cycle of the walk, in
        which cloth falls into its rhythm."""
        frames, t = 2 * BEAT + 1, np.arange(2.0 * BEAT + 1)
        first = 0.28 * self.stride
        end = first + self.stride * (0.25 - LEAD)
        left = [
            self.standing("L", -99, 36.6, rising=0.9),
            self.walked("L", 60, 99, end + self.stride * (0.25 + LEAD), landing=1.0, high=1.0),
        ]
        right = [
            self.standing("R", -99, 12, rising=0.45, rise=10.0),
            self.walked("R", 30, 66.6, first, landing=0.6, rising=1.0, high=0.7),
        ]
        advance = hermite(np.clip((t - 4) / 56, 0, 1), 0.0, end, 0.0, 56 * self.pace)
        gain = smooth(t, 8, 54)
        lean = {0: 0.0, 16: 0.042, 24: 0.040, 44: -0.012, 60: 0.0}
        feet = self._tracks(left, right, frames)
        feet = (_blended(feet[0], self.walking_foot("L", t, 60, end), smooth(t, 46, 59)), feet[1])
        first_steps = self._solved(t, feet, advance, np.zeros(frames), gain, (t - 60) / CYCLE, lean)
        return self._walked_on(first_steps)

    def stop(self) -> Clip:
        """A short right step on the first beat, then the left foot comes beside it, and cloth comes to rest."""
        frames, t = 4 * BEAT + 1, np.arange(4.0 * BEAT + 1)
        first = self.stride * (0.25 + LEAD)
        end = first + 0.28 * self.stride
        left = [
            self.walked("L", 0, 36, first, landing=1.0, rising=0.6, rise=14.0),
            self.standing("L", 52, 199, end, landing=0.2, high=0.5),
        ]
        right = [
            self.walked("R", -30, 6.6, -self.stride * (0.25 - LEAD), rising=1.0),
            self.standing("R", 30, 199, end, landing=0.55, high=0.8),
        ]
        advance = hermite(np.clip(t / 57, 0, 1), 0.0, end, 57 * self.pace, 0.0)
        gain = 1 - smooth(t, 4, 50)
        lean = {0: 0.0, 12: 0.0, 22: 0.012, 42: -0.040, 60: 0.0}
        feet = self._tracks(left, right, frames)
        swing = 1 - smooth(t, 8, 22)
        feet = (feet[0], _blended(feet[1], self.walking_foot("R", t, 0, 0.0), swing))
        return self._solved(t, feet, advance, np.zeros(frames), gain, t / CYCLE, lean)

    def turn(self) -> Clip:
        """Half a turn to the left on the spot in four small steps, toes never crossing; the head goes first."""
        frames, t = 6 * BEAT + 1, np.arange(6.0 * BEAT + 1)
        deg = np.pi / 180

        def about(side: str, land: float, lift: float, place: float, yaw: float, **more: Any) -> Plant:
            x, z = 1.1 * self.beside[side][0], self.beside[side][1]
            x, z = x * np.cos(place * deg) + z * np.sin(place * deg), z * np.cos(place * deg) - x * np.sin(place * deg)
            return self.placed(side, land, lift, x, z, yaw * deg, rise=10.0, rising=0.4, landing=0.2, **more)

        left = [
            self.standing("L", -99, 10, rising=0.3, rise=9.0),
            about("L", 28, 57, 70, 78, pivot=(38, 57, 22 * deg)),
            self.placed(
                "L",
                80,
                299,
                -self.beside["L"][0],
                -self.beside["L"][1],
                172 * deg,
                landing=0.2,
                pivot=(84, 104, 8 * deg),
            ),
        ]
        right = [
            self.standing("R", -99, 31, rising=0.4, rise=10.0, pivot=(14, 31, 20 * deg)),
            about("R", 54, 83, 118, 98, pivot=(62, 83, 38 * deg), round_=(-0.03, 0.03)),
            self.placed("R", 105, 299, -self.beside["R"][0], -self.beside["R"][1], np.pi, landing=0.2),
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
        return self._solved(
            t,
            self._tracks(left, right, frames),
            none,
            yaw,
            none,
            none,
            lean,
            chest=turn_y(ahead),
            head=turn_y(2.2 * ahead),
        )

    def pose(self) -> Clip:
        """Weight on the left leg, the right foot set forward and out; hips and shoulders tilt against each other."""
        frames, t = 6 * BEAT + 1, np.arange(6.0 * BEAT + 1)
        x, z = self.beside["R"]
        left = [self.standing("L", -99, 299)]
        right = [
            self.standing("R", -99, 14, rising=0.4, rise=10.0),
            self.placed(
                "R", 30, 102, x - 0.015, z + 0.17, np.radians(-22), landing=0.15, rising=0.3, rise=10.0, high=0.5
            ),
            self.standing("R", 120, 299, landing=0.1, high=0.4),
        ]
        held = smooth(t, 4, 36) - smooth(t, 96, 126)
        pelvis = turn_y(np.radians(-9) * held) @ turn_z(np.radians(7.0) * held)
        chest = turn_y(np.radians(6) * held) @ turn_z(np.radians(-4.5) * held) @ turn_x(np.radians(-3.0) * held)
        head = turn_y(np.radians(-13) * held) @ turn_z(np.radians(2.0) * held) @ turn_x(np.radians(-3.0) * held)
        lean = {0: 0.0, 14: 0.045, 36: 0.075, 96: 0.075, 104: 0.055, 130: 0.0, 180: 0.0}
        arms = {"L": (0.0, -9.0, 4.0), "R": (0.0, 3.0, 15.0)}  # degrees out, forward, at the elbow
        none = np.zeros(frames)
        tilts = {k: [held * a for a in v] for k, v in arms.items()}
        return self._solved(
            t, self._tracks(left, right, frames), none, none, none, none, lean, pelvis, chest, head, tilts
        )

    def _walked_on(self, clip: Clip) -> Clip:
        """The clip, which ends at frame 0 of the walk, and a cycle of the walk after it."""
        walk, again = self.steps, np.r_[1:CYCLE, 0]
        ahead = clip.advance[-1] + self.pace * np.arange(1, CYCLE + 1)
        return Clip(
            continuous(np.concatenate([clip.rotations, walk.rotations[again]])),
            np.concatenate([clip.roots, walk.roots[again]]),
            clip.seconds + walk.period,
            False,
            np.r_[clip.advance, ahead],
            np.r_[clip.yaw, np.zeros(CYCLE)],
            np.concatenate([clip.stance, walk.stance[again]]),
        )

    def _tracks(self, left: list[Plant], right: list[Plant], frames: int) -> tuple[Track, Track]:
        a, b = (tracked(leg, p, frames, CYCLE, self.pace) for leg, p in zip(self.legs, (left, right), strict=True))
        return a, b

    def _solved(
        self,
        t: Array,
        feet: tuple[Track, Track],
        advance: Array,
        yaw: Array,
        gain: Array,
        phase: Array,
        lean: dict[int, float],
        pelvis: Array | None = None,
        chest: Array | None = None,
        head: Array | None = None,
        arms: Mapping[str, Sequence[Array]] | None = None,
    ) -> Clip:
        """The clip whose feet are where they are in the world; gain: (K,) how much of the walk is in hips and arms.

        lean: frame -> metres that the hips are led to the left; on top of the walk's, pelvis, chest, head: (K, 3, 3);
        arms: side -> degrees (K,) out, forward and at the elbow.
        """
        back = turn_y(-yaw)
        origin = np.zeros((len(t), 3))
        origin[:, 2] = advance
        local = [
            Track(np.einsum("fab,fb->fa", back, f.ankle - origin), back @ f.foot, back @ f.toes, f.stance) for f in feet
        ]
        still = np.broadcast_to(np.eye(3), (len(t), 3, 3))
        walking = _between(still, walking_pelvis(self.body, phase), gain)
        hips = walking @ (still if pelvis is None else pelvis)
        root = np.zeros((len(t), 3))
        path = CubicSpline(list(lean), list(lean.values()), bc_type="clamped")
        root[:, 0] = gain * walking_sway(self.body, phase) + path(np.minimum(t, max(lean)))
        root[:, 2] = self.still.root[2] + gain * (self.steps.roots[0, 2] - self.still.root[2])
        root[:, 1] = self._height(hips, root, local, gain)
        torso = _between(still, walking_chest(phase), gain) @ (still if chest is None else chest)
        turns = spine(hips, torso, still if head is None else head)
        for leg, sign in zip(self.legs, (-1.0, 1.0), strict=True):
            ahead = sign * swinging(phase)
            forward, elbow = ((1 - gain) * a + gain * b for a, b in zip((2.0, 4.0), arm_swing(ahead), strict=True))
            more = arms[leg.side] if arms else (0.0, 0.0, 0.0)
            at = self.out + more[0], forward + more[1], elbow + more[2]
            turns |= arm(self.body, leg.side, *at, hand=gain * 2.0 * ahead)
        q = assembled(self.body, self.legs, hips, root, local, turns)
        q, root = self._joined(q, root, gain)
        seconds = self.steps.period * (len(t) - 1) / CYCLE
        return Clip(q, root, seconds, False, advance, yaw, np.stack([f.stance for f in feet], 1))

    def _height(self, hips: Array, root: Array, feet: list[Track], gain: Array) -> Array:
        """(K,) height of the root: as high as the legs reach with soft knees, without haste."""
        limit = np.full(len(root), np.inf)
        for leg, foot in zip(self.legs, feet, strict=True):
            offset = hips @ (leg.hip - self.hips)
            flat = np.linalg.norm((foot.ankle - root - self.hips - offset)[:, [0, 2]], axis=1)
            rest = np.arctan2(leg.upper[2], -leg.upper[1]) - np.arctan2(leg.lower[2], -leg.lower[1])
            reach = leg.reach(np.full(len(root), np.radians(4.0) - rest))
            top = np.sqrt(np.maximum(reach**2 - flat**2, 0.01)) + foot.ankle[:, 1] - offset[:, 1] - self.hips[1]
            limit = np.minimum(limit, top)
        count, low = len(root), float(self.still.root[1])
        ends = np.array([low, self.steps.roots[0, 1]])
        fixed = {0: ends[int(gain[0] > 0.5)], count - 1: ends[int(gain[-1] > 0.5)]}
        fixed[1] = self.steps.roots[1, 1] if gain[0] > 0.5 else low
        fixed[count - 2] = self.steps.roots[-1, 1] if gain[-1] > 0.5 else low
        wish = np.minimum(low + gain * (self.steps.roots[:, 1].mean() - low), limit)
        upper = limit.copy()
        for k, y in fixed.items():
            wish[k], upper[k] = y, max(upper[k], y)
        bend = 60.0 * np.diff(np.eye(count), 2, axis=0)
        weight = np.ones(count)
        weight[list(fixed)] = 1e4
        a = np.concatenate([np.diag(weight), bend])
        found = lsq_linear(a, np.r_[weight * wish, np.zeros(count - 2)], bounds=(-np.inf, upper + 1e-9)).x
        return np.asarray(found)

    def _joined(self, q: Array, root: Array, gain: Array) -> tuple[Array, Array]:
        """The same motion with its ends exactly the key states, the difference eased in over eight frames."""
        keys = (self.still.rotations, self.still.root), (self.steps.rotations[0], self.steps.roots[0])
        t = np.arange(len(q), dtype=float)
        for end, share in ((0, 1 - smooth(t, 0, 8)), (-1, smooth(t, len(t) - 9, len(t) - 1))):
            turns, place = keys[int(gain[end] > 0.5)]
            root = root + share[:, None] * (place - root[end])
            for j in range(q.shape[1]):
                off = (Rotation.from_quat(q[end, j]).inv() * Rotation.from_quat(turns[j])).as_rotvec()
                if np.abs(off).max() > 1e-9:
                    q[:, j] = (Rotation.from_quat(q[:, j]) * Rotation.from_rotvec(share[:, None] * off)).as_quat()
        return q, root


def _between(a: Array, b: Array, share: Array) -> Array:
    """(F, 3, 3) rotations `share` (F,) of the way from a to b."""
    off = Rotation.from_matrix(np.swapaxes(a, 1, 2) @ b).as_rotvec()
    out: Array = a @ Rotation.from_rotvec(share[:, None] * off).as_matrix()
    return out


def _rounded(values: Array, width: int) -> Array:
    """Values (F,) without corners: a running mean of 2 width + 1, taken twice; both ends stay."""
    window = np.ones(2 * width + 1) / (2 * width + 1)
    for _ in range(2):
        padded = np.r_[np.full(width, values[0]), values, np.full(width, values[-1])]
        values = np.convolve(padded, window, "valid")
    return values


def _blended(a: Track, b: Track, share: Array) -> Track:
    """The track `share` (F,) of the way from a to b; on the floor where the nearer of the two is."""
    ankle = a.ankle + share[:, None] * (b.ankle - a.ankle)
    stance = np.where(share > 0.5, b.stance, a.stance)
    return Track(ankle, _between(a.foot, b.foot, share), _between(a.toes, b.toes, share), stance)
