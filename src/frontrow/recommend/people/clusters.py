"""Groups of points, and how many there are: as many as come out alike when the visitors are drawn again."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from frontrow.recommend.log import Floats, Ints

DIMENSIONS = 16  # directions kept: those in which visitors differ most
DRAWS = 8  # resamples a k; every two of them are compared
JUDGED = 2_000  # visitors who are drawn from, and on whose groups two resamples must agree
SAMPLE = 20_000  # visitors from whom the groups themselves are learnt
AGREEMENT = 0.65  # adjusted Rand index below which groups are chance


ALIKE = 0.02  # differences of agreement that are none


@dataclass(frozen=True, slots=True)
class Stability:
    """How alike the groups are for k, over pairs of resamples.

    agreement: mean adjusted Rand index. error: its standard error. chance: the same on one normal
    cloud as wide in every direction, which has no groups. smallest: share of visitors in the smallest group.
    """

    k: int
    agreement: float
    error: float
    chance: float
    smallest: float

    @property
    def above_chance(self) -> float:
        """0 for groups as stable as a groupless cloud's, 1 for groups that always come out."""
        return (self.agreement - self.chance) / (1 - self.chance) if self.chance < 1 else 0.0


@dataclass(frozen=True)
class Clusters:
    """mean: (d,). axes: (d, p) orthonormal directions. centres: (k, p), by size, the largest first."""

    mean: NDArray[np.float64]
    axes: NDArray[np.float64]
    centres: NDArray[np.float64]
    stability: tuple[Stability, ...]

    def __len__(self) -> int:
        return len(self.centres)

    def distances(self, points: Floats) -> NDArray[np.float64]:
        """(n, k) from each point to each centre."""
        low = (points - self.mean) @ self.axes
        found: NDArray[np.float64] = np.linalg.norm(low[:, None] - self.centres[None], axis=2)
        return found


def clusters(points: Floats, seed: int = 0, most: int = 12, least: int = 20) -> Clusters:
    """Groups of at least `least` of the (n, d) points, at most `most`; one group when there are no stable ones.

    k is the one whose groups agree most over bootstrap resamples (Ben-Hur, Elisseeff and Guyon 2002; adjusted Rand
    index, Hubert and Arabie 1985), measured from what one groupless cloud would give (as Tibshirani, Walther and
    Hastie 2001 do with dispersion); the largest such k where several are ALIKE. The same seed and
    points give the same groups.
    """
    chance = np.random.default_rng(seed)
    sample = points[np.sort(chance.choice(len(points), min(len(points), SAMPLE), replace=False))].astype(np.float64)
    mean = sample.mean(axis=0)
    if len(sample) < max(2 * least, 2):
        return Clusters(mean, np.zeros((len(mean), 1)), np.zeros((1, 1)), ())
    _, sizes, turned = np.linalg.svd(np.cov(sample - mean, rowvar=False).reshape(len(mean), -1), hermitian=True)
    kept = min(DIMENSIONS, int((sizes > 1e-9 * max(sizes[0], 1e-12)).sum()))
    axes = turned[: max(kept, 1)].T
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])] < 0, -1, 1)
    low = (sample - mean) @ axes
    # One thread: sums in one order, so that the same seed gives the same groups. Visitors who did the same thing are
    # one point: a k above the number of points is refused by its smallest group, and need not be warned of.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        judged = low[np.sort(chance.choice(len(low), min(len(low), JUDGED), replace=False))]
        found = [_stability(judged, k, chance) for k in range(2, min(most, len(low) // max(least, 1)) + 1)]
        share = least / max(len(points), 1)
        k = _chosen(found, share)
        fitted = KMeans(k, n_init=10, random_state=int(chance.integers(2**31))).fit(low)
    order = np.argsort(-np.bincount(fitted.labels_, minlength=k), kind="stable")
    return Clusters(mean, axes, fitted.cluster_centers_[order], tuple(found))


def _chosen(found: list[Stability], share: float) -> int:
    sound = [
        one
        for one in found
        if one.agreement >= AGREEMENT and one.agreement - 2 * one.error > one.chance and one.smallest >= share
    ]
    best = max((one.above_chance for one in sound), default=0.0)
    return max((one.k for one in sound if one.above_chance >= best - ALIKE), default=1)


def _stability(points: NDArray[np.float64], k: int, chance: np.random.Generator) -> Stability:
    cloud = chance.normal(size=points.shape) * points.std(axis=0)
    drawn, loose = _draws(points, k, chance), _draws(cloud, k, chance)
    agreements, by_chance = _agreements(drawn), _agreements(loose)
    smallest = float(np.mean([np.bincount(labels, minlength=k).min() for labels in drawn]) / len(points))
    error = float(np.std(agreements) / np.sqrt(DRAWS))
    return Stability(k, float(np.mean(agreements)), error, float(np.mean(by_chance)), smallest)


def _draws(points: NDArray[np.float64], k: int, chance: np.random.Generator) -> list[Ints]:
    """The groups of all points, as each of DRAWS resamples would have them."""
    found = []
    for _ in range(DRAWS):
        drawn = points[chance.integers(len(points), size=len(points))]
        fitted = KMeans(k, n_init=3, max_iter=100, random_state=int(chance.integers(2**31))).fit(drawn)
        found.append(np.asarray(fitted.predict(points), np.int64))
    return found


def _agreements(draws: list[Ints]) -> list[float]:
    return [adjusted_rand_score(one, other) for place, one in enumerate(draws) for other in draws[:place]]
