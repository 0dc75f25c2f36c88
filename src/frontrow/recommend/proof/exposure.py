"""What lists do to the catalogue: how much of it they show, how evenly, how far from what everybody knows."""

import numpy as np

from frontrow.recommend.log import Ints
from frontrow.recommend.proof.splits import Split


def exposure(lists: Ints, split: Split) -> dict[str, float]:
    """coverage@20: share of the known items in anybody's list. gini@20: of how often each known item is shown; 0 is
    even, 1 is one item for all. novelty@20: bits, mean of -log2 of the share of users who took what is shown
    (self-information; Zhou et al., PNAS 2010).
    """
    known = split.known
    shown = np.bincount(lists[lists >= 0], minlength=len(known))[known]
    takers = np.bincount(split.learn.item, minlength=len(known))[known]
    users = max(len(np.unique(split.learn.user)), 1)
    if not shown.sum():
        return {"coverage@20": 0.0, "gini@20": 0.0, "novelty@20": 0.0}
    bits = -np.log2(np.clip(takers, 1, users) / users)  # a new item counts as one that somebody took
    return {
        "coverage@20": float((shown > 0).mean()),
        "gini@20": gini(shown),
        "novelty@20": float((shown * bits).sum() / shown.sum()),
    }


def gini(amounts: Ints) -> float:
    """The Gini coefficient of amounts (n,) that are not all zero."""
    ordered = np.sort(amounts)
    n = len(ordered)
    return float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / (n * ordered.sum()))
