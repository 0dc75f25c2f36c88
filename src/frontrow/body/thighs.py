"""Room between the thighs: soft flesh gives way where the legs of a walking body would meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from frontrow.body.mannequin import Mannequin

Array = NDArray[Any]
LEG = ("thigh", "thigh_twist", "shin", "shin_twist", "foot", "toes")
SOFT = 0.006  # metres over which the flesh gives way
GAP = 0.0065  # metres left between each thigh and the middle of the body: two layers of cloth pass


def step_width(thigh: float, hip: float) -> float:
    """Half the distance between the lines that the two feet walk on, metres: 3 cm, more where thighs need
    room.

    thigh: girth; hip: distance of the hip joint from the middle of the body.
    """
    return 0.03 + max(0.0, 1.1 * (thigh / (2 * np.pi) - 0.82 * hip))


def with_room(m: Mannequin, p: Array, thigh: float) -> Array:
    """Positions p (m, 3) with the inside of the thighs pressed flat as far as the narrow step of the walk
    needs.

    Each leg is turned in about its hip as it is in the walk, kept off the middle of the body, and turned
    back. What the tape reads before this is what the body is said to measure: pressed flesh moves, it does
    not vanish.
    """
    n = m.vertices
    names = m.joint_names
    share = m.weight(*(f"{k}.L" for k in LEG)).astype(np.float64)
    hip, ankle = p[n + names.index("thigh.L")], p[n + names.index("foot.L")]
    down = ankle - hip
    track = step_width(thigh, float(hip[0]))
    turn = np.arctan2(down[0], -down[1]) + np.arcsin((hip[0] - track) / np.hypot(down[0], down[1]))
    crotch = p[m.landmarks["crotch"], 1]
    below = np.clip((crotch - p[:n, 1]) / 0.03, 0.0, 1.0)
    grip = below * below * (3 - 2 * below) * np.clip((share - 0.4) / 0.4, 0.0, 1.0)
    ids = np.where(grip > 0)[0]
    q, w = p[ids], share[ids]
    c, s = np.cos(-turn), np.sin(-turn)
    d = q - hip
    x = hip[0] + (1 - w) * d[:, 0] + w * (c * d[:, 0] - s * d[:, 1])
    kept = GAP + SOFT * np.logaddexp(0.0, (x - GAP) / SOFT)
    push = (kept - x) * grip[ids]
    # back through the same blend of rotations: the matrix (1 - w) I + w R turns by one angle and scales
    a, b = 1 - w + w * c, w * s
    scale = a * a + b * b
    out = p.copy()
    out[ids, 0] += push * a / scale
    out[ids, 1] -= push * b / scale
    out[m.mirror[ids]] = out[ids] * [-1.0, 1.0, 1.0]
    return out
