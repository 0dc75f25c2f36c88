"""How well lists of recommendations foresaw what users took next, question by question."""

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.log import Ints
from frontrow.recommend.proof.splits import Split

DEPTHS = (5, 10, 20)
NAMES = ("ndcg", "recall", "mrr", "map", "hit")
FIGURES = tuple(f"{name}@{k}" for name in NAMES for k in DEPTHS)
Values = NDArray[np.float64]


def values(lists: Ints, split: Split) -> Values:
    """(n, len(FIGURES)): each figure of each question's list (n, depth); a question without a target has 0.

    recall: share of the targets in the first k. hit: whether any is. ndcg: gain 1/log2(1 + place), against the
    best order of the targets. mrr: 1 over the place of the first hit. map: the precision at each hit, summed,
    over min(k, targets).
    """
    width = len(split.learn.items)
    keys = np.arange(len(lists))[:, None] * width + lists
    hits = np.isin(keys, split.targets[:, 0] * width + split.targets[:, 1]) & (lists >= 0)
    wanted = np.maximum(np.bincount(split.targets[:, 0], minlength=len(lists)), 1)
    place = np.arange(1, lists.shape[1] + 1)
    worth = 1 / np.log2(1 + np.arange(1, max(DEPTHS) + 1))
    ideal = np.cumsum(worth)
    precision = np.cumsum(hits, axis=1) / place * hits
    first = np.where(hits.any(axis=1), 1 / (hits.argmax(axis=1) + 1), 0.0)
    found = np.empty((len(lists), len(NAMES), len(DEPTHS)))
    for at, k in enumerate(DEPTHS):
        most = np.minimum(k, wanted)
        found[:, 0, at] = (hits[:, :k] * worth[: hits[:, :k].shape[1]]).sum(axis=1) / ideal[most - 1]
        found[:, 1, at] = hits[:, :k].sum(axis=1) / wanted
        found[:, 2, at] = np.where(first >= 1 / k, first, 0.0)
        found[:, 3, at] = precision[:, :k].sum(axis=1) / most
        found[:, 4, at] = hits[:, :k].any(axis=1)
    return found.reshape(len(lists), -1)
