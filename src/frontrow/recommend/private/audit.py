"""Can an attacker tell who took part? Visitors made up for the purpose, half of them left out, and her guesses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from frontrow.recommend.log import Histories

CONFIDENCE = 0.95
EVENTS = 40  # of a canary, its two items in turn: nearly all she contributes goes to their pair


@dataclass(frozen=True, slots=True)
class Attack:
    """What an attacker achieved: `right` of `guesses`, which proves at least `epsilon` (CONFIDENCE)."""

    canaries: int
    guesses: int
    right: int
    epsilon: float


def pairs_nobody_met(counts: NDArray[np.int64], wanted: int, seed: int) -> NDArray[np.int64]:
    """(n, 2) pairs of items, n <= wanted, that no visitor met close together: where a canary shows most."""
    one, other = np.nonzero(np.triu(counts == 0, 1))
    draw = np.random.default_rng(seed)
    chosen = draw.permutation(len(one))[:wanted]
    return np.stack([one[chosen], other[chosen]], axis=1)


def with_canaries(histories: Histories, pairs: NDArray[np.int64]) -> Histories:
    """The histories and, after them, one made-up visitor a pair who meets its two items in turn."""
    extra = np.tile(pairs, (1, EVENTS // 2)).ravel()
    start = np.concatenate([histories.start, histories.start[-1] + EVENTS * (1 + np.arange(len(pairs)))])
    ones = np.ones(len(extra), np.float32)
    at = np.full(len(extra), histories.asked)
    return Histories(
        start,
        np.concatenate([histories.item, extra]),
        np.concatenate([histories.weight, ones]),
        np.concatenate([histories.at, at]),
        histories.asked,
    )


def attack(scores: NDArray[np.float64], included: NDArray[np.bool_], delta: float) -> Attack:
    """The best of the attacks that guess only where a canary's score is far from the middle.

    scores: (n,) higher where the attacker thinks the canary took part. included: (n,) the truth, each drawn
    by a fair coin. The bound holds for one training run (Steinke, Nasr and Jagielski, Privacy Auditing with
    One (1) Training Run, 2023, theorem 5.2); trying several numbers of guesses is paid for by dividing the
    error among them (Bonferroni).
    """
    order = np.argsort(scores)
    canaries = len(scores)
    tries = [share for share in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if int(share * canaries) >= 1]
    error = (1 - CONFIDENCE) / max(len(tries), 1)
    best = Attack(canaries, 0, 0, 0.0)
    for share in tries:
        side = int(share * canaries)
        right = int((~included[order[:side]]).sum() + included[order[-side:]].sum())
        found = Attack(canaries, 2 * side, right, proven(2 * side, right, canaries, delta, error))
        best = max(best, found, key=lambda one: one.epsilon)
    return best


def proven(guesses: int, right: int, canaries: int, delta: float, error: float) -> float:
    """The largest epsilon under which so many right guesses would happen with probability below `error`."""

    def likely(epsilon: float) -> float:
        chance = 1 / (1 + np.exp(-epsilon))
        beta = binom.sf(right - 1, guesses, chance)
        steps = np.arange(1, guesses + 1)
        alpha = ((binom.cdf(right - 1, guesses, chance) - binom.cdf(right - 1 - steps, guesses, chance)) / steps).max()
        return float(beta + 2 * canaries * delta * alpha)

    low, high = 0.0, 20.0
    if likely(low) > error:
        return 0.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if likely(middle) <= error else (low, middle)
    return low
