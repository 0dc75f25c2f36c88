"""Room under the arms: soft flesh gives way where a hanging arm would sink into the flank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body.pose import joint_transforms
from frontrow.body.poses import Poser, arm_clearance

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]
ARM = ("upper_arm.L", "upper_arm_twist.L", "forearm.L", "forearm_twist.L", "hand.L")
SOFT = 0.006  # metres over which the flesh gives way
GAP = 0.0075  # metres left between either side and the plane between them: two layers of cloth pass
LIFT = 0.02  # metres above the armpit's lowest point where the plane begins, for the crease is a pocket
REACH = 0.26  # metres below it that are looked at
FADE = 0.015  # metres over which the pressing begins
SHARED = 0.2  # share of an arm's skin that trunk and arm move together, and that gives way less


def with_open_armpits(body: Body) -> NDArray[np.float32]:
    """(n, 3) float32 rest positions whose arms, hanging as in the walk, keep clear of the flank.

    A plane through the crease of the armpit, front to back, parts arm from trunk; of all such planes it is the one
    that has to press the least. What lies beyond is pressed flat in the hanging pose and taken back to rest through
    the skin. Measures are those of the body before.
    """
    m = body.mannequin
    poser = Poser(body)
    poser.arm("L", out=arm_clearance(body))
    q = poser.pose(np.zeros(3)).rotations
    world, place = joint_transforms(body, q[None], np.zeros((1, 3)))
    world, place = world[0], place[0]
    rest = body.rest.astype(np.float64)
    crease = body.landmarks["underarm_l"]
    arm = m.weight(*ARM).astype(np.float64)
    near = (rest[:, 0] > 0.03) & (np.linalg.norm(rest - crease, axis=1) < 1.3 * REACH) & ~m.zones["head"]
    ids = np.where(near)[0]
    bones, share = m.joint_indices[ids], m.joint_weights[ids].astype(np.float64)
    turn = np.einsum("vk,vkab->vab", share, world[bones])
    moved = place - np.einsum("jab,jb->ja", world, body.joints.astype(np.float64))
    hung = np.einsum("vab,vb->va", turn, rest[ids]) + np.einsum("vk,vka->va", share, moved[bones])
    anchor = hung[np.linalg.norm(rest[ids] - crease, axis=1).argmin()] + [0.0, LIFT, 0.0]

    side = np.where(arm[ids] > 0.5, 1.0, -1.0)
    below = np.clip((anchor[1] - hung[:, 1]) / FADE, 0.0, 1.0)
    grip = below * below * (3 - 2 * below) * np.clip(np.abs(arm[ids] - 0.5) / SHARED, 0.0, 1.0)
    grip *= np.clip((REACH - (anchor[1] - hung[:, 1])) / 0.05, 0.0, 1.0)

    def pressed(angle: float) -> tuple[Array, Array]:
        normal = np.array([np.cos(angle), np.sin(angle), 0.0])
        clear = side * ((hung - anchor) @ normal) - GAP
        give = (SOFT * np.logaddexp(0.0, clear / SOFT) - clear) * grip * side
        return give, normal

    angles = np.radians(np.arange(0.0, 31.0))
    give, normal = pressed(min(angles, key=lambda a: float((pressed(a)[0] ** 2).sum())))
    out = rest.copy()
    out[ids] += np.linalg.solve(turn, (give[:, None] * normal)[..., None])[..., 0]
    out[m.mirror[ids]] = out[ids] * [-1.0, 1.0, 1.0]
    return out.astype(np.float32)
