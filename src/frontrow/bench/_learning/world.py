"""A made-up crowd: so many interactions with so many looks, as a state on the disk. No real visitor is in it."""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.deeds import CODES, DEED
from frontrow.recommend.engine.folder import Folder
from frontrow.recommend.engine.histories import key
from frontrow.recommend.engine.rebuild import stand
from frontrow.recommend.engine.segment import Frozen
from frontrow.recommend.engine.state import State
from frontrow.recommend.item import Item

HOUSES = 200
GROUP = 200  # looks that the same visitors like
SPAN = 10 * 86_400_000  # ms in which it all happened
BEGAN = 1_795_000_000_000


def names(items: int) -> list[str]:
    return [f"look-{number}" for number in range(items)]


def catalogue(items: int) -> list[Item]:
    return [Item(name, house=f"house-{number % HOUSES}") for number, name in enumerate(names(items))]


def visitor(number: int) -> str:
    """An id of the form that cookies carry."""
    return f"{number:022d}"


def crowd(events: int, items: int, seed: int = 1) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(events,) visitor and item numbers: forty events a visitor, who likes three groups of looks, and in each of them
    what all like (Zipf 1.35); every seventh event is with a look from anywhere."""
    rng = np.random.default_rng(seed)
    people = max(events // 40, 1)
    who = rng.integers(0, people, events)
    groups = max(items // GROUP, 1)
    liked = rng.integers(0, groups, (people, 3))[who, rng.integers(0, 3, events)]
    within = liked * GROUP + np.minimum(rng.zipf(1.35, events) - 1, GROUP - 1)
    anywhere = rng.integers(0, items, events)
    return who, np.where(rng.random(events) < 1 / 7, anywhere, np.minimum(within, items - 1))


def make(folder: Path, events: int, items: int) -> None:
    """Write the state of such a crowd as an engine would have."""
    who, item = crowd(events, items)
    rng = np.random.default_rng(2)
    deeds = np.empty(events, DEED)
    deeds["at"], deeds["item"] = BEGAN + rng.integers(0, SPAN, events), item
    stayed = rng.random(events) < 0.3
    deeds["code"] = np.where(stayed, CODES.index("dwell"), CODES.index("click"))
    deeds["worth"] = np.where(stayed, 8, 4)
    keys = np.array([key(visitor(number)) for number in range(int(who.max()) + 1)], np.uint64)[who]
    state = State(names(items))
    segment = stand(state, keys, deeds)
    counts = state.counts
    kept = Folder(folder)
    if kept.mine():
        totals = counts.of_item, counts.people
        kept.save(Frozen((segment,), tuple(state.items), *totals, counts.reach, False, 0, 0))
        kept.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
