"""Linear Thompson sampling over a few facts, with a finite set of draws, so that every propensity is exact.

Agrawal and Goyal, Thompson sampling for contextual bandits with linear payoffs (ICML 2013). Instead of a fresh
draw from the posterior for each slate there are DRAWS fixed ones for each state of the evidence; a slate uses one
of them, each equally likely. How likely an item is to be shown is then a count, not an estimate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from frontrow.recommend.rank.evidence import PLACES, WIDTH, Evidence
from frontrow.recommend.rank.features import FACTS, UNIT

Array = NDArray[np.float64]
DRAWS = 32
CLICK = 0.1  # the difference in clicks a showing that one spread of the model's scores is worth, to begin with
PRIOR = 0.3  # standard deviation of what a fact adds, in spreads
NOISE = 0.05 * 0.95 / CLICK**2  # the variance of one answer, when one showing in twenty is answered
WIDE = 10.0  # standard deviation of what a place adds: nothing is known about places


@dataclass(frozen=True)
class Exploration:
    """What each fact adds to a score, in spreads of the scores.

    mean: (FACTS,) of the posterior. draws: (DRAWS, FACTS) of deviations from it, in pairs of opposite sign.
    """

    mean: Array
    draws: Array


def posterior(found: Evidence) -> tuple[Array, Array]:
    """Mean (WIDTH,) and covariance (WIDTH, WIDTH) of the ridge regression of answers on places and facts."""
    ridge = np.repeat([WIDE**-2, PRIOR**-2], [PLACES, FACTS])
    precision = np.diag(ridge) + found.gram / (UNIT**2 * NOISE)
    factor = cho_factor(precision, lower=True)
    return cho_solve(factor, found.reward / (UNIT * CLICK * NOISE)), cho_solve(factor, np.eye(WIDTH))


def exploration(found: Evidence, draws: int = DRAWS) -> Exploration:
    """The posterior of the facts and `draws` (even) deviations from it, the same for equal evidence."""
    mean, covariance = posterior(found)
    facts = covariance[PLACES:, PLACES:]
    half = np.random.default_rng(found.shown).standard_normal((draws // 2, FACTS)) @ np.linalg.cholesky(facts).T
    return Exploration(mean[PLACES:], np.concatenate([half, -half]))
