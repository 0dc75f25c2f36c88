"""How sure a classifier may be, from texts that it did not learn from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

HOTTEST = 3.0  # log of the heat, either way


def loss(logits: Any, truth: NDArray[np.int64]) -> float:
    """Mean log loss of (n, labels) logits where each truth counts (n + 1) / (n + 2) and the other labels share the
    rest (Platt, 1999, section 2.2, for more than two labels): n texts that are all right do not make anybody certain.
    """
    logs = log_softmax(logits, axis=1)
    n, labels = logs.shape
    right = logs[np.arange(n), truth]
    wrong = (logs.sum(axis=1) - right) / max(labels - 1, 1)
    return float(-((n + 1) * right.mean() + wrong.mean()) / (n + 2))


def calibrated(margins: Any, truth: NDArray[np.int64], prior: Any) -> tuple[float, float]:
    """The heat of the margins and the share of the log prior whose loss is least; each starts at (1, 0), and few
    texts move it little: both deviate from there as a normal variable of deviation 1 does."""
    start = np.array([0.0, 0.0])

    def cost(numbers: Any) -> float:
        found = loss(np.exp(numbers[0]) * margins + numbers[1] * prior, truth)
        return found + float(numbers @ numbers) / (2 * len(truth))

    bounds = [(-HOTTEST, HOTTEST)] * 2
    simplex = np.array([[1.0, 0.0], [1.1, 0.0], [1.0, 0.1]])
    options = {"maxiter": 200, "xatol": 1e-3, "initial_simplex": simplex}
    best = minimize(cost, start, method="Nelder-Mead", bounds=bounds, options=options)
    return float(np.exp(best.x[0])), float(best.x[1])
