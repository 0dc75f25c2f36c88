"""Spectral: where visitors go from an item, and where they come from to another, in few dimensions."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.models.pairs import ordered_pairs
from frontrow.recommend.models.rules import falling
from frontrow.recommend.ranking import Part, Touch, one, places


class Spectral:
    """Ordered pairs smoothed: two items are near when they lead to, or come from, the same others.

    The counts of ordered pairs, over the square roots of what leaves the one and arrives at the other, are cut to
    their `rank` largest singular values (Halko, Martinsson and Tropp, 2011). A score is the sum over the history of
    the cosine between an item's row of U S and the other's row of V S, so popularity says nothing. Where visitors
    have few events, this knows of pairs that nobody has made yet. half_life: the history's recency, in events.
    """

    def __init__(
        self, rank: int = 128, half_life: float | None = 1.0, window: int = 50, fade: float = 0.5, seed: int = 0
    ) -> None:
        self.rank, self.half_life, self.window, self.fade, self.seed = rank, half_life, window, fade, seed
        self.items: tuple[str, ...] = ()
        self.leaving: Floats = np.zeros((0, 1), np.float32)
        self.arriving: Floats = np.zeros((0, 1), np.float32)

    def fit(self, log: Log) -> None:
        self.items = log.items
        pairs = ordered_pairs(log.histories, len(log.items), falling(self.window, self.fade)).astype(np.float32)
        out, into = (1 / np.sqrt(np.maximum(np.asarray(pairs.sum(axis=axis)).ravel(), 1)) for axis in (1, 0))
        usual = sp.diags_array(out.astype(np.float32)) @ pairs @ sp.diags_array(into.astype(np.float32))
        rank = max(1, min(self.rank, len(log.items) - 1))
        left, values, right = randomized_svd(usual.tocsr(), rank, n_iter=4, random_state=self.seed)
        self.leaving, self.arriving = _unit(left * values), _unit(right.T * values)

    def scores(self, histories: Histories) -> Floats:
        found: Floats = (histories.rows(len(self.items), self.half_life) @ self.leaving) @ self.arriving.T
        return found

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        row = one(self.items, history).rows(len(self.items), self.half_life)
        number = places(self.items)
        asked = self.arriving[[number[item] for item in items]]
        amounts = asked @ (self.leaving[row.indices] * row.data[:, None]).T
        sources = [self.items[place] for place in row.indices]
        return [
            [Part("next", amount, source) for amount, source in zip(line, sources, strict=True)]
            for line in amounts.tolist()
        ]


def _unit(rows: Floats) -> Floats:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Floats = np.divide(rows, length, out=np.zeros_like(rows), where=length > 1e-6).astype(np.float32)
    return found
