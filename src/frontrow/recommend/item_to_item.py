"""What neighbours, EASE and content share: a score is the history times a matrix of items by items."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.log import Floats, Histories
from frontrow.recommend.ranking import Part, Touch, one


class ItemToItem:
    """Scores by `links` (items, items), sparse or dense: how much a seen item (row) speaks for another.

    half_life: the event `a` places before the last one counts 2^(-a/half_life); None: all count alike.
    """

    kind = "together"

    def __init__(self, half_life: float | None = None) -> None:
        self.half_life = half_life
        self.items: tuple[str, ...] = ()
        self.links: Any = np.zeros((0, 0), np.float32)

    def scores(self, histories: Histories) -> Floats:
        found = histories.rows(len(self.items), self.half_life) @ self.links
        dense: Floats = found.toarray() if sp.issparse(found) else np.asarray(found)
        return dense

    def parts(self, history: Sequence[Touch], item: str) -> list[Part]:
        row = one(self.items, history).rows(len(self.items), self.half_life)
        place = self.items.index(item)
        amounts = row.data * _column(self.links, row.indices, place)
        pairs = zip(row.indices, amounts, strict=True)
        return [Part(self.kind, float(amount), self.items[source]) for source, amount in pairs if amount]


def _column(links: Any, rows: Any, place: int) -> Floats:
    found = links[rows, :][:, [place]] if sp.issparse(links) else links[rows, place]
    column: Floats = found.toarray()[:, 0] if sp.issparse(found) else found
    return column
