"""What all visitors add up to, in whole numbers: it grows and shrinks by one visitor's share, and never drifts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.counting import Said, all_stated
from frontrow.recommend.engine.deeds import LAST, Deeds
from frontrow.recommend.engine.pairs import changed, counted, stretch
from frontrow.recommend.engine.person import KINDS
from frontrow.recommend.engine.rows import Rows, total
from frontrow.recommend.engine.table import Table
from frontrow.recommend.models.pairs import GAPS, STRENGTH

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Cells = tuple[Ints, Ints, Ints]
WINDOW = len(GAPS)  # places between two deeds of which one may have led to the other
NO_GAPS = np.zeros(0, np.int64)
DENSE = 3_000  # items up to which all of a visitor's history counts as liked together
SHRINK = 1000.0  # added to an item's squares (tenths squared)
RULE = float(GAPS[0] * STRENGTH)  # what a save that follows at once counts
BAND = 16  # places: above that, only touches so near each other


def reach_of(items: int) -> int:
    """How many touches apart two items may be to count as liked together, in a catalogue of so many."""
    return LAST if items <= DENSE else BAND - 1


@dataclass
class Layers:
    """A matrix as the sum of parts: one that changes, one on its way to disk, and those that stand still."""

    table: Table
    leaving: Table | None = None
    frozen: tuple[Rows, ...] = ()

    @property
    def tables(self) -> list[Table]:
        return [self.table] if self.leaving is None else [self.table, self.leaving]

    def total(self) -> Rows:
        return total([*self.frozen, *map(Rows.of, self.tables)])

    def leave(self) -> None:
        """Begin a new changing part; the one so far changes no more."""
        self.leaving, self.table = self.table, Table.empty(len(self.table.head))

    def settle(self, frozen: Sequence[Rows]) -> None:
        """What stood still and what was leaving stand still as `frozen` now."""
        self.leaving, self.frozen = None, tuple(frozen)


@dataclass
class Counts:
    """The sum over visitors of what each one's history says.

    rules: (a, b) how often, how soon and how strongly b followed a: 4096 / places apart * tenths of b's strength.
    together: (a, b) products of the strengths, in tenths, with which one visitor touched both.
    loved: (item, hour since the epoch) tenths of strength. of_item: (items, 2) sum of squared tenths, and visitors.
    people: (2,) visitors who touched anything, and those who touched two items. norm: (2, items) what a reading
    multiplies by, `normed` of of_item. reach: how many touches apart two items may be to count as liked together.
    """

    rules: Layers
    together: Layers
    loved: Layers
    of_item: Ints
    norm: Floats
    people: Ints = field(default_factory=lambda: np.zeros(2, np.int64))
    reach: int = LAST

    @classmethod
    def empty(cls, items: int) -> "Counts":
        reach = reach_of(items)
        rules, together, loved = (Layers(Table.empty(items)) for _ in range(3))
        of_item = np.zeros((items, 4), np.int64)
        return cls(rules, together, loved, of_item, normed(of_item), reach=reach)

    @classmethod
    def of(cls, items: int, start: Ints, deeds: Deeds) -> "Counts":
        """Those of whole histories deeds[start[v]:start[v + 1]]: bit for bit what `change` comes to from nothing."""
        step_start, steps, touch_start, touches = all_stated(start, deeds, KINDS)
        found = cls.empty(items)
        rules = counted(step_start, steps, items, WINDOW, GAPS)
        item, worth, hour = touches.T
        found.rules.frozen = (rules,)
        found.together.frozen = (counted(touch_start, touches, items, found.reach, NO_GAPS),)
        found.loved.frozen = (Rows.summed(item, hour, worth, items),)
        _touch(touches, found.of_item, 1)
        found.of_item[:, 2] = np.diff(np.concatenate([[0], np.cumsum(rules.values, dtype=np.int64)])[rules.start])
        np.add.at(found.of_item[:, 3], rules.cols, rules.values)
        found.norm = normed(found.of_item)
        lengths = np.diff(touch_start)
        found.people += [(lengths > 0).sum(), (lengths > 1).sum()]
        return found

    def change(self, old: Said, new: Said) -> Cells:
        """One visitor's history said `old` and says `new`; by how much each (item, hour) is now loved more."""
        totals = self.of_item, self.norm, self.people
        rules, together, touches = _difference(*old, *new, self.reach, *totals)
        self.rules.table.add(*rules)
        self.together.table.add(*together)
        self.loved.table.add(*touches)
        return touches

    def widen(self, items: int) -> None:
        """Know items below `items`."""
        more = items - len(self.of_item)
        self.of_item = np.concatenate([self.of_item, np.zeros((more, self.of_item.shape[1]), np.int64)])
        self.norm = normed(self.of_item)
        for layers in self.layers:
            layers.table.widen(items)

    @property
    def layers(self) -> tuple[Layers, Layers, Layers]:
        return self.rules, self.together, self.loved

    def same(self, other: "Counts") -> bool:
        """Whether both are the same numbers, bit for bit, however they came about."""
        alike = np.array_equal(self.of_item, other.of_item) and np.array_equal(self.people, other.people)
        pairs = zip(self.layers, other.layers, strict=True)
        return alike and all(mine.total().same(theirs.total()) for mine, theirs in pairs)


@njit(cache=True, nogil=True)
def _difference(
    old_steps: Ints,
    old_touches: Ints,
    new_steps: Ints,
    new_touches: Ints,
    reach: int,
    of_item: Ints,
    norm: Floats,
    people: Ints,
) -> tuple[Cells, Cells, Cells]:  # pragma: no cover
    head, tail = stretch(old_touches, new_touches, 3)
    gone, come = old_touches[head : len(old_touches) - tail], new_touches[head : len(new_touches) - tail]
    _touch(gone, of_item, -1)
    _touch(come, of_item, 1)
    for place in (0, 1):
        people[place] += (len(new_touches) > place) - (len(old_touches) > place)
    moved = np.concatenate((gone, come))
    moved[: len(gone), 1] *= -1
    rules = changed(old_steps, new_steps, WINDOW, GAPS)
    for i in range(len(rules[0])):
        of_item[rules[0][i], 2] += rules[2][i]
        of_item[rules[1][i], 3] += rules[2][i]
    for i in range(len(rules[0])):
        _norm(of_item, norm, rules[1][i])
    for i in range(len(moved)):
        _norm(of_item, norm, moved[i, 0])
    together = changed(old_touches, new_touches, reach, NO_GAPS)
    return rules, together, (moved[:, 0], moved[:, 2], moved[:, 1])


@njit(cache=True, nogil=True)
def _norm(of_item: Ints, norm: Floats, item: int) -> None:  # pragma: no cover
    norm[0, item] = 1 / np.sqrt(of_item[item, 0] + SHRINK)
    norm[1, item] = 1 / np.sqrt(np.sqrt(of_item[item, 3] / RULE + 1))


@njit(cache=True, nogil=True)
def normed(of_item: Ints) -> Floats:  # pragma: no cover
    """(2, items): what a cell of `together` is multiplied by for either of its items, which makes it a cosine that few
    visitors in common leave small (Bell and Koren, 2007); and what a rule to an item is, for all that leads there."""
    norm = np.empty((2, len(of_item)))
    for item in range(len(of_item)):
        _norm(of_item, norm, item)
    return norm


@njit(cache=True, nogil=True)
def _touch(touches: Ints, of_item: Ints, sign: int) -> None:  # pragma: no cover
    for i in range(len(touches)):
        of_item[touches[i, 0], 0] += sign * touches[i, 1] ** 2
        of_item[touches[i, 0], 1] += sign
