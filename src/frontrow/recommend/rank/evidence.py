"""What visitors did with what they were shown, as sums of integers: any order gives the same, forgetting subtracts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from frontrow.recommend.events import Entry, Impression, Interaction
from frontrow.recommend.genuine import genuine
from frontrow.recommend.rank.features import FACTS, UNIT, Fixed
from frontrow.recommend.rank.visits import visits

PLACES = 5  # first to fourth, and all behind
WIDTH = PLACES + FACTS
LIKED = {"click", "like", "share", "save", "try_on", "add_to_bag", "purchase"}
BEFORE, AFTER = 600.0, 3600.0  # seconds around a showing in which what is done with an item answers it


@dataclass(frozen=True)
class Evidence:
    """Sums over shown items x, (WIDTH,) in 1/UNIT, and what was done with them, r.

    gram: (WIDTH, WIDTH) of x x^T. reward: (WIDTH,) of x r, where r is 1 for an item that was opened, kept or
    bought after it was shown, -1 for one that was dismissed, else 0. shown, answered: how many x, how many r = 1.
    """

    gram: Fixed = field(default_factory=lambda: np.zeros((WIDTH, WIDTH), np.int64))
    reward: Fixed = field(default_factory=lambda: np.zeros(WIDTH, np.int64))
    shown: int = 0
    answered: int = 0

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            self.gram + other.gram,
            self.reward + other.reward,
            self.shown + other.shown,
            self.answered + other.answered,
        )

    def __sub__(self, other: "Evidence") -> "Evidence":
        return self + Evidence(-other.gram, -other.reward, -other.shown, -other.answered)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Evidence)
            and (self.shown, self.answered) == (other.shown, other.answered)
            and np.array_equal(self.gram, other.gram)
            and np.array_equal(self.reward, other.reward)
        )

    __hash__ = None  # type: ignore[assignment]


def row(place: int, facts: Fixed) -> Fixed:
    """(WIDTH,) of an item with these facts, shown at a place counted from 0."""
    found = np.zeros(WIDTH, np.int64)
    found[min(place, PLACES - 1)] = UNIT
    found[PLACES:] = facts
    return found


def evidence(entries: Iterable[Entry], facts: Mapping[str, Fixed]) -> Evidence:
    """What one visitor's entries say, a pure function of their set; items without facts say nothing.

    Every visit is judged for itself (see `visits`): one that is a program's says nothing, whatever the others are.
    """
    rows, rewards = [], []
    for shown, found in (each for visit in visits(entries) for each in answered(visit)):
        for place, (item, reward) in enumerate(zip(shown.items, found, strict=True)):
            if item in facts:
                rows.append(row(place, facts[item]))
                rewards.append(reward)
    if not rows:
        return Evidence()
    x, r = np.array(rows), np.array(rewards, np.int64)
    return Evidence(x.T @ x, x.T @ r, len(r), int((r > 0).sum()))


def answered(entries: Iterable[Entry]) -> list[tuple[Impression, tuple[int, ...]]]:
    """One visitor's impressions in time, with what was done with each item: 1, 0 or -1 (see `Evidence`).

    Nothing for a program. Each interaction answers one showing of its item at most: the first, in time, that is
    near enough.
    """
    found = set(entries)
    done = sorted((entry for entry in found if isinstance(entry, Interaction)), key=lambda e: (e.at, e.item, e.event))
    real = genuine(done)
    if done and not real:
        return []
    answers: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for each in real:
        if worth := _worth(each):
            answers[each.item].append((each.at, worth))
    shown = sorted((entry for entry in found if isinstance(entry, Impression)), key=lambda each: (each.at, each.slate))
    return [(one, tuple(_answer(answers[item], one.at) for item in one.items)) for one in shown]


def _worth(done: Interaction) -> int:
    if done.event == "dismiss":
        return 0 if done.value == 0 else -1
    return 1 if done.event in LIKED and done.value != 0 else 0


def _answer(waiting: list[tuple[float, int]], shown: float) -> int:
    for place, (at, worth) in enumerate(waiting):
        if shown - BEFORE <= at <= shown + AFTER:
            del waiting[place]
            return worth
    return 0
