"""Moving cloth as one shape and a few whole-numbered morph targets, as coarse as an error allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

FRAMES = 150  # of the clips after the first; more add nothing to the basis, only time
PASSING = 0.6  # what an error in any clip but the first weighs: they pass, the walk is looked at
LOST = 0.25  # share of the noise, as variance, that may come from leaving shapes out


@dataclass(frozen=True)
class Morphs:
    """base + unit * sum(weights[clip][f, k] * targets[k]) is frame f of a clip.

    base: (n, 3) metres; targets: (K, n, 3) int16; unit: metres; weights: clip name -> (F, K), every one in [0, 1],
    because tools exist that drop negative morph weights.
    """

    base: Array
    targets: NDArray[np.int16]
    unit: float
    weights: Mapping[str, Array]

    def frame(self, clip: str, f: int) -> Array:
        """Positions (n, 3) of frame f of a clip, metres."""
        return np.asarray(self.base + self.unit * np.tensordot(self.weights[clip][f], self.targets, 1))


@dataclass(frozen=True)
class Shapes:
    """The principal shapes of all clips of a cloth: one basis, so that clips can follow each other without a jump.

    frames: clip name -> (F, n, 3) metres.
    """

    frames: Mapping[str, Array]

    @cached_property
    def _basis(self) -> tuple[Array, Array, Array]:
        every = np.concatenate([np.asarray(f, np.float32) for f in self.frames.values()])
        first, count = len(next(iter(self.frames.values()))), len(every)
        passing = np.unique(np.linspace(first, count - 1, min(count - first, FRAMES)).astype(int))
        some = every[np.r_[np.arange(first), passing]]
        weight = np.r_[np.ones(first), np.full(len(passing), PASSING)].astype(np.float32)
        mean = some.mean(axis=0, dtype=np.float64)
        deviation = (some - mean.astype(np.float32)).reshape(len(some), -1) * weight[:, None]
        values, vectors = np.linalg.eigh((deviation @ deviation.T).astype(np.float64))
        values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
        vectors = vectors * np.where(vectors[np.abs(vectors).argmax(axis=0), np.arange(len(some))] < 0, -1, 1)
        worth = max(int((values > 1e-9 * deviation.size / len(some)).sum()), 1)  # of 30 micrometres and more
        shapes = (vectors[:, :worth].T.astype(np.float32) @ deviation).reshape(worth, -1, 3)
        return mean, shapes, values / deviation.shape[1]

    @property
    def mean(self) -> Array:
        """(n, 3) metres, the mean over the clips."""
        return self._basis[0]

    def strongest(self, count: int) -> Array:
        """Up to `count` shapes (k, n, 3), metres: as far as the cloth is from its mean on average (r.m.s.)."""
        _, shapes, values = self._basis
        return np.asarray(shapes[:count] / np.sqrt(len(values)))

    def rounded(self, noise: float, most: int = 128) -> Morphs:
        """Morph targets that put every coordinate within `noise` metres (r.m.s. over the clips) of where it was.

        All shapes are rounded to one step, because that costs the fewest bits for an error (reverse water-filling;
        Cover & Thomas 2006, theorem 10.3.3); shapes weaker than the rounding are left out.
        """
        mean, shapes, values = self._basis
        step = _step(values, noise)
        kept = min(max(int((values > LOST * step**2 / 12).sum()), 1), most, len(shapes))
        targets = np.rint(shapes[:kept] / step)
        targets = targets[np.abs(targets).max(axis=(1, 2)) > 0] if targets.any() else np.zeros((1, *mean.shape))
        wide = np.argsort(np.abs(targets).max(axis=(1, 2)) <= 127, kind="stable")  # those of two bytes first
        flat = targets[wide].reshape(len(wide), -1).astype(np.float32)
        inverse = np.linalg.pinv((flat @ flat.T).astype(np.float64))
        fitted = {
            name: (np.asarray(f, np.float32) - mean.astype(np.float32)).reshape(len(f), -1) @ flat.T @ inverse
            for name, f in self.frames.items()
        }
        every = np.concatenate(list(fitted.values()))
        low = every.min(axis=0)
        unit = max(float((every.max(axis=0) - low).max()), 1e-9)
        return Morphs(
            mean + (low @ flat).reshape(mean.shape),
            flat.reshape(-1, *mean.shape).astype(np.int16),
            unit,
            {name: (w - low) / unit for name, w in fitted.items()},
        )


def _step(values: Array, noise: float) -> float:
    """The step to round shapes to, metres, that leaves `noise` r.m.s.; values: variance of each shape's entries."""
    low, high = 0.0, float(np.sqrt(12 * len(values))) * noise * 30
    for _ in range(40):
        step = (low + high) / 2
        left = np.minimum(step**2 / 12, values).sum() / len(values)
        low, high = (step, high) if left < noise**2 else (low, step)
    return low
