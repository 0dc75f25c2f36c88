"""Which part of the mannequin a vertex belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

WOMEN, MEN = 6, 7  # labels of base layer that only one of the two wears


def triangle_zone(labels: NDArray[np.uint8], sex: str) -> NDArray[np.uint8]:
    """(t,) 0 skin, 1 base layer, 2 shoe, 3 hair, 4 lips, 5 eyes: exact, the lines between run along edges."""
    worn = WOMEN if sex == "f" else MEN
    out: NDArray[np.uint8] = np.where(labels == worn, 1, np.where(labels > 5, 0, labels)).astype(np.uint8)
    return out


def zones_of(
    mean: NDArray[np.float32],
    names: Sequence[str],
    indices: NDArray[np.uint8],
    weights: NDArray[np.float32],
    landmarks: Mapping[str, int],
    triangles: NDArray[np.int32],
    labels: NDArray[np.uint8],
) -> dict[str, NDArray[np.bool_]]:
    """name -> (n,) bool; a zone follows the joint that moves it most, some are cut by height on the mean
    body."""
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

    def marked(*kinds: int) -> NDArray[np.bool_]:
        on = np.zeros(n, bool)
        on[triangles[np.isin(labels, kinds)]] = True
        return on

    return {
        "head": head,
        "neck": neck,
        "torso": torso,
        "arms": arms & ~of("hand"),
        "hands": of("hand"),
        "legs": legs,
        "feet": feet,
        "base_layer": marked(1, 6),
        "base_layer_m": marked(1, 7),
        "shoes": marked(2),
        "scalp": marked(3),
        "lips": marked(4),
        "eyes": marked(5),
    }
