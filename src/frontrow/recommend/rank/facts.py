"""A catalogue as re-ranking reads it: each item's vectors are made once, when they are first asked for."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from frontrow.recommend.item import Item
from frontrow.recommend.rank.features import Fixed, features
from frontrow.recommend.rank.vectors import Vectors, vectors


class Facts:
    """items: by id."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = {item.id: item for item in items}
        self._vectors: dict[str, Vectors] = {}
        self._features: dict[str, Fixed] = {}

    def vectors(self, names: Sequence[str]) -> Vectors:
        """(n, 67), see `vectors.vectors`."""
        fresh = [name for name in names if name not in self._vectors]
        self._vectors.update(zip(fresh, vectors([self.items[name] for name in fresh]), strict=True))
        return np.array([self._vectors[name] for name in names])

    def features(self, names: Sequence[str]) -> Fixed:
        """(n, FACTS) in 1/UNIT, see `features.features`."""
        fresh = [name for name in names if name not in self._features]
        self._features.update(zip(fresh, features([self.items[name] for name in fresh]), strict=True))
        return np.array([self._features[name] for name in names])

    @cached_property
    def new(self) -> frozenset[str]:
        """The items of new designers."""
        return frozenset(item.id for item in self.items.values() if item.new_designer)
