"""Noise, seen: one count with somebody in it and without her, drawn by the mechanism that releases are made with."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from frontrow.privacy.noise import gaussian, scale


@dataclass(frozen=True, slots=True)
class Example:
    """deviation: of the noise, in visitors. with_her, without_her: draws. right: of 100 guesses whether she is in one
    such count, how many the best guesser gets right; 50 is a coin."""

    deviation: float
    with_her: list[int]
    without_her: list[int]
    right: float


def example(visitors: int, rho: float, draws: int = 60) -> Example:
    """visitors: the true count with her in it; without her it is one less. rho: what one such count costs.

    The noise of two counts that differ by one is a Gaussian moved by one: the best guess is right with probability
    Phi(1 / (2 deviation)) (Dong, Roth and Su, Gaussian Differential Privacy, 2022, section 2.3).
    """
    drawn = gaussian(np.array([[visitors] * draws, [visitors - 1] * draws], np.int64), 1.0, rho)
    deviation = scale(1.0, rho)
    return Example(deviation, drawn[0].tolist(), drawn[1].tolist(), guessed(rho))


def guessed(rho: float) -> float:
    """Of 100 guesses whether somebody is in what was released for rho in all, how many the best guesser gets right."""
    return float(100 * norm.cdf(np.sqrt(2 * rho) / 2))
