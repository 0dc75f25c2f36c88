"""Moving cloth as one shape and a few whole-numbered morph targets, as coarse as an error allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.rounding import Order

Array = NDArray[Any]

LARGEST = 32_000  # steps that a coordinate of a shape may have: two bytes, and room for rounding to choose
FRAMES = 150  # of the moves, from which their shapes are taken; more add nothing, only time
JOINED = {"go": -1, "stop": 0}  # frame of a move that is the walk's first, in body and cloth
FADE = 12  # frames in which a move's own error gives way to the walk's, or takes over from it


@dataclass(frozen=True)
class Morphs:
    """base + unit * sum(weights[f, k] * targets[k]) is frame f of the walk.

    base: (n, 3) metres; targets: (K, n, 3) int16; unit: metres; weights: (F, K), every one in [0, 1], because tools
    exist that drop negative morph weights.
    """

    base: Array
    targets: NDArray[np.int16]
    unit: float
    weights: Array

    def frame(self, f: int) -> Array:
        """Positions (n, 3) of frame f, metres."""
        return np.asarray(self.base + self.unit * np.tensordot(self.weights[f], self.targets, 1))


@dataclass(frozen=True)
class More:
    """Further targets (E, n, 3) after a walk's K, with which its base makes other clips.

    base + unit * sum(weights[clip][f, k] * all[k]) is frame f of a clip, for weights (F, K + E) in [-1, 1].
    """

    targets: NDArray[np.int16]
    unit: float
    weights: Mapping[str, Array]


@dataclass(frozen=True)
class Shapes:
    """The principal shapes of a cloth's walk, frames (F, n, 3) metres."""

    frames: Array

    @cached_property
    def mean(self) -> Array:
        """(n, 3) metres."""
        return np.asarray(np.asarray(self.frames).mean(axis=0, dtype=np.float64))

    @cached_property
    def _basis(self) -> tuple[Array, Array]:
        return principal(np.asarray(self.frames, np.float32) - self.mean.astype(np.float32))

    def strongest(self, count: int) -> Array:
        """Up to `count` shapes (k, n, 3), metres: as far as the cloth is from its mean on average (r.m.s.)."""
        shapes, values = self._basis
        return np.asarray(shapes[:count] / np.sqrt(len(values)))

    def rounded(self, noise: float, order: Order, most: int = 128) -> Morphs:
        """Morph targets that put every coordinate within about `noise` metres (r.m.s. over the walk) of where it was.

        All shapes are rounded to one step, because that costs the fewest bits for an error (reverse water-filling;
        Cover & Thomas 2006, theorem 10.3.3); shapes weaker than the rounding are left out.
        """
        targets = coarse(*self._basis, noise, order, most)
        if not len(targets):
            targets = np.zeros((1, *self.mean.shape), np.int16)
        flat = targets.reshape(len(targets), -1).astype(np.float32)
        moved = (np.asarray(self.frames, np.float32) - self.mean.astype(np.float32)).reshape(len(self.frames), -1)
        fitted = _fit(moved, flat)
        low = fitted.min(axis=0)
        unit = max(float((fitted.max(axis=0) - low).max()), 1e-9)
        return Morphs(self.mean + (low @ flat).reshape(self.mean.shape), targets, unit, (fitted - low) / unit)


def further(walk: Morphs, clips: Mapping[str, Array], noise: float, order: Order, most: int = 128) -> More:
    """What other clips (F, n, 3), metres, of the same cloth need beside the walk's targets.

    Where a clip meets the walk, its weights are the walk's own, so that nothing jumps from one file to the next.
    """
    flat = walk.targets.reshape(len(walk.targets), -1).astype(np.float32)
    base = walk.base.astype(np.float32)
    ends = np.cumsum([len(frames) for frames in clips.values()])
    moved = np.concatenate([np.asarray(f, np.float32) - base for f in clips.values()]).reshape(ends[-1], -1)
    some = moved[np.unique(np.linspace(0, ends[-1] - 1, min(ends[-1], FRAMES)).astype(int))]
    left = some - _fit(some, flat).astype(np.float32) @ flat
    targets = coarse(*principal(left.reshape(len(left), *base.shape)), noise, order, most)
    every = np.concatenate([flat, targets.reshape(len(targets), -1).astype(np.float32)])
    weights = dict(zip(clips, np.split(_fit(moved, every), ends[:-1]), strict=True))
    goal = np.r_[walk.unit * walk.weights[0], np.zeros(len(targets))]
    for name, frame in JOINED.items():
        if name in weights:
            share = np.maximum(1 - np.arange(len(weights[name])) / FADE, 0)
            share = share * share * (3 - 2 * share)
            weights[name] += (share if frame == 0 else share[::-1])[:, None] * (goal - weights[name][frame])
    unit = max(max(float(np.abs(w).max()) for w in weights.values()), 1e-9)
    return More(targets, unit, {name: w / unit for name, w in weights.items()})


def principal(deviations: Array) -> tuple[Array, Array]:
    """Orthogonal shapes (k, n, 3) of deviations (F, n, 3) in float32, strongest first, and the mean square of each's
    entries (F,): singular vectors times singular values, metres."""
    flat = deviations.reshape(len(deviations), -1)
    values, vectors = np.linalg.eigh((flat @ flat.T).astype(np.float64))
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    vectors = vectors * np.where(vectors[np.abs(vectors).argmax(axis=0), np.arange(len(flat))] < 0, -1, 1)
    worth = max(int((values > 1e-9 * flat.size / len(flat)).sum()), 1)  # of 30 micrometres and more
    shapes = (vectors[:, :worth].T.astype(np.float32) @ flat).reshape(worth, *deviations.shape[1:])
    return shapes, values / flat.shape[1]


def coarse(shapes: Array, values: Array, noise: float, order: Order, most: int) -> NDArray[np.int16]:
    """Shapes (k, n, 3) with their mean squares (F,) as whole numbers (K, n, 3), those of two bytes first."""
    step = max(_step(values, noise), float(np.abs(shapes).max(initial=0)) / LARGEST)
    kept = min(int((values > step**2 / 12).sum()), most, len(shapes))
    targets = order.rounded(shapes[:kept], step)
    size = np.abs(targets).max(axis=(1, 2), initial=0)
    targets, size = targets[size > 0], size[size > 0]
    return np.asarray(targets[np.argsort(size <= 127, kind="stable")], np.int16)


def _fit(moved: Array, flat: Array) -> Array:
    """Weights (F, K) of targets `flat` (K, c) that come nearest to `moved` (F, c)."""
    return np.asarray((moved @ flat.T).astype(np.float64) @ np.linalg.pinv((flat @ flat.T).astype(np.float64)))


def _step(values: Array, noise: float) -> float:
    """The step to round shapes to, metres, that leaves `noise` r.m.s.; values: variance of each shape's entries."""
    low, high = 0.0, float(np.sqrt(12 * len(values))) * noise * 30
    for _ in range(40):
        step = (low + high) / 2
        left = np.minimum(step**2 / 12, values).sum() / len(values)
        low, high = (step, high) if left < noise**2 else (low, step)
    return low
