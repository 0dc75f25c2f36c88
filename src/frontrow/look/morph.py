"""A loop of frames as one mean shape and a few morph targets."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Morphs:
    """base + sum(weights[f, k] * targets[k]) is frame f.

    base: (n, 3) metres; targets: (K, n, 3) metres; weights: (F, K), every one in [0, 1], because tools exist that
    drop negative morph weights.
    """

    base: Array
    targets: Array
    weights: Array

    def frame(self, f: int) -> Array:
        """Positions (n, 3) of frame f, metres."""
        return np.asarray(self.base + np.tensordot(self.weights[f], self.targets, 1))


def morphs(frames: Array, most: int = 24, error: float = 0.0) -> Morphs:
    """The principal shapes of a loop of frames (F, n, 3), at most `most` of them.

    Stops early when the root-mean-square distance that is left is below `error` metres.
    """
    count, n, _ = frames.shape
    mean = frames.mean(axis=0)
    deviation = (frames - mean).reshape(count, -1).astype(np.float64)
    values, vectors = np.linalg.eigh(deviation @ deviation.T)
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    left = np.sqrt(np.maximum(values.sum() - np.cumsum(values), 0) / (count * n))
    enough = np.flatnonzero(left <= max(error, 1e-6))
    k = min(most, count - 1, int(enough[0]) + 1 if len(enough) else most)
    vectors = vectors[:, :k] * np.where(vectors[np.abs(vectors[:, :k]).argmax(axis=0), np.arange(k)] < 0, -1, 1)
    shapes = vectors.T @ deviation  # coefficient of frame f on shape k is vectors[f, k]
    low = vectors.min(axis=0)
    span = np.maximum(vectors.max(axis=0) - low, 1e-12)
    base = mean.ravel() + low @ shapes
    return Morphs(
        base.reshape(n, 3).astype(np.float32),
        (shapes * span[:, None]).reshape(k, n, 3).astype(np.float32),
        ((vectors - low) / span).astype(np.float32),
    )
