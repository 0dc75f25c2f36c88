"""How well a judgement of texts orders them: figures on reviews that nobody learnt from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata, spearmanr

from frontrow.language.quality.reviews import Reviews

Floats = NDArray[np.float64]
LEAST = 10  # reviews an item must have to be one list of NDCG


@dataclass(frozen=True)
class Judged:
    """spearman: with the votes as they are. above: with the votes that exposure and length leave unexplained.
    within: Spearman inside each item, where all had about the same readers, averaged by reviews.
    ndcg: at 10, inside each item, gain log(1 + votes). Each with its 95 % interval over drawn items."""

    spearman: float
    above: float
    within: float
    ndcg: float
    intervals: dict[str, tuple[float, float]]


def judged(score: Floats, reviews: Reviews, above: Floats, draws: int = 200) -> Judged:
    groups = [np.flatnonzero(reviews.items == item) for item in np.unique(reviews.items)]
    lists = [rows for rows in groups if len(rows) >= LEAST and np.ptp(reviews.votes[rows]) > 0]
    within = np.array([_spearman(score[rows], reviews.votes[rows]) for rows in lists])
    sizes = np.array([len(rows) for rows in lists], dtype=float)
    gains = np.array([ndcg(score[rows], reviews.votes[rows]) for rows in lists])
    values = {
        "spearman": _spearman(score, reviews.votes),
        "above": _spearman(score, above),
        "within": float(np.average(within, weights=sizes)),
        "ndcg": float(gains.mean()),
    }
    rng, drawn = np.random.default_rng(0), []
    for _ in range(draws):
        some = rng.integers(len(groups), size=len(groups))
        rows = np.concatenate([groups[i] for i in some])
        few = rng.integers(len(lists), size=len(lists))
        drawn.append(
            [
                _spearman(score[rows], reviews.votes[rows]),
                _spearman(score[rows], above[rows]),
                np.average(within[few], weights=sizes[few]),
                gains[few].mean(),
            ]
        )
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    bounds = {name: (float(low[i]), float(high[i])) for i, name in enumerate(values)}
    return Judged(**values, intervals=bounds)


def _spearman(one: Floats, other: Floats) -> float:
    return float(spearmanr(one, other)[0]) if np.ptp(one) > 0 and np.ptp(other) > 0 else 0.0


def ndcg(score: Floats, gain: Floats, at: int = 10) -> float:
    """Of equal scores each order counts alike: gains are averaged over ties."""
    discount = np.zeros(len(score))
    top = min(at, len(score))
    discount[:top] = 1 / np.log2(np.arange(2, top + 2))
    order = np.argsort(-score, kind="stable")
    ranks = rankdata(-score[order], method="dense")
    shared = np.array([discount[ranks == rank].mean() for rank in ranks])
    best = np.sort(gain)[::-1]
    ideal = float(best @ discount)
    return float(gain[order] @ shared) / ideal if ideal else 1.0
