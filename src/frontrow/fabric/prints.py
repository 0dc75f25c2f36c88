"""Prints drawn in numpy: every picture repeats without a visible edge in both directions."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from frontrow.fabric.model import Print

Array = NDArray[np.float64]


def print_image(print: Print, px: int = 512) -> NDArray[np.uint8]:
    """One repeat of a print: (px, px, 3) uint8 sRGB, row 0 at the top; tileable; the same seed, the same
    picture.

    Anti-aliased by drawing at twice the size.
    """
    size = 2 * px
    axis = (np.arange(size) + 0.5) / size
    u, v = np.meshgrid(axis, axis)
    palette = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in print.colors], float)
    rng = np.random.default_rng(print.seed)
    picture = _KINDS[print.kind](u, v, palette, rng)
    small = picture.reshape(px, 2, px, 2, 3).mean(axis=(1, 3))
    return np.asarray(np.clip(np.round(small), 0, 255), np.uint8)


def _waves(u: Array, v: Array, rng: np.random.Generator, lowest: int, highest: int, count: int) -> Array:
    """Smooth noise of unit-ish size that repeats with the tile: a sum of whole-number plane waves."""
    total = np.zeros_like(u)
    for _ in range(count):
        angle = rng.uniform(0, 2 * np.pi)
        wave = rng.uniform(lowest, highest)
        k, m = round(wave * np.cos(angle)), round(wave * np.sin(angle))
        total += np.sin(2 * np.pi * (k * u + m * v) + rng.uniform(0, 2 * np.pi)) / max(1.0, np.hypot(k, m))
    return total


def _mix(share: Array, below: Array, above: Array) -> Array:
    return below + np.clip(share, 0, 1)[..., None] * (above - below)


def _step(value: Array, edge: float, width: float) -> Array:
    x = np.clip((value - edge) / width + 0.5, 0, 1)
    return x * x * (3 - 2 * x)


def _marble(u: Array, v: Array, palette: Array, rng: np.random.Generator) -> Array:
    """Marbled paper: bands of ink pulled through a flow, twice (domain warping), with a fine vein."""
    for strength, lowest, highest in ((0.16, 1, 2), (0.045, 2, 4)):
        du, dv = _waves(u, v, rng, lowest, highest, 5), _waves(u, v, rng, lowest, highest, 5)
        u, v = u + strength * du, v + strength * dv
    bands = 2 * v + u + 0.35 * _waves(u, v, rng, 1, 2, 4)
    level = (0.5 + 0.5 * np.sin(2 * np.pi * bands)) * (len(palette) - 1)
    picture = np.broadcast_to(palette[0], (*u.shape, 3))
    for i, color in enumerate(palette[1:]):
        picture = _mix(_step(level, i + 0.62, 0.55), picture, color)
    vein = np.abs(np.sin(2 * np.pi * (bands + 0.06 * _waves(u, v, rng, 4, 8, 6)) + 0.4))
    return _mix(0.7 * (1 - _step(vein, 0.03, 0.05)), picture, palette[-1])


def _stripe(u: Array, v: Array, palette: Array, rng: np.random.Generator) -> Array:
    """Stripes along the warp: one broad stripe and, with more colours, a pinstripe on each side of it."""
    picture = np.broadcast_to(palette[0], (*u.shape, 3)).copy()
    soft = 2 / u.shape[0]
    picture = _mix(1 - _step(np.abs(u - 0.5), 0.17, soft), picture, palette[1])
    for i, color in enumerate(palette[2:]):
        offset = 0.27 + 0.09 * i
        picture = _mix(1 - _step(np.abs(np.abs(u - 0.5) - offset), 0.018, soft), picture, color)
    return picture


def _check(u: Array, v: Array, palette: Array, rng: np.random.Generator) -> Array:
    """A woven check: where two coloured yarns cross the colour is full, where one crosses the ground it is
    half."""
    soft = 2 / u.shape[0]

    def band(x: Array) -> Array:
        return 1 - _step(np.abs(x - 0.5), 0.21, soft)

    picture = _mix(0.5 * (band(u) + band(v)), np.broadcast_to(palette[0], (*u.shape, 3)), palette[1])
    for i, color in enumerate(palette[2:]):
        at = 0.09 if i % 2 == 0 else 0.5
        for x in (u, v):
            picture = _mix(0.85 * (1 - _step(np.abs(x - at), 0.013 + 0.006 * i, soft)), picture, color)
    twill = 0.5 + 0.5 * np.sign(np.sin(2 * np.pi * 64 * (u + v)))
    return picture * (0.975 + 0.025 * twill[..., None])


def _dot(u: Array, v: Array, palette: Array, rng: np.random.Generator) -> Array:
    """Dots in staggered rows, hand-cut: no two are quite round or quite alike."""
    picture = np.broadcast_to(palette[0], (*u.shape, 3)).copy()
    rows, soft = 4, 3 / u.shape[0]
    for row in range(rows):
        for column in range(rows):
            x = (column + 0.5 * (row % 2) + 0.25 + rng.normal(0, 0.015)) / rows
            y = (row + 0.5 + rng.normal(0, 0.015)) / rows
            du, dv = (u - x + 0.5) % 1 - 0.5, (v - y + 0.5) % 1 - 0.5
            angle = np.arctan2(dv, du)
            radius = (0.27 + rng.normal(0, 0.012)) / rows
            edge = radius * (
                1 + 0.04 * np.sin(2 * angle + rng.uniform(0, 6)) + 0.025 * np.sin(3 * angle + rng.uniform(0, 6))
            )
            color = palette[1 + int(rng.integers(len(palette) - 1))]
            picture = _mix(1 - _step(np.hypot(du, dv) - edge, 0.0, soft), picture, color)
    return picture


def _floral(u: Array, v: Array, palette: Array, rng: np.random.Generator) -> Array:
    """Flowers and leaves as a brush would leave them: petals that thin where the hair lifts."""
    picture = np.broadcast_to(palette[0], (*u.shape, 3)).copy()
    bristle = 0.5 + 0.5 * _waves(u, v, rng, 20, 60, 10)
    flowers = [
        (0.27, 0.22, 0.165),
        (0.78, 0.40, 0.15),
        (0.36, 0.72, 0.155),
        (0.85, 0.86, 0.12),
        (0.03, 0.52, 0.105),
        (0.60, 0.07, 0.085),
        (0.60, 0.62, 0.075),
    ]
    leaf = palette[-1]
    for x, y, size in flowers:
        for _ in range(3):
            turn, reach = rng.uniform(0, 2 * np.pi), size * rng.uniform(1.2, 1.5)
            picture = _stroke(picture, u, v, x, y, turn, reach, 0.26 * size, leaf, bristle, 0.25 * rng.normal())
    for i, (x, y, size) in enumerate(flowers):
        color = palette[1 + i % max(1, len(palette) - 2)]
        turn = rng.uniform(0, 2 * np.pi)
        for petal in range(5):
            direction = turn + 2 * np.pi * petal / 5 + rng.normal(0, 0.10)
            picture = _stroke(picture, u, v, x, y, direction, size, 0.42 * size, color, bristle, 0.12 * rng.normal())
        du, dv = (u - x + 0.5) % 1 - 0.5, (v - y + 0.5) % 1 - 0.5
        picture = _mix(1 - _step(np.hypot(du, dv), 0.16 * size, 0.05 * size), picture, palette[0] * 0.5 + leaf * 0.5)
    return picture


def _stroke(
    picture: Array,
    u: Array,
    v: Array,
    x: float,
    y: float,
    turn: float,
    length: float,
    width: float,
    color: Array,
    bristle: Array,
    bend: float,
) -> Array:
    du, dv = (u - x + 0.5) % 1 - 0.5, (v - y + 0.5) % 1 - 0.5
    along = (du * np.cos(turn) + dv * np.sin(turn)) / length
    across = (-du * np.sin(turn) + dv * np.cos(turn)) / width - bend * along * along * 2
    shape = np.clip(along, 0, 1) ** 0.55 * np.sqrt(np.clip(1 - along, 0, 1)) * 1.55
    inside = np.where((along > 0) & (along < 1), shape - np.abs(across), -1.0)
    ink = 0.97 - 0.34 * _step(along, 0.75, 0.5) * bristle - 0.14 * bristle
    return _mix(_step(inside, 0.04, 0.08) * ink, picture, color)


_KINDS: dict[str, Callable[[Array, Array, Array, np.random.Generator], Array]] = {
    "marble": _marble,
    "stripe": _stripe,
    "check": _check,
    "dot": _dot,
    "floral": _floral,
}
PRINTS = tuple(_KINDS)
