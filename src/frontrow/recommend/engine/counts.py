"""What all visitors add up to, in whole numbers: it grows and shrinks by one visitor's share, and never drifts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.counting import DISMISS, GAPS, LAST, UNDOES, WINDOW, Deeds, stated
from frontrow.recommend.engine.pairs import changed, counted, stretch
from frontrow.recommend.engine.rows import Rows, total
from frontrow.recommend.engine.table import Table

Ints = NDArray[np.int64]
Cells = tuple[Ints, Ints, Ints]
NO_GAPS = np.zeros(0, np.int64)
DENSE = 3_000  # items up to which all of a visitor's history counts as liked together
BAND = 16  # places: above that, only touches so near each other


@dataclass
class Layers:
    """A matrix as the sum of parts that stand still and one that changes."""

    table: Table
    frozen: tuple[Rows, ...] = ()

    def total(self) -> Rows:
        return total([*self.frozen, Rows.of(self.table)])


@dataclass
class Counts:
    """The sum over visitors of what each one's history says.

    rules: (a, b) how often, how soon and how strongly b followed a: 4096 / places apart * tenths of b's strength.
    together: (a, b) products of the strengths, in tenths, with which one visitor touched both.
    loved: (item, hour since the epoch) tenths of strength. of_item: (items, 2) sum of squared tenths, and visitors.
    people: (2,) visitors who touched anything, and those who touched two items.
    reach: how many touches apart two items may be to count as liked together.
    """

    rules: Layers
    together: Layers
    loved: Layers
    of_item: Ints
    people: Ints = field(default_factory=lambda: np.zeros(2, np.int64))
    reach: int = LAST

    @classmethod
    def empty(cls, items: int) -> "Counts":
        reach = LAST if items <= DENSE else BAND - 1
        rules, together, loved = (Layers(Table.empty(items)) for _ in range(3))
        return cls(rules, together, loved, np.zeros((items, 2), np.int64), reach=reach)

    @classmethod
    def of(cls, items: int, histories: Iterable[Deeds]) -> "Counts":
        """Those of whole histories, at once: bit for bit what `change` comes to from nothing."""
        said = [stated(deeds, UNDOES, DISMISS) for deeds in histories]
        found = cls.empty(items)
        steps, touches = (_joined([pair[i] for pair in said], 2 + i) for i in (0, 1))
        found.rules.frozen = (counted(*steps, items, WINDOW, GAPS),)
        found.together.frozen = (counted(*touches, items, found.reach, NO_GAPS),)
        item, worth, hour = touches[1].T
        found.loved.table.add(item, hour, worth)
        _touch(touches[1], found.of_item, 1)
        lengths = np.diff(touches[0])
        found.people += [(lengths > 0).sum(), (lengths > 1).sum()]
        return found

    def change(self, old: Deeds, new: Deeds) -> None:
        """One visitor's history was `old` and is `new`."""
        rules, together, touches = _difference(old, new, UNDOES, DISMISS, self.reach, self.of_item, self.people)
        self.rules.table.add(*rules)
        self.together.table.add(*together)
        self.loved.table.add(*touches)

    def same(self, other: "Counts") -> bool:
        """Whether both are the same numbers, bit for bit, however they came about."""
        pairs = (self.rules, other.rules), (self.together, other.together), (self.loved, other.loved)
        alike = np.array_equal(self.of_item, other.of_item) and np.array_equal(self.people, other.people)
        return alike and all(mine.total().same(theirs.total()) for mine, theirs in pairs)


@njit(cache=True, nogil=True)
def _difference(
    old: Deeds, new: Deeds, undoes: NDArray[np.bool_], dismiss: int, reach: int, of_item: Ints, people: Ints
) -> tuple[Cells, Cells, Cells]:  # pragma: no cover
    (old_steps, old_touches), (new_steps, new_touches) = stated(old, undoes, dismiss), stated(new, undoes, dismiss)
    head, tail = stretch(old_touches, new_touches, 3)
    gone, come = old_touches[head : len(old_touches) - tail], new_touches[head : len(new_touches) - tail]
    _touch(gone, of_item, -1)
    _touch(come, of_item, 1)
    for place in (0, 1):
        people[place] += (len(new_touches) > place) - (len(old_touches) > place)
    moved = np.concatenate((gone, come))
    moved[: len(gone), 1] *= -1
    rules = changed(old_steps, new_steps, WINDOW, GAPS)
    together = changed(old_touches, new_touches, reach, NO_GAPS)
    return rules, together, (moved[:, 0], moved[:, 2], moved[:, 1])


@njit(cache=True, nogil=True)
def _touch(touches: Ints, of_item: Ints, sign: int) -> None:  # pragma: no cover
    for i in range(len(touches)):
        of_item[touches[i, 0], 0] += sign * touches[i, 1] ** 2
        of_item[touches[i, 0], 1] += sign


def _joined(found: Sequence[Ints], width: int) -> tuple[Ints, Ints]:
    start = np.concatenate([[0], np.cumsum([len(rows) for rows in found])]).astype(np.int64)
    return start, np.concatenate([*found, np.zeros((0, width), np.int64)])
