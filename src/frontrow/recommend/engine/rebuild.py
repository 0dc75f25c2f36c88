"""The state from a whole log at once: when there is none on disk, or when its numbers have another meaning."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.counts import Counts
from frontrow.recommend.engine.deeds import DEED, LAST, Deeds
from frontrow.recommend.engine.fading import Fading
from frontrow.recommend.engine.histories import Keys, Shelf, key
from frontrow.recommend.engine.segment import Segment, settle
from frontrow.recommend.engine.state import State
from frontrow.recommend.events import EventStore, Interaction

PAGE = 10_000  # entries read at once


def recounted(store: EventStore, items: Sequence[str]) -> tuple[State, Segment, int]:
    """The state that knows these items, the segment it stands on, and the position of the log it was read up to."""
    state, position = State(items), 0
    keys: list[NDArray[np.uint64]] = []
    deeds: list[Deeds] = []
    while page := store.since(position, PAGE):
        done = [each.entry for each in page if isinstance(each.entry, Interaction)]
        said = [(key(one.visitor), found) for one in done if (found := state.deed(one))]
        keys.append(np.array([visitor for visitor, _ in said], np.uint64))
        deeds.append(np.array([found for _, found in said], DEED))
        position = page[-1].position
    segment = stand(state, np.concatenate([np.zeros(0, np.uint64), *keys]), np.concatenate([np.zeros(0, DEED), *deeds]))
    return state, segment, position


def stand(state: State, keys: Keys, deeds: Deeds) -> Segment:
    """Make an empty state stand on these deeds (n,) of the visitors `keys` (n,), in any order."""
    order = np.lexsort((-deeds["worth"], deeds["code"], deeds["item"], deeds["at"], keys))
    keys, deeds = keys[order], deeds[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (deeds[1:] != deeds[:-1])
    keys, deeds = keys[fresh], deeds[fresh]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
    length = np.diff(np.append(first, len(keys)))
    late = np.repeat(first + length, length) - np.arange(len(keys)) <= LAST
    start = np.concatenate([[0], np.cumsum(np.minimum(length, LAST))]).astype(np.int64)
    shelf = Shelf(keys[first], start, deeds[late])
    state.counts = Counts.of(len(state.items), start, shelf.deeds)
    rules, together, loved = (layers.frozen[0] for layers in state.counts.layers)
    segment = Segment(rules, together, loved, shelf)
    settle(state, [segment])
    state.popular = Fading.of([loved], len(state.items))
    return segment
