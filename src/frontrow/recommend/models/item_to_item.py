"""What neighbours, EASE and content share: a score is the history times a matrix of items by items."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.log import Floats, Histories
from frontrow.recommend.ranking import Part, Touch, one, places


class ItemToItem:
    """Scores by `links` (items, items), sparse or dense: how much a seen item (row) speaks for another.

    half_life: the event `a` places before the last one counts 2^(-a/half_life); None: all count alike.
    """

    def __init__(self, half_life: float | None = None) -> None:
        self.half_life = half_life
        self.items: tuple[str, ...] = ()
        self.links: Any = np.zeros((0, 0), np.float32)

    def scores(self, histories: Histories) -> Floats:
        found = histories.rows(len(self.items), self.half_life) @ self.links
        dense: Floats = found.toarray() if sp.issparse(found) else np.asarray(found)
        return dense

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        row = one(self.items, history).rows(len(self.items), self.half_life)
        number = places(self.items)
        asked = [number[item] for item in items]
        links = self.links[row.indices, :][:, asked]
        amounts = row.data[:, None] * (links.toarray() if sp.issparse(links) else links)
        found = []
        for column, place in zip(amounts.T, asked, strict=True):
            pairs = zip(column.tolist(), row.indices.tolist(), strict=True)
            found.append([self._part(amount, source, place) for amount, source in pairs if amount])
        return found

    def _part(self, amount: float, source: int, place: int) -> Part:
        return Part("together", amount, self.items[source])
