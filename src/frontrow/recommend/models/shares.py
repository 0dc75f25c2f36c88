"""How loud each of several models should speak, learnt from what visitors did next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Doubles = NDArray[np.float64]
PRIOR = 5.0  # visitors' worth of trust in the shares one starts from
STEPS = 200


@dataclass(frozen=True, slots=True)
class Lessons:
    """Candidates of n visitors, and which of them they took.

    values: (n, candidates, models) each model's score. real: (n, candidates), False where a row has fewer.
    taken: (n, candidates) shares of 1 for what she took; a row of zeros teaches nothing. traits: (n, traits) what
    is known of the visitor, 1 first.
    """

    values: NDArray[np.float32]
    real: NDArray[np.bool_]
    taken: NDArray[np.float32]
    traits: NDArray[np.float32]


def learnt(lessons: list[Lessons], start: Doubles) -> Doubles:
    """(models, traits) shares that make what was taken likeliest.

    A visitor of traits f takes candidate i with probability softmax of values_i . shares f (McFadden, 1974,
    conditional logit), of her targets one at random. The negative log-likelihood is convex; PRIOR times the
    squared distance from `start` is added to it, so that few lessons change little.
    """

    def cost(flat: Doubles) -> tuple[float, Doubles]:
        shares = flat.reshape(start.shape)
        total, slope = PRIOR * float(((shares - start) ** 2).sum()), 2 * PRIOR * (shares - start)
        for lesson in lessons:
            loud = (lesson.traits @ shares.T).astype(np.float32)
            level = np.where(lesson.real, np.einsum("nkm,nm->nk", lesson.values, loud), -np.inf)
            level -= level.max(axis=1, keepdims=True)
            chance = np.exp(level)
            whole = chance.sum(axis=1, keepdims=True)
            teaches = lesson.taken.sum(axis=1, keepdims=True)
            likely = np.where(lesson.real, level, 0) - np.log(whole)
            total -= float((lesson.taken * likely).sum())
            error = chance / whole * teaches - lesson.taken
            slope += np.einsum("nk,nkm->nm", error, lesson.values).T.astype(np.float64) @ lesson.traits
        return total, slope.ravel()

    found = minimize(cost, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    result: Doubles = found.x.reshape(start.shape)
    return result
