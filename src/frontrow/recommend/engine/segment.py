"""A part of the state that stands still, and how the state sheds one: the unit that goes to disk."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.counts import normed
from frontrow.recommend.engine.fading import Fading
from frontrow.recommend.engine.histories import Shelf, together
from frontrow.recommend.engine.rows import Rows, total
from frontrow.recommend.engine.state import State

MOST = 8  # segments before they are made one


@dataclass(frozen=True, eq=False)
class Segment:
    """What was counted between two moments: the three matrices of `Counts`, and the histories that changed."""

    rules: Rows
    together: Rows
    loved: Rows
    shelf: Shelf

    @property
    def rows(self) -> tuple[Rows, Rows, Rows]:
        return self.rules, self.together, self.loved


@dataclass(frozen=True)
class Frozen:
    """The whole state at one position of the log: the sum of its segments, oldest first."""

    segments: tuple[Segment, ...]
    items: tuple[str, ...]
    of_item: NDArray[np.int64]
    people: NDArray[np.int64]
    reach: int
    strangers: bool
    position: int
    erasures: int


def merged(segments: Sequence[Segment]) -> Segment:
    """Several as one, without what has gone."""
    rules, loved_together, loved = (total(parts) for parts in zip(*(one.rows for one in segments), strict=True))
    return Segment(rules, loved_together, loved, together([one.shelf for one in segments]))


def leave(state: State, position: int, erasures: int) -> Frozen:
    """The state as it is, but for its newest segment, which leaves it and is yet to be made. With its lock held."""
    counts = state.counts
    for layers in counts.layers:
        layers.leave()
    state.histories.leave()
    totals = counts.of_item.copy(), counts.people.copy()
    return Frozen((), tuple(state.items), *totals, counts.reach, state.strangers, position, erasures)


def freeze(
    state: State, lock: AbstractContextManager[object], before: Sequence[Segment], left: Frozen, whole: bool
) -> list[Segment]:
    """What `left` becomes one more segment after those `before`; all become one when `whole`, or when they are many.

    The lock is held for a moment only; the state goes on changing meanwhile.
    """
    rules, near, loved = (Rows.of(layers.tables[1]) for layers in state.counts.layers)
    segments = [*before, Segment(rules, near, loved, Shelf.of(state.histories.leaving))]
    if whole or len(segments) > MOST:
        segments = [merged(segments)]
    popular = Fading.of([segment.loved for segment in segments], len(left.items))
    with lock:
        settle(state, segments)
        popular.widen(len(state.items))
        popular.add(*state.counts.loved.table.triples)
        state.popular = popular
    return segments


def settle(state: State, segments: Sequence[Segment]) -> None:
    """The state stands on these; what was leaving is in them."""
    for layers, rows in zip(state.counts.layers, zip(*(one.rows for one in segments), strict=True), strict=True):
        layers.settle(rows)
    state.histories.settle([one.shelf for one in segments])


def thawed(frozen: Frozen) -> State:
    """A state that stands on what was frozen."""
    state = State(frozen.items)
    state.counts.of_item, state.counts.people = frozen.of_item.copy(), frozen.people.copy()
    state.counts.norm = normed(frozen.of_item)
    state.counts.reach, state.strangers = frozen.reach, frozen.strangers
    settle(state, frozen.segments)
    state.popular = Fading.of(state.counts.loved.frozen, len(frozen.items))
    return state
