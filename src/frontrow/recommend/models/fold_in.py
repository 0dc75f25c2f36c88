"""Folding a history into the space of item factors: exactly, and in microseconds when it is short."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.log import Floats, Histories
from frontrow.recommend.ranking import Part, Touch, one, places

Doubles = NDArray[np.float64]


class FoldIn:
    """Scores by item factors and a visitor's own factor, which is solved from her history and never kept.

    Her factor x is the least of Σ |c_i| (±1 - <x, h_i>)² + unobserved Σ_j <x, h_j>² + ridge |x|² over the items i
    of her history with weights c_i, whose sign is that of the 1, and all items j (Rendle, Krichene, Zhang and
    Koren, RecSys 2022), where ridge = regularization (Σ |c_i| + unobserved items)^nu. The score of an item is
    <x, h>, so that each event's part of it is c_i <A⁻¹ h_i, h> with A the matrix of that problem: exact.

    half_life: the event `a` places before the last one weighs 2^(-a/half_life); None: all weigh alike.
    """

    def __init__(self, regularization: float, unobserved: float, nu: float, half_life: float | None) -> None:
        self.regularization, self.unobserved, self.nu = regularization, unobserved, nu
        self.half_life = half_life
        self.items: tuple[str, ...] = ()
        self.factors: Floats = np.zeros((0, 1), np.float32)
        self.spectrum: Doubles = np.ones(1)

    def keep(self, factors: Floats) -> Floats:
        """Keep factors (items, d), turned so that their Gram matrix is diagonal: scores do not change.

        Gives the turn (d, d).
        """
        self.factors, self.spectrum, turn = turned(factors)
        return turn

    def ridge(self, weight: Doubles) -> Doubles:
        """The ridge of visitors whose events weigh this much in sum."""
        found: Doubles = self.regularization * (weight + self.unobserved * len(self.factors)) ** self.nu
        return found

    def scores(self, histories: Histories) -> Floats:
        rows = histories.rows(len(self.items), self.half_life)
        return self.fold(rows) @ self.factors.T

    def fold(self, rows: "sp.csr_array[np.float32]") -> Floats:
        """(n, d) factors of n visitors with rows (n, items) of weights."""
        ridge = self.ridge(np.asarray(abs(rows).sum(axis=1), np.float64).ravel())
        return solved(rows, self.factors, self.unobserved * self.spectrum, ridge)

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        row = one(self.items, history).rows(len(self.items), self.half_life)
        number = places(self.items)
        amounts = self.factors[[number[item] for item in items]] @ self.spoken(history)
        sources = [self.items[place] for place in row.indices]
        return [
            [Part("together", amount, source) for amount, source in zip(line, sources, strict=True)]
            for line in amounts.tolist()
        ]

    def spoken(self, history: Sequence[Touch]) -> Doubles:
        """(d, m): what each of the m items of a history adds to its visitor's factor."""
        row = one(self.items, history).rows(len(self.items), self.half_life)
        seen = self.factors[row.indices].astype(np.float64)
        weight = row.data.astype(np.float64)
        ridge = self.ridge(np.abs(weight).sum())
        problem = (seen * np.abs(weight)[:, None]).T @ seen + np.diag(self.unobserved * self.spectrum + ridge)
        found: Doubles = np.linalg.solve(problem, (seen * weight[:, None]).T)
        return found


def turned(factors: Floats) -> tuple[Floats, Doubles, Floats]:
    """Factors (n, d) turned into the eigenbasis of their Gram matrix, its eigenvalues (d,), and the turn (d, d)."""
    values, vectors = np.linalg.eigh(factors.T.astype(np.float64) @ factors)
    turn = vectors.astype(np.float32)
    return np.ascontiguousarray(factors @ turn), np.maximum(values, 0.0), turn


def solved(rows: "sp.csr_array[np.float32]", factors: Floats, spectrum: Doubles, ridge: Doubles) -> Floats:
    """(n, d): for each of n rows of weights c the x that solves (diag(spectrum + ridge) + Σ |c| h hᵀ) x = Σ c h.

    Rows with fewer events than dimensions are solved events by events (Woodbury's identity).
    """
    found = np.zeros((rows.shape[0], factors.shape[1]), np.float32)
    _short(rows.indptr, rows.indices, rows.data, factors, spectrum, ridge, found)
    for row in np.flatnonzero(np.diff(rows.indptr) >= factors.shape[1]):
        events = slice(rows.indptr[row], rows.indptr[row + 1])
        seen = factors[rows.indices[events]]
        weight = rows.data[events, None]
        problem = (seen.T @ (seen * np.abs(weight))).astype(np.float64)
        problem[np.diag_indices_from(problem)] += spectrum + ridge[row]
        found[row] = np.linalg.solve(problem, (seen * weight).sum(axis=0, dtype=np.float64))
    return found


@njit(cache=True, nogil=True, fastmath=True)
def _short(
    start: NDArray[np.int32],
    column: NDArray[np.int32],
    weight: Floats,
    factors: Floats,
    spectrum: Doubles,
    ridge: Doubles,
    found: Floats,
) -> None:
    d = factors.shape[1]
    scaled, square, right, narrow = np.empty((d, d)), np.empty((d, d)), np.empty(d), np.empty(d)
    for row in range(len(start) - 1):
        first, n = start[row], start[row + 1] - start[row]
        if n == 0 or n >= d:
            continue
        for place in range(d):
            narrow[place] = 1 / np.sqrt(spectrum[place] + ridge[row])
        for event in range(n):
            root = np.sqrt(abs(weight[first + event]))
            right[event] = root if weight[first + event] > 0 else -root
            for place in range(d):
                scaled[event, place] = root * narrow[place] * factors[column[first + event], place]
            for other in range(event + 1):
                total = 0.0
                for place in range(d):
                    total += scaled[event, place] * scaled[other, place]
                square[event, other] = total
            square[event, event] += 1.0
        for event in range(n):  # Cholesky's factor, and forwards through it
            for other in range(event + 1):
                total = square[event, other]
                for place in range(other):
                    total -= square[event, place] * square[other, place]
                square[event, other] = np.sqrt(total) if event == other else total / square[other, other]
            for other in range(event):
                right[event] -= square[event, other] * right[other]
            right[event] /= square[event, event]
        for event in range(n - 1, -1, -1):  # and back
            for other in range(event + 1, n):
                right[event] -= square[other, event] * right[other]
            right[event] /= square[event, event]
            for place in range(d):
                found[row, place] += np.float32(right[event] * scaled[event, place] * narrow[place])
