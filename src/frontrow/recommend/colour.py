"""Colours as people see them: CIELAB, distances in it, and the plain word for a colour."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError

# sRGB to XYZ under D65 (IEC 61966-2-1), and the white point.
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.95047, 1.0, 1.08883])

# One or a few anchors for each of the words used for cloth; the nearest anchor names a colour.
WORDS = {
    "black": ("#0a0a0a", "#1d1d1f"),
    "charcoal": ("#36383b", "#45474a"),
    "grey": ("#808080", "#9a9a98", "#606264"),
    "silver": ("#c4c6c8",),
    "white": ("#ffffff", "#f8f8f8"),
    "ivory": ("#f7f1e1", "#fffff0", "#efe6d2"),
    "beige": ("#dcc9a8", "#c8b596", "#cbbfae"),
    "camel": ("#c19a6b", "#b07f4f"),
    "taupe": ("#5d5245", "#7d7062", "#8b7d6b"),
    "brown": ("#6b4423", "#4a2f1d", "#8b5a2b"),
    "rust": ("#a5482a", "#b7410e"),
    "orange": ("#f07818", "#e86a33"),
    "apricot": ("#fbcaa0", "#f2a97e"),
    "gold": ("#c9a227", "#b8963e"),
    "yellow": ("#f7d917", "#f6e27f"),
    "olive": ("#6b6b2a", "#808000", "#55602f"),
    "green": ("#1f8a3c", "#3fae5a", "#0f5132"),
    "sage": ("#9caf88", "#b2bfa5"),
    "mint": ("#b8e6cf",),
    "teal": ("#007a7a", "#1f5f63"),
    "turquoise": ("#30c5c0",),
    "light-blue": ("#a8cbe8", "#8fb4d9", "#c5d8ea"),
    "blue": ("#1f5fbf", "#2b3fb0", "#3f73c8"),
    "navy": ("#14213d", "#1b2440", "#22304f"),
    "lilac": ("#c3b1e1", "#b79fc9"),
    "purple": ("#6a2c91", "#4b2a63"),
    "burgundy": ("#6d1a2d", "#571423"),
    "red": ("#c8102e", "#e0241b", "#a11722"),
    "coral": ("#f26b5e",),
    "pink": ("#f4a6bf", "#f6cdd6", "#e77fa1"),
    "fuchsia": ("#d81b7a",),
}


@lru_cache(maxsize=4096)
def _lab(color: str) -> tuple[float, float, float]:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
        raise UserError(f'"{color}" is not a colour; write it as # and six hexadecimal digits, such as #1b2440')
    srgb = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    ratio = _XYZ @ linear / _WHITE
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return 116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])


def lab(color: str) -> NDArray[np.float64]:
    """(3,) CIELAB (D65) of "#rrggbb": lightness 0 to 100, green to red, blue to yellow. Raises UserError."""
    return np.array(_lab(color))


def difference(one: str, other: str) -> float:
    """The CIE 1976 difference of two colours: 2 is just noticeable, 100 black to white."""
    return float(np.linalg.norm(lab(one) - lab(other)))


@lru_cache(maxsize=4096)
def word(color: str) -> str:
    """The key in WORDS of the colour word nearest to "#rrggbb"."""
    return min((difference(color, anchor), name) for name, anchors in WORDS.items() for anchor in anchors)[1]
