"""The adult shape model: every vertex and every joint is a linear function of K coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Shape:
    """Positions = mean + coefficients @ modes: vertices, then joints, then points; metres, Y up, facing +Z.

    mean: (m, 3) float32 with m = vertices + joints + 2, the points being crown and sole of the bare body;
    modes: (K, m, 3) float32; bulk: (1 + K,) cubic metres that shoes and hair add to the bare body; prior:
    sex -> (regression (3, K) on [1, (age - 45) / 20, muscle - 0.5], spread (K, K) lower Cholesky factor) of
    the adults the model was made from.
    """

    mean: Floats
    modes: Floats
    bulk: NDArray[np.float64]
    prior: Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]]

    @staticmethod
    def unpack(meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], middle: int, left: int) -> Shape:
        """From the arrays of the mannequin file, where only the middle and the left half are stored."""
        half, step = middle + left, float(meta["step"])
        across = np.array([-1, 1, 1], np.float32)

        def whole(a: NDArray[Any]) -> Floats:
            x = a.astype(np.float32) * np.float32(step)
            return np.concatenate([x[..., :half, :], x[..., middle:half, :] * across, x[..., half:, :]], -2)

        prior = {
            s: (arrays[f"prior_mean_{s}"].astype(np.float64), arrays[f"prior_spread_{s}"].astype(np.float64))
            for s in "fm"
        }
        return Shape(whole(arrays["mean"]), whole(arrays["modes"]), arrays["bulk"].astype(np.float64), prior)

    @property
    def size(self) -> int:
        """How many coefficients."""
        return len(self.modes)

    def at(self, coefficients: NDArray[np.float64]) -> Floats:
        """(m, 3) positions of all vertices and joints, metres; the pelvis is near the origin."""
        flat = self.modes.reshape(self.size, -1)
        moved: Floats = self.mean + (coefficients.astype(np.float32) @ flat).reshape(-1, 3)
        return moved
