"""Kernel ridge regression to classes: every text says how much it is like each of those that are known.

Chosen over nearest neighbours because its answers for the texts it learnt from, each left out, come for nothing
(Rifkin and Lippert 2007, "Notes on regularized least squares"): thresholds are fitted on them.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dpotrf, dpotri

from frontrow.language.desk.types import Floats

PENALTY = 0.2


class Ridge:
    """left_out: (texts, classes), what each text scores when the rest is learnt from without it."""

    def __init__(self, weights: Floats, left_out: Floats) -> None:
        self.weights, self.left_out = weights, left_out

    @classmethod
    def of(cls, kernel: Floats, of: NDArray[np.intp], classes: int) -> "Ridge":
        """kernel: (texts, texts), symmetric, 1 for a text and itself. of: (texts,) the class of each."""
        wanted = np.eye(classes)[of]
        factor, _ = dpotrf(kernel + PENALTY * np.eye(len(kernel)), lower=True, overwrite_a=True)
        half, _ = dpotri(factor, lower=True, overwrite_c=True)
        inverse = np.tril(half) + np.tril(half, -1).T
        weights: Floats = inverse @ wanted
        return cls(weights, wanted - weights / np.diag(inverse)[:, None])

    def scores(self, likeness: Floats) -> Floats:
        """(classes,) from (texts,): how like each known text a new one is; about 1 for its class, 0 for others."""
        found: Floats = likeness @ self.weights
        return found
