"""The few facts of an item over which exploration learns, as integers: sums of them are exact in any order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.colour import word
from frontrow.recommend.item import Item
from frontrow.recommend.rank.vectors import hashed

WIDTH = 24  # hashed names
FACTS = WIDTH + 1  # and whether the designer is new
UNIT = 256  # of fixed point
Fixed = NDArray[np.int64]


def features(items: Sequence[Item]) -> Fixed:
    """(n, FACTS) in 1/UNIT: house, garments, fabrics, prints and colour words hashed with signs, length one."""
    found = np.zeros((len(items), FACTS))
    for row, item in enumerate(items):
        names = [f"house:{item.house}"] if item.house else []
        names += [f"garment:{name}" for name in item.garments]
        names += [f"fabric:{name}" for name in item.fabrics]
        names += [f"print:{name}" for name in item.prints]
        names += [f"colour:{word(color)}" for color in item.colors]
        for name in dict.fromkeys(names):
            place, sign = hashed(name, WIDTH)
            found[row, place] += sign
        found[row, WIDTH] = item.new_designer
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.rint(UNIT * found / np.where(length > 0, length, 1)).astype(np.int64)
