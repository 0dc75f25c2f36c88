"""How well lists of recommendations foresaw what users took next."""

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.log import Ints
from frontrow.recommend.proof.splits import Split
from frontrow.recommend.ranking import Recommender, best

DEPTH = 20
BATCH = 512


@dataclass(frozen=True, slots=True)
class Measured:
    """Means over `users`.

    recall[k]: share of a user's targets in her first k. ndcg[k]: binary, against the best order of her
    targets. ndcg_ci95: half width of the normal 95 % interval of ndcg[10]. coverage: share of the known items
    that are in anybody's first 20. ms_user: milliseconds to score and rank for one user, in batches.
    """

    users: int
    recall: dict[int, float]
    ndcg: dict[int, float]
    ndcg_ci95: float
    coverage: float
    ms_user: float


def measure(model: Recommender, split: Split, seed: int = 42) -> Measured:
    """Rank all known items that each user has not taken, compare with her targets; ties fall at random."""
    began = time.perf_counter()
    lists = ranked(model, split, seed)
    spent = time.perf_counter() - began
    return compare(lists, split, spent)


def ranked(model: Recommender, split: Split, seed: int = 42) -> Ints:
    """(n, 20) item numbers, best first, for the n users of the split."""
    items = np.flatnonzero(split.known)
    np.random.default_rng(seed).shuffle(items)  # equal scores then come in no order of ours
    lists = np.empty((len(split.users), min(DEPTH, len(items))), np.int64)
    for start in range(0, len(split.users), BATCH):
        histories = split.histories.of(np.arange(start, min(start + BATCH, len(split.users))))
        scores = model.scores(histories)
        rows = np.repeat(np.arange(len(histories)), np.diff(histories.start))
        scores[rows, histories.item] = -np.inf
        lists[start : start + BATCH] = items[best(scores[:, items], DEPTH)]
    return lists


def compare(lists: Ints, split: Split, spent: float) -> Measured:
    """The figures of lists (n, depth) made in `spent` seconds."""
    items = len(split.learn.items)
    wanted = split.targets[:, 0] * items + split.targets[:, 1]
    hits = np.isin(np.arange(len(lists))[:, None] * items + lists, wanted)
    targets = np.bincount(split.targets[:, 0], minlength=len(lists))
    worth = 1 / np.log2(np.arange(2, DEPTH + 2))
    ideal = np.cumsum(worth)
    recall, ndcg = {}, {}
    for k in (10, DEPTH):
        recall[k] = hits[:, :k].sum(axis=1) / targets
        gained = (hits[:, :k] * worth[: hits[:, :k].shape[1]]).sum(axis=1)
        ndcg[k] = gained / ideal[np.minimum(k, targets) - 1]
    return Measured(
        users=split.counted,
        recall={k: _mean(values, split.counted) for k, values in recall.items()},
        ndcg={k: _mean(values, split.counted) for k, values in ndcg.items()},
        ndcg_ci95=1.96 * _deviation(ndcg[10], split.counted) / math.sqrt(max(split.counted, 1)),
        coverage=len(np.unique(lists)) / max(int(split.known.sum()), 1),
        ms_user=1000 * spent / max(len(lists), 1),
    )


def _mean(values: NDArray[np.float64], counted: int) -> float:
    return float(values.sum() / counted) if counted else 0.0


def _deviation(values: NDArray[np.float64], counted: int) -> float:
    """Standard deviation over `counted` users, those without a value having 0."""
    mean = _mean(values, counted)
    square = float((values**2).sum() / counted) if counted else 0.0
    return math.sqrt(max(square - mean**2, 0.0))
