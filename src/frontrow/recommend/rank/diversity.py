"""Variety: what a candidate loses by being like what is already on the slate.

Both penalties are zero on an empty slate, never positive, and computed for several worlds (slates) at once.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.int64]
LEAST = 1e-9  # of a squared volume: what is a copy of something shown has none


class Variety(Protocol):
    """penalty: (worlds, m), what each candidate loses now."""

    penalty: Array

    def add(self, chosen: Places) -> None:
        """Put candidate chosen[w] on the slate of world w."""
        ...


class MMR:
    """Carbonell and Goldstein, The use of MMR (SIGIR 1998): the likeness to the nearest thing shown, times `weight`.

    likeness: (m, m) in [0, 1]. weight: in the unit of the scores.
    """

    def __init__(self, likeness: Array, worlds: int, weight: float) -> None:
        self._likeness, self._weight = likeness, weight
        self.penalty: Array = np.zeros((worlds, len(likeness)))

    def add(self, chosen: Places) -> None:
        self.penalty = np.minimum(self.penalty, -self._weight * self._likeness[chosen])


class DPP:
    """Greedy MAP of a determinantal point process (Chen, Zhang and Zhou, NeurIPS 2018, algorithm 1).

    With quality exp(score / (2 weight)) the gain of a candidate is its score plus weight times the logarithm of
    the squared volume it adds; that second summand is the penalty.
    """

    def __init__(self, likeness: Array, worlds: int, weight: float) -> None:
        self._likeness, self._weight = likeness, weight
        self._volume = np.ones((worlds, len(likeness)))
        self._rows: list[Array] = []  # of the Cholesky factor, (worlds, m) each
        self.penalty: Array = np.zeros((worlds, len(likeness)))

    def add(self, chosen: Places) -> None:
        world = np.arange(len(chosen))
        row = self._likeness[chosen].copy()
        for earlier in self._rows:
            row -= earlier[world, chosen][:, None] * earlier
        row /= np.sqrt(np.maximum(self._volume[world, chosen], LEAST))[:, None]
        self._rows.append(row)
        self._volume = np.maximum(self._volume - row**2, LEAST)
        self.penalty = self._weight * np.log(self._volume)
