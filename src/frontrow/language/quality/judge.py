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
    """spearman: with the votes as they are. above: partial, what length and exposure explain taken out of both.
    within: Spearman inside each item, where all had about the same readers, averaged by reviews.
    ndcg: at 10, inside each item, gain log(1 + votes). Each with its 95 % interval over drawn items."""

    spearman: float
    above: float
    within: float
    ndcg: float
    intervals: dict[str, tuple[float, float]]


def judged(score: Floats, reviews: Reviews, expected: Floats, draws: int = 200) -> Judged:
    """expected: (n,), the votes that exposure and length alone foretell."""
    groups = [np.flatnonzero(reviews.items == item) for item in np.unique(reviews.items)]
    lists = [rows for rows in groups if len(rows) >= LEAST and np.ptp(reviews.votes[rows]) > 0]
    within = np.array([_spearman(score[rows], reviews.votes[rows]) for rows in lists])
    sizes = np.array([len(rows) for rows in lists], dtype=float)
    gains = np.array([ndcg(score[rows], reviews.votes[rows]) for rows in lists])
    known = np.column_stack([reviews.lengths, expected])
    values = {
        "spearman": _spearman(score, reviews.votes),
        "above": _partial(score, reviews.votes, known),
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
                _partial(score[rows], reviews.votes[rows], known[rows]),
                np.average(within[few], weights=sizes[few]),
                gains[few].mean(),
            ]
        )
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    bounds = {name: (float(low[i]), float(high[i])) for i, name in enumerate(values)}
    return Judged(**values, intervals=bounds)


def _spearman(one: Floats, other: Floats) -> float:
    return float(spearmanr(one, other)[0]) if np.ptp(one) > 0 and np.ptp(other) > 0 else 0.0


def _partial(one: Floats, other: Floats, known: Floats) -> float:
    """Correlation of the ranks of two, the ranks of what is known taken out of both (Conover, 1999, section 5.4)."""
    base = np.column_stack([np.ones(len(one)), *(rankdata(column) for column in known.T)])
    left = [rank - base @ np.linalg.lstsq(base, rank, rcond=None)[0] for rank in (rankdata(one), rankdata(other))]
    size = float(np.linalg.norm(left[0]) * np.linalg.norm(left[1]))
    # where nothing but rounding is left, there is nothing to correlate
    return float(left[0] @ left[1]) / size if size > 1e-6 * len(one) ** 2 else 0.0


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
