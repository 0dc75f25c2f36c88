"""A catalogue as the scorer reads it: facts compared, kinds, whose turn it is; all by the state's item numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.counts import DENSE
from frontrow.recommend.item import Item, Kind
from frontrow.recommend.models.content import Content

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Lineup:
    """catalogue: the items that may be shown. number: the state's numbers of these and maybe others.

    Above DENSE items their facts are not compared, all with all: content then says nothing.
    """

    def __init__(self, catalogue: Sequence[Item], number: Mapping[str, int]) -> None:
        self.catalogue = tuple(catalogue)
        self.numbers = np.array([number[item.id] for item in self.catalogue], np.int64)
        self.items = len(number)
        self._place = np.full(self.items, -1, np.int64)
        self._place[self.numbers] = np.arange(len(self.numbers))
        self._content = Content(self.catalogue) if len(self.catalogue) <= DENSE else None
        self._kinds: dict[Kind, NDArray[np.bool_]] = {}

    @cached_property
    def by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.catalogue}

    def of_kind(self, kind: Kind) -> NDArray[np.bool_]:
        """(items,) which may be shown as this kind; not to be changed."""
        if kind not in self._kinds:
            found = np.zeros(self.items, bool)
            found[self.numbers[[item.kind == kind for item in self.catalogue]]] = True
            self._kinds[kind] = found
        return self._kinds[kind]

    @cached_property
    def turn(self) -> Ints:
        """(items,): where scores are equal houses alternate, each in the order of the catalogue."""
        shown: Counter[str] = Counter()
        rounds = []
        for item in self.catalogue:
            rounds.append(shown[item.house])
            shown[item.house] += 1
        order = np.lexsort((np.arange(len(rounds)), np.array(rounds, np.int64)))
        turns = np.full(self.items, self.items, np.int64)
        turns[self.numbers[order]] = np.arange(len(order))
        return turns

    def gathered(self, source: Ints, weight: Floats) -> Floats:
        """(items,) how alike each is to the items `source` (s,), each times its weight; (0,) where facts are not
        compared."""
        if self._content is None:
            return np.zeros(0)
        found = np.zeros(self.items)
        place = self._place[source]
        if (place >= 0).any():
            found[self.numbers] = weight[place >= 0] @ self._content.links[place[place >= 0]]
        return found

    def between(self, source: Ints, places: Ints) -> Floats:
        """(s, m) how alike the items `source` (s,) and `places` (m,) are."""
        rows, cols = self._place[source], self._place[places]
        if self._content is None or not len(self.catalogue):
            return np.zeros((len(rows), len(cols)))
        return np.where((rows >= 0)[:, None] & (cols >= 0), self._content.links[np.ix_(rows, cols)], 0.0)

    def trait(self, source: int, place: int) -> str | None:
        """The fact in which two items are most alike."""
        if self._content is None:
            return None
        return self._content.traits[self._content.largest[self._place[source], self._place[place]]]
