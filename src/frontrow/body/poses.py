"""Still poses: dressing, standing, seated, and the way from dressing to the first step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, least_squares
from scipy.spatial.transform import Rotation, Slerp

from frontrow.body.pose import identity, joint_transforms, pose_frames

if TYPE_CHECKING:
    from frontrow.body.body import Body
    from frontrow.body.walk import Walk

Array = NDArray[Any]
X, Y, Z = np.eye(3)


class Pose(NamedTuple):
    """rotations: (J, 4) xyzw local to each joint; root: (3,) metres, how far the hips move from rest."""

    rotations: Array
    root: Array


class Motion(NamedTuple):
    """rotations: (F, J, 4) xyzw; roots: (F, 3) metres."""

    rotations: Array
    roots: Array


def about(axis: Array, degrees: float) -> Rotation:
    """A rotation about a fixed axis."""
    return Rotation.from_rotvec(np.asarray(axis) * np.radians(degrees))


class Poser:
    """Builds a pose joint by joint; angles in degrees, seen from the wearer."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.turns: dict[str, Rotation] = {}

    def _at(self, name: str) -> Array:
        j: Array = self.body.joints[self.body.mannequin.joint(name)].astype(np.float64)
        return j

    def set(self, joint: str, turn: Rotation) -> None:
        """Give a joint its local rotation."""
        self.turns[joint] = turn

    def arm_spread(self, side: str) -> float:
        """Angle of the upper arm out of the vertical in the rest pose, seen from the front."""
        d = self._at(f"forearm.{side}") - self._at(f"upper_arm.{side}")
        return float(np.degrees(np.arctan2(abs(d[0]), -d[1])))

    def leg_spread(self, side: str) -> float:
        """Angle of the leg out of the vertical in the rest pose, seen from the front."""
        d = self._at(f"foot.{side}") - self._at(f"thigh.{side}")
        return float(np.degrees(np.arctan2(abs(d[0]), -d[1])))

    def arm(
        self, side: str, out: float, forward: float = 0.0, elbow: float = 0.0, turn: float = 0.0, inward: float = 0.0
    ) -> None:
        """Upper arm `out` degrees from hanging, swung `forward`, turned `inward` about itself; elbow bent
        further
        by `elbow`, palm turned in by `turn`."""
        s = 1.0 if side == "L" else -1.0
        raise_by = (out - self.arm_spread(side)) * s
        self.set(f"clavicle.{side}", about(Z, 0.10 * raise_by))
        self.set(f"shoulder.{side}", about(Z, 0.25 * raise_by))
        self.set(
            f"upper_arm.{side}",
            about(X, -forward) * about(Z, 0.65 * raise_by) * self._along("upper_arm", "forearm", side, inward * s),
        )
        self.set(f"forearm.{side}", about(X, -elbow))
        self.set(f"forearm_twist.{side}", self._along("forearm", "hand", side, -turn * s))

    def _along(self, start: str, end: str, side: str, degrees: float) -> Rotation:
        d = self._at(f"{end}.{side}") - self._at(f"{start}.{side}")
        return about(d / np.linalg.norm(d), degrees)

    def leg(self, side: str, out: float, forward: float = 0.0, knee: float = 0.0, ankle: float = 0.0) -> None:
        """Leg `out` degrees from vertical, thigh swung `forward`, knee bent, foot raised by `ankle`; feet
        stay level."""
        s = 1.0 if side == "L" else -1.0
        spread = (out - self.leg_spread(side)) * s
        self.set(f"thigh.{side}", about(Z, spread) * about(X, -forward))
        self.set(f"shin.{side}", about(X, knee))
        self.set(f"foot.{side}", about(X, forward - knee - ankle) * about(Z, -spread))

    def pose(self, root: Array | None = None) -> Pose:
        """The pose; without a root the lowest foot joint stays at its rest height."""
        q = identity(self.body)
        for name, turn in self.turns.items():
            q[self.body.mannequin.joint(name)] = turn.as_quat()
        if root is None:
            feet = [self.body.mannequin.joint(n) for n in ("foot.L", "foot.R")]
            _, place = joint_transforms(self.body, q[None], np.zeros((1, 3)))
            drop = (place[0, feet] - self.body.joints[feet])[:, 1].min()
            ankles = place[0, feet].mean(0)
            root = np.array([0.0, -drop, -ankles[2]])
        return Pose(q, root)


def dressing_pose(body: Body) -> Pose:
    """Arms out at 48 degrees, legs slightly apart: nothing touches, so garments can be placed and closed."""
    p = Poser(body)
    for side in "LR":
        p.arm(side, out=48.0)
    return p.pose()


def stand(body: Body) -> Pose:
    """Standing at ease: arms hanging clear of the body, feet under the hips."""
    p = Poser(body)
    for side in "LR":
        p.arm(side, out=arm_clearance(body), forward=2.0, elbow=4.0, turn=12.0)
        p.set(f"hand.{side}", about(Z, 2.0 if side == "L" else -2.0))
        p.leg(side, out=2.5)
    return p.pose()


def seated(body: Body, seat: float = 0.44) -> Pose:
    """On a bench `seat` metres high, hands on the thighs, feet flat; origin below the hips, facing +Z."""
    m = body.mannequin
    hip, foot, hand, knee = (m.joint(n) for n in ("thigh.L", "foot.L", "hand.L", "shin.L"))
    sit = seat + 0.075 + 0.10 * body.measures["thigh"] / 2
    root = np.array([0.0, sit - float(body.joints[hip, 1]), -float(body.joints[m.joint("hips"), 2])])

    def sitting(forward: float, ahead: float = 18.0, elbow: float = 60.0, inward: float = 0.0) -> tuple[Pose, Array]:
        p = Poser(body)
        for side in "LR":
            p.leg(side, out=6.0, forward=forward, knee=forward + 2.0)
            p.arm(side, arm_clearance(body) + 6.0, ahead, elbow, turn=20.0, inward=inward)
        for joint, lean in (("spine1", -5.0), ("spine2", 2.0), ("spine3", 4.0), ("spine4", 4.0), ("neck1", -3.0)):
            p.set(joint, about(X, lean))
        pose = p.pose(root)
        return pose, joint_transforms(body, pose.rotations[None], root[None])[1][0]

    level = float(body.joints[foot, 1])
    forward = float(brentq(lambda a: sitting(a)[1][foot, 1] - level, 50.0, 125.0))
    places = sitting(forward)[1]
    rest_on = 0.30 * places[hip] + 0.70 * places[knee]
    rest_on += np.array([0.03, 0.035 + 0.115 * body.measures["thigh"], -0.04])
    easy = np.array([10.0, 60.0, 40.0])

    def miss(a: Array) -> Array:
        return np.r_[sitting(forward, *a)[1][hand] - rest_on, 4e-4 * (a - easy)]

    arms = least_squares(miss, easy, bounds=([-25.0, 20.0, 0.0], [40.0, 110.0, 80.0])).x
    return sitting(forward, *arms)[0]


def arm_clearance(body: Body) -> float:
    """Degrees that the arms hang out, to clear hips and clothes and to leave the armpit open: the skinned body passes
    through itself there when they come down. More for wide hips and arms."""
    m = body.measures
    return float(np.clip(15.9 + 20.0 * (m["hips"] - 0.90) + 40.0 * (m["upper_arm"] - 0.27), 16.0, 28.0))


def approach(body: Body, walk: Walk, frames: int) -> Motion:
    """From the dressing pose to the first frame of a walk in `frames` steps (2 or more), the lower sole on
    the floor.

    Each joint turns the shortest way, easing in and out; frame 0 is the dressing pose, the last is walk
    frame 0.
    """
    start = dressing_pose(body)
    t = np.linspace(0.0, 1.0, frames)
    ease = t * t * t * (t * (6 * t - 15) + 10)
    turned = np.empty((frames, *start.rotations.shape))
    for j in range(len(start.rotations)):
        ends = Rotation.from_quat([start.rotations[j], walk.rotations[0, j]])
        turned[:, j] = Slerp([0.0, 1.0], ends)(ease).as_quat()
    roots = start.root + ease[:, None] * (walk.roots[0] - start.root)
    roots[1:-1, 1] -= pose_frames(body, turned[1:-1], roots[1:-1])[:, :, 1].min(1)
    return Motion(turned, roots)
