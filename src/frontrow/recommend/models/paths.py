"""Paths: where those went on to who came the same way."""

from collections.abc import Sequence

import numpy as np
from numba import njit

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.ranking import Part, Touch, one, places

WINDOW = 15  # events of a path, back from its end
AHEAD = 4  # events a path goes on to: each counts half the one before
LATEST = 1_000  # events of an item that are looked at
FAINT = 1e-3  # of the likeliest place's vote: what is fainter is not heard


class Paths:
    """Every place in everybody's history votes for what came after it, by how alike the way to it is.

    Two ways are as alike as the items they share, each fading by 2^(-a/half_life) with its age of a events in
    both. A place votes with its likeness, over that of the likeliest, to the power `sharpness`; a score is a
    share of all votes for items she does not know. This is kernel regression (Nadaraya and Watson, 1964) over
    prefixes: sequence neighbours as in V-SKNN (Ludewig and Jannach, 2018, section 3.3) and STAN (Garg et al.,
    SIGIR 2019), but for each place of a history apart. Nothing is fitted: the log in order is the model. A
    question costs at most WINDOW^2 * LATEST steps, however long the log.
    """

    def __init__(self, half_life: float = 4.0, sharpness: int = 6) -> None:
        self.half_life, self.sharpness = half_life, sharpness
        self.items: tuple[str, ...] = ()

    def fit(self, log: Log) -> None:
        self.items = log.items
        histories = log.histories
        self._log = (
            np.lexsort((-histories.at, histories.item)).astype(np.int32),  # each item's events, its latest first
            np.concatenate([[0], np.cumsum(np.bincount(histories.item, minlength=len(log.items)))]),
            np.repeat(histories.start[1:], np.diff(histories.start)).astype(np.int32),
            histories.item.astype(np.int32),
            np.maximum(histories.weight, 0),
        )

    def scores(self, histories: Histories) -> Floats:
        found = np.zeros((len(histories), 1, len(self.items)), np.float32)
        self._ask(histories, found)
        return found[:, 0]

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        asked = one(self.items, history)
        found = np.zeros((1, len(asked.item), len(self.items)), np.float32)
        self._ask(asked, found)
        number = places(self.items)
        sources = [self.items[place] for place in asked.item]
        return [
            [Part("next", votes, source) for votes, source in zip(column, sources, strict=True) if votes]
            for column in found[0][:, [number[item] for item in items]].T.tolist()
        ]

    def _ask(self, histories: Histories, found: Floats) -> None:
        """Fills found (n, 1, items), or for a single history (1, events, items): the votes it owes to each event."""
        rate = 2.0 ** (-1 / self.half_life)
        alike = np.zeros(len(self._log[2]), np.float32)
        weight = np.maximum(histories.weight, 0)
        faint = FAINT ** (1 / self.sharpness)
        _ask(*self._log, histories.start, histories.item, weight, rate, self.sharpness, faint, alike, found)


@njit(cache=True, nogil=True)
def _ask(order, begin, end, item, worth, start, asked, weight, rate, sharpness, faint, alike, found):  # type: ignore[no-untyped-def]
    known = np.zeros(len(begin) - 1, np.bool_)
    touched = np.empty(len(item), np.int32)
    for visitor in range(len(start) - 1):
        first, stop = start[visitor], start[visitor + 1]
        known[asked[first:stop]] = True
        count = 0
        for event in range(stop - 1, max(first, stop - WINDOW) - 1, -1):
            near = weight[event] * rate ** (stop - 1 - event)
            for shared in order[begin[asked[event]] : min(begin[asked[event]] + LATEST, begin[asked[event] + 1])]:
                amount = near * worth[shared]
                for place in range(shared, min(shared + WINDOW, end[shared] - 1) if amount > 0 else shared):
                    if alike[place] == 0:
                        touched[count] = place
                        count += 1
                    alike[place] += amount
                    amount *= rate
        nearest = 0.0
        for place in touched[:count]:
            if alike[place] > nearest and not known[item[place + 1]]:
                nearest = alike[place]
        total = 0.0
        if found.shape[1] == 1:
            for place in touched[:count]:
                if alike[place] > faint * nearest > 0:
                    amount = min(alike[place] / nearest, 1.0) ** sharpness
                    total += _cast(place, amount, end, item, worth, known, found[visitor, 0])
        else:
            for place in touched[:count]:  # what a place's vote is of its likeness
                loud = alike[place] > faint * nearest > 0
                alike[place] = min(alike[place] / nearest, 1.0) ** sharpness / alike[place] if loud else 0
            for event in range(stop - 1, max(first, stop - WINDOW) - 1, -1):
                near = weight[event] * rate ** (stop - 1 - event)
                for shared in order[begin[asked[event]] : min(begin[asked[event]] + LATEST, begin[asked[event] + 1])]:
                    amount = near * worth[shared]
                    for place in range(shared, min(shared + WINDOW, end[shared] - 1) if amount > 0 else shared):
                        if alike[place] > 0:
                            share = amount * alike[place]
                            total += _cast(place, share, end, item, worth, known, found[visitor, event - first])
                        amount *= rate
        if total > 0:
            found[visitor] /= total
        alike[touched[:count]] = 0
        known[asked[first:stop]] = False


@njit(cache=True, nogil=True)
def _cast(place, amount, end, item, worth, known, votes):  # type: ignore[no-untyped-def]
    """Adds the vote of a place for what came after it; returns the sum of what was added."""
    total = 0.0
    for later in range(place + 1, min(place + 1 + AHEAD, end[place])):
        if not known[item[later]]:
            votes[item[later]] += amount * worth[later]
            total += amount * worth[later]
        amount /= 2
    return total
