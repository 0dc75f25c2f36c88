"""How far a mean over users could have fallen otherwise: users drawn again, with replacement (Efron, 1979)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.log import Ints

TIMES = 1000
SEED = 42
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Resampled:
    """means: (TIMES, figures) of one table's figures, draw by draw the same users for every model."""

    means: Values

    def interval(self) -> Values:
        """(figures, 2): the middle 95 %."""
        return np.percentile(self.means, (2.5, 97.5), axis=0).T

    def minus(self, other: "Resampled") -> "Resampled":
        """The differences, which are paired: both sides answered for the same users."""
        return Resampled(self.means - other.means)


def resample(tables: Sequence[Values], users: Ints) -> list[Resampled]:
    """For tables of values (questions, figures), the users (questions,) asked; all of a user are drawn together."""
    _, group = np.unique(users, return_inverse=True)
    asked = np.bincount(group).astype(np.float64)
    sums = []
    for table in tables:
        total = np.zeros((len(asked), table.shape[1]))
        np.add.at(total, group, table)
        sums.append(total)
    side = np.column_stack([*sums, asked]) if sums else asked[:, None]
    draws = np.random.default_rng(SEED)
    found = np.empty((TIMES, side.shape[1]))
    for time in range(TIMES):
        found[time] = np.bincount(draws.integers(0, len(asked), len(asked)), minlength=len(asked)) @ side
    found[:, :-1] /= found[:, -1:]
    widths = np.cumsum([0, *(table.shape[1] for table in tables)])
    return [Resampled(found[:, a:b]) for a, b in pairwise(widths)]
