"""Alike: items whose facts are like those of the history, whoever has seen them."""

from collections.abc import Sequence

import numpy as np

from frontrow.recommend.facts import Facts
from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.ranking import Part, Touch, one, places


class Alike:
    """The history's mean cosine of facts: the plainest answer to an item that is new. Learns nothing from a log
    but which items there are. half_life: the history's recency, in events."""

    def __init__(self, facts: Facts, half_life: float | None = None) -> None:
        self.facts, self.half_life = facts, half_life
        self.items: tuple[str, ...] = facts.items
        self.vectors = facts.vectors

    def fit(self, log: Log) -> None:
        self.items = all_items(log, self.facts)
        self.vectors = self.facts.rows(self.items)

    def scores(self, histories: Histories) -> Floats:
        rows = histories.rows(len(self.items), self.half_life)
        found: Floats = (rows @ self.vectors @ self.vectors.T).toarray().astype(np.float32)
        return found

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        row = one(self.items, history).rows(len(self.items), self.half_life)
        number = places(self.items)
        found = []
        for item in items:
            shared = self.vectors[row.indices].multiply(self.vectors[[number[item]]]).tocsr()
            amounts = np.asarray(shared.sum(axis=1)).ravel() * row.data
            found.append(
                [
                    Part("content", amount, self.items[source], trait(self.facts, shared[[place]].toarray()[0]))
                    for place, (amount, source) in enumerate(zip(amounts.tolist(), row.indices.tolist(), strict=True))
                ]
            )
        return found


def all_items(log: Log, facts: Facts) -> tuple[str, ...]:
    """The log's items by their numbers, and then those of which only facts are known."""
    known = places(log.items)
    return log.items + tuple(item for item in facts.items if item not in known)


def trait(facts: Facts, amounts: Floats) -> str | None:
    """The column of facts whose features (features,) say most."""
    if not amounts.any():
        return None
    return facts.columns[int(np.bincount(facts.column, amounts, minlength=len(facts.columns)).argmax())]
