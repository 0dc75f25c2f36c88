"""Items as points on a sphere: near when their facts are alike. Cheap for a hundred candidates of a large season."""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.colour import lab
from frontrow.recommend.item import Item

Vectors = NDArray[np.float64]
WIDTH = 64  # hashed names
WEIGHTS: Mapping[str, float] = {"house": 1.0, "garments": 1.0, "fabrics": 1.0, "prints": 0.8}
COLOUR = 1.0


def vectors(items: Sequence[Item]) -> Vectors:
    """(n, 67), rows of length one, or zero for an item without facts.

    Names are hashed with signs (Weinberger et al., Feature hashing, ICML 2009); the last three are the mean
    colour in CIELAB, a difference of 50 counting like a name.
    """
    found = np.zeros((len(items), WIDTH + 3))
    for row, item in enumerate(items):
        for trait, weight in WEIGHTS.items():
            names: Sequence[str] = [item.house] if trait == "house" else getattr(item, trait)
            each = weight / max(len(names), 1) ** 0.5
            for name in names:
                if name:
                    place, sign = hashed(f"{trait}:{name}", WIDTH)
                    found[row, place] += sign * each
        if item.colors:
            mean = np.mean([lab(color) for color in item.colors], axis=0) - (55.0, 0.0, 0.0)
            found[row, WIDTH:] = COLOUR * mean / 50
    length = np.linalg.norm(found, axis=1, keepdims=True)
    unit: Vectors = found / np.where(length > 0, length, 1)
    return unit


def hashed(name: str, width: int) -> tuple[int, int]:
    """A place below `width` and a sign, the same on every machine."""
    code = zlib.crc32(name.encode())
    return code % width, 1 if (code >> 16) & 1 else -1


def likeness(rows: Vectors) -> Vectors:
    """(m, m) in [0, 1]: cosines, what points apart counting as nothing in common; one with itself."""
    found: Vectors = np.clip(rows @ rows.T, 0.0, 1.0)
    np.fill_diagonal(found, 1.0)
    return found
