"""A figure from its parts: hips, feet on their ways, and the turns of the upper body become joint rotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from frontrow.body.feet import Track
from frontrow.body.legs import Leg, turn_x

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]


def assembled(
    body: Body, legs: Sequence[Leg], pelvis: Array, root: Array, feet: Sequence[Track], turns: Mapping[str, Array]
) -> Array:
    """(F, J, 4) xyzw joint rotations: the legs solved to meet the feet, the rest as given.

    pelvis: (F, 3, 3) world rotation of the hips; root: (F, 3) metres, how far they moved from rest; feet: one
    track a leg; turns: local rotations (F, 3, 3) by joint.
    """
    m = body.mannequin
    hips = body.joints[m.joint("hips")].astype(np.float64)
    q = np.tile([0.0, 0.0, 0.0, 1.0], (len(root), len(m.parents), 1))

    def put(name: str, matrices: Array) -> None:
        q[:, m.joint(name)] = Rotation.from_matrix(matrices).as_quat()

    put("hips", pelvis)
    for leg, (ankle, foot, toes, _) in zip(legs, feet, strict=True):
        axis = (0.6 * pelvis + 0.4 * foot)[:, :, 0]
        thigh, knee, shin = leg.solve(pelvis, root + hips + pelvis @ (leg.hip - hips), ankle, axis)
        put(f"thigh.{leg.side}", thigh)
        put(f"shin.{leg.side}", turn_x(knee))
        put(f"foot.{leg.side}", np.swapaxes(shin, 1, 2) @ foot)
        put(f"toes.{leg.side}", np.swapaxes(foot, 1, 2) @ toes)
    for name, matrices in turns.items():
        put(name, matrices)
    return continuous(q)


def continuous(q: Array) -> Array:
    """The same rotations with no change of sign from frame to frame."""
    step = np.where((q[1:] * q[:-1]).sum(-1) < 0, -1.0, 1.0)
    out: Array = np.concatenate([q[:1], q[1:] * np.cumprod(step, 0)[..., None]])
    return out
