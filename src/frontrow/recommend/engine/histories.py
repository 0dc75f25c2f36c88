"""Every visitor's deeds: the recent ones in memory, the others in arrays that may lie on disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.deeds import DEED, Deeds

NOTHING: Deeds = np.zeros(0, DEED)
Keys = NDArray[np.uint64]


def key(visitor: str) -> int:
    """Sixty-four bits that stand for a visitor: two of a million share theirs with a chance of 3 in 10^8."""
    return int.from_bytes(blake2b(visitor.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Shelf:
    """Histories that stand still. keys: (n,) growing. start: (n + 1,). deeds: all of them; an empty one is of somebody
    who was forgotten after an older shelf was made."""

    keys: Keys
    start: NDArray[np.int64]
    deeds: Deeds

    @classmethod
    def of(cls, histories: dict[int, Deeds]) -> "Shelf":
        keys = np.array(sorted(histories), np.uint64)
        found = [histories[each] for each in keys.tolist()]
        start = np.concatenate([[0], np.cumsum([len(deeds) for deeds in found])]).astype(np.int64)
        return cls(keys, start, np.concatenate([NOTHING, *found]))

    def get(self, visitor: int) -> Deeds | None:
        place = int(np.searchsorted(self.keys, np.uint64(visitor)))
        if place == len(self.keys) or int(self.keys[place]) != visitor:
            return None
        return self.deeds[self.start[place] : self.start[place + 1]]


def together(shelves: Sequence[Shelf]) -> Shelf:
    """One shelf of several, oldest first: the newest history of each visitor, none of those forgotten."""
    keys = np.concatenate([shelf.keys for shelf in shelves])
    age = np.repeat(np.arange(len(shelves)), [len(shelf.keys) for shelf in shelves])
    length = np.concatenate([np.diff(shelf.start) for shelf in shelves])
    base = np.concatenate([[0], np.cumsum([len(shelf.deeds) for shelf in shelves])])[:-1]
    begin = np.concatenate([shelf.start[:-1] + low for shelf, low in zip(shelves, base, strict=True)])
    order = np.lexsort((age, keys))
    newest = np.ones(len(order), bool)
    newest[:-1] = keys[order][1:] != keys[order][:-1]
    kept = order[newest]
    kept = kept[length[kept] > 0]
    start = np.concatenate([[0], np.cumsum(length[kept])]).astype(np.int64)
    taken = np.repeat(begin[kept] - start[:-1], length[kept]) + np.arange(start[-1])
    return Shelf(keys[kept], start, np.concatenate([shelf.deeds for shelf in shelves])[taken])


@dataclass
class Histories:
    """recent: of those who did something since the newest shelf. leaving: those on their way to a shelf."""

    recent: dict[int, Deeds] = field(default_factory=dict)
    leaving: dict[int, Deeds] = field(default_factory=dict)
    shelves: tuple[Shelf, ...] = ()  # oldest first

    def get(self, visitor: int) -> Deeds:
        """The deeds of whoever has this key; none when nobody does."""
        for held in (self.recent, self.leaving):
            if visitor in held:
                return held[visitor]
        return next((found for shelf in reversed(self.shelves) if (found := shelf.get(visitor)) is not None), NOTHING)

    def put(self, visitor: int, deeds: Deeds) -> None:
        self.recent[visitor] = deeds

    def keys(self) -> set[int]:
        """Everybody's, also of those forgotten since they were shelved."""
        found = {*self.recent, *self.leaving}
        for shelf in self.shelves:
            found.update(shelf.keys.tolist())
        return found

    def __iter__(self) -> Iterator[Deeds]:
        return (deeds for visitor in sorted(self.keys()) if len(deeds := self.get(visitor)))

    def leave(self) -> None:
        self.leaving, self.recent = self.recent, {}

    def settle(self, shelves: Sequence[Shelf]) -> None:
        self.leaving, self.shelves = {}, tuple(shelves)
