"""Filling slates place by place, several of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.rank.diversity import Variety

Array = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Filled:
    """chosen: (worlds, k) candidates in their places. variety: (worlds, k) what likeness cost each, zero or less.

    pin: (worlds, k) what a pinned candidate lacked to be the best in its place, zero or more.
    """

    chosen: Places
    variety: Array
    pin: Array


def fill(scores: Array, help: Array, tier: Places, variety: Variety, pins: Mapping[int, int], k: int) -> Filled:
    """Choose at each place the candidate that gains most, of the lowest tier that is left; equal ones in their order.

    scores: (worlds, m). help: (m,) what a candidate is given besides to be chosen, but not to stand higher: those
    chosen stand by what they gained without it. tier: (m,). pins: which candidate (m) belongs to which place; it
    goes nowhere else.
    """
    worlds, m = scores.shape
    world = np.arange(worlds)
    free = np.ones((worlds, m), bool)
    free[:, list(pins.values())] = False
    k = min(k, m)
    filled = Filled(np.zeros((worlds, k), np.int64), np.zeros((worlds, k)), np.zeros((worlds, k)))
    for place in range(k):
        gain = scores + help + variety.penalty
        rank = np.where(free, tier, tier.max(initial=0) + 1)
        open_ = free & (rank == rank.min(axis=1, keepdims=True))
        best = np.where(open_, gain, -np.inf)
        if place in pins:
            chosen = np.full(worlds, pins[place])
            lack = np.where(free.any(axis=1), best.max(axis=1), -np.inf) - gain[world, chosen]
            filled.pin[:, place] = np.maximum(lack, 0)
        elif free.any():
            chosen = best.argmax(axis=1)
        else:  # nothing is left but what is pinned further down
            k = place
            break
        filled.chosen[:, place] = chosen
        filled.variety[:, place] = variety.penalty[world, chosen]
        free[world, chosen] = False
        variety.add(chosen)
    return _ordered(filled, scores, tier, [place for place in range(k) if place not in pins], k)


def _ordered(filled: Filled, scores: Array, tier: Places, places: list[int], k: int) -> Filled:
    """Those chosen for `places` by tier and by what they gained without help; the first k places are filled."""
    rows = np.arange(len(scores))[:, None]
    chosen = filled.chosen[:, places]
    own = scores[rows, chosen] + filled.variety[:, places]
    order = np.tile(np.arange(k), (len(scores), 1))
    order[:, places] = np.array(places, np.int64)[np.lexsort((-own, tier[chosen]), axis=1)]
    return Filled(filled.chosen[rows, order], filled.variety[rows, order], filled.pin[rows, order])
