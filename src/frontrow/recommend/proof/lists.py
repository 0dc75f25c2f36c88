"""The first twenty items for each question: everything known is ranked, ties fall at random."""

import time
from typing import Any

import numpy as np
from numba import njit

from frontrow.recommend.log import Ints
from frontrow.recommend.proof.splits import Split
from frontrow.recommend.ranking import Recommender

DEPTH = 20
CELLS = 2**24  # scores held at once: 64 MB
ALONE = 100  # questions asked one by one to measure a request


def ranked(model: Recommender, split: Split, seed: int = 42) -> Ints:
    """(n, 20) item numbers, best first; -1 where nothing is left that the user has not taken.

    Equal scores fall at random, in another order for each question, the same for the same seed. A score that is
    no number ranks nothing.
    """
    items = np.flatnonzero(split.known)
    lists = np.full((len(split), DEPTH), -1, np.int64)
    size = max(1, min(512, CELLS // max(len(split.learn.items), 1)))
    for start in range(0, len(split), size):
        lists[start : start + size] = _answers(model, split, start, start + size, items, seed)
    return lists


def median_request(model: Recommender, split: Split, seconds: float = 3.0) -> float:
    """Milliseconds from one visitor's history to her list, one question at a time: the median."""
    items = np.flatnonzero(split.known)
    spent: list[float] = []
    for row in range(min(ALONE, len(split))):
        began = time.perf_counter()
        _answers(model, split, row, row + 1, items, 0)
        spent.append(time.perf_counter() - began)
        if sum(spent) > seconds:
            break
    return 1000 * float(np.median(spent))


def _answers(model: Recommender, split: Split, start: int, stop: int, items: Ints, seed: int) -> Ints:
    histories = split.batch(start, stop)
    scores = np.array(model.scores(histories), np.float32)
    rows = np.repeat(np.arange(len(histories)), np.diff(histories.start))
    scores[rows, histories.item] = -np.inf
    lists = np.full((len(histories), DEPTH), -1, np.int64)
    top(scores, items, np.uint64(seed), np.uint64(start), lists)
    return lists


@njit(cache=True, nogil=True)
def top(scores: Any, items: Any, seed: Any, first: Any, lists: Any) -> None:
    """The best of `items` in each row of scores (n, all) into lists (n, depth), best first.

    Ties go to the larger hash of (seed, first + row, item): SplitMix64 (Steele, Lea and Flood, 2014).
    """
    depth = lists.shape[1]
    kept = np.empty(depth, np.float32)
    lot = np.empty(depth, np.uint64)
    for row in range(scores.shape[0]):
        size = 0
        for item in items:
            score = scores[row, item]
            if not score > -np.inf or (size == depth and score < kept[depth - 1]):
                continue
            drawn = _lot(seed, first + np.uint64(row), np.uint64(item))
            place = size
            while place and (score > kept[place - 1] or (score == kept[place - 1] and drawn > lot[place - 1])):
                place -= 1
            if place == depth:
                continue
            size = min(size + 1, depth)
            for back in range(size - 1, place, -1):
                kept[back], lot[back], lists[row, back] = kept[back - 1], lot[back - 1], lists[row, back - 1]
            kept[place], lot[place], lists[row, place] = score, drawn, item


@njit(cache=True, inline="always")
def _lot(seed: Any, row: Any, item: Any) -> Any:
    mixed = seed * np.uint64(0x9E3779B97F4A7C15) + row * np.uint64(0xD1B54A32D192ED03) + item
    for _ in range(2):
        mixed += np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> np.uint64(31))
    return mixed
