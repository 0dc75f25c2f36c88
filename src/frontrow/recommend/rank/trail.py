"""What one visitor's showings came to, in whole numbers, and as many of her last entries as may still matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.events import Entry
from frontrow.recommend.rank.evidence import PLACES, WIDTH, Evidence, answered
from frontrow.recommend.rank.features import UNIT, Fixed
from frontrow.recommend.rank.visits import MOST, visits

LATE = 3 * 3600.0  # seconds for which a visit that is over waits for entries that come late
NOTHING: Fixed = np.zeros((2, 0), np.int64)


@dataclass(frozen=True, slots=True)
class Trail:
    """One visitor.

    first: the position of one of her entries; it is gone from the log when she was erased. counted: (2, n), distinct
    (item, place, answer) as one number each and how often they were seen, of everything. settled: the same of the
    visits whose entries are no longer kept. kept: the entries of the others, at most MOST.
    """

    first: int
    counted: Fixed = field(default_factory=lambda: NOTHING)
    settled: Fixed = field(default_factory=lambda: NOTHING)
    kept: tuple[Entry, ...] = ()


def followed(before: Trail, fresh: Sequence[Entry], numbers: Mapping[str, int]) -> Trail:
    """`before`, and then `fresh`, which costs as much as what is kept, however long she has been coming.

    The same as counting all her entries at once, if they come in their order or within the visits that are kept:
    those that ended less than LATE before her newest entry, and no more than MOST entries. What comes later than
    that counts as a visit of its own: its showings count, but answers across that line are not found. numbers: of the
    items; others say nothing.
    """
    found = visits([*before.kept, *fresh])
    settled, newest, kept = before.settled, found[-1][-1].at, sum(map(len, found))
    while len(found) > 1 and (kept > MOST or newest - found[0][-1].at > LATE):
        kept -= len(found[0])
        settled = added(settled, cells(found.pop(0), numbers))
    counted = added(settled, *(cells(visit, numbers) for visit in found))
    return Trail(before.first, counted, settled, tuple(entry for visit in found for entry in visit))


def over(trail: Trail) -> Trail:
    """Without the entries, when she will not be back for longer than a visit's pause."""
    return Trail(trail.first, trail.counted, trail.counted)


def cells(visit: Iterable[Entry], numbers: Mapping[str, int]) -> Fixed:
    """(2, n) of one visit's showings, see Trail."""
    found = [
        (numbers[item] * PLACES + min(place, PLACES - 1)) * 3 + reward + 1
        for shown, rewards in answered(visit)
        for place, (item, reward) in enumerate(zip(shown.items, rewards, strict=True))
        if item in numbers
    ]
    return np.array(np.unique(np.array(found, np.int64), return_counts=True))


def added(*cells: Fixed) -> Fixed:
    """(2, n): the counts of equal cells added up, those of 0 left out."""
    whole = np.concatenate(cells, axis=1)
    names, places = np.unique(whole[0], return_inverse=True)
    counts = np.zeros(len(names), np.int64)
    np.add.at(counts, places, whole[1])
    return np.array([names, counts])[:, counts != 0]


def less(cells: Fixed) -> Fixed:
    return cells * np.array([[1], [-1]])


def meaning(cells: Fixed, facts: Fixed, known: NDArray[np.bool_]) -> Evidence:
    """The evidence of (2, n) cells.

    facts: (m, FACTS) of the items by their numbers. known: (m,), false for an item that says nothing. Sums below 2^53,
    those of 10^11 showings, are exact in floating point, which multiplies faster.
    """
    number, place = np.divmod(cells[0] // 3, PLACES)
    telling = known[number]
    number, place, (cell, counts) = number[telling], place[telling], cells[:, telling]
    rewards = cell % 3 - 1
    x = np.zeros((len(number), WIDTH))
    x[np.arange(len(number)), place] = UNIT
    x[:, PLACES:] = facts[number]
    gram, reward = (x.T * counts) @ x, x.T @ (rewards * counts)
    return Evidence(gram.astype(np.int64), reward.astype(np.int64), int(counts.sum()), int(counts[rewards > 0].sum()))
