"""Which part of the mannequin a vertex belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def zones_of(
    mean: NDArray[np.float32],
    names: Sequence[str],
    indices: NDArray[np.uint8],
    weights: NDArray[np.float32],
    landmarks: Mapping[str, int],
) -> dict[str, NDArray[np.bool_]]:
    """name -> (n,) bool; a zone follows the joint that moves it most, some are cut by height on the mean body."""
    n = len(indices)
    p: NDArray[Any] = mean[:n]
    main = np.array([name.split(".")[0] for name in names])[indices[np.arange(n), weights.argmax(1)]]

    def of(*parts: str) -> NDArray[np.bool_]:
        return np.isin(main, parts)

    y = p[:, 1]
    head = of("head", "neck2")
    head &= y > p[landmarks["nape"], 1]
    feet = of("foot", "toes")
    arms = of("upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand")
    legs = of("thigh", "thigh_twist", "shin", "shin_twist") & (y < p[landmarks["crotch"], 1] + 0.02)
    neck = of("neck1", "neck2", "head") & ~head
    torso = ~(head | neck | arms | legs | feet)
    top, crotch = p[landmarks["bust_l"], 1] + 0.075, p[landmarks["crotch"], 1] - 0.09
    base = ~arms & (y < top) & (y > crotch)
    crown = p[landmarks["top"]]
    hairline = crown[1] - 0.055 + 0.75 * (p[:, 2] - crown[2] - 0.02)
    scalp = head & (y > np.maximum(hairline, p[landmarks["nape"], 1] + 0.06))
    none = np.zeros(n, bool)
    return {
        "head": head,
        "neck": neck,
        "torso": torso,
        "arms": arms & ~of("hand"),
        "hands": of("hand"),
        "legs": legs,
        "feet": feet,
        "base_layer": base,
        "shoes": feet,
        "scalp": scalp,
        "lips": none,
        "eyes": none,
    }
