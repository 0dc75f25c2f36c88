"""A body that moves as planned: feet on their ways, hips led, the rest solved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.optimize import lsq_linear
from scipy.spatial.transform import Rotation

from frontrow.body.clip import CYCLE, Clip
from frontrow.body.feet import Plant, Track, ball, smooth, tracked
from frontrow.body.figure import assembled, continuous
from frontrow.body.legs import Leg, turn_y
from frontrow.body.pose import joint_transforms
from frontrow.body.poses import arm_clearance, stand
from frontrow.body.upper import arm, arm_swing, spine, swinging, walking_chest
from frontrow.body.walk import Walk, stepping, stride_of, toes_out, walking_pelvis, walking_sway

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]


class Mover:
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

    def walked_on(self, clip: Clip) -> Clip:
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

    def tracks(self, left: list[Plant], right: list[Plant], frames: int) -> tuple[Track, Track]:
        a, b = (tracked(leg, p, frames, CYCLE, self.pace) for leg, p in zip(self.legs, (left, right), strict=True))
        return a, b

    def solved(
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


def blended(a: Track, b: Track, share: Array) -> Track:
    """The track `share` (F,) of the way from a to b; on the floor where the nearer of the two is."""
    ankle = a.ankle + share[:, None] * (b.ankle - a.ankle)
    stance = np.where(share > 0.5, b.stance, a.stance)
    return Track(ankle, _between(a.foot, b.foot, share), _between(a.toes, b.toes, share), stance)
