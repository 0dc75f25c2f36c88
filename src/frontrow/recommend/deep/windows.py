"""Histories cut into windows of equal length: what a network is trained on and asked with."""

import numpy as np

from frontrow.recommend.log import Histories, Ints

NOTHING = 0  # the token of padding and of the beginning; item i is token i + 1


def asked(histories: Histories, length: int) -> tuple[Ints, Ints]:
    """(n, length) tokens, each visitor's last events behind a beginning, padded on the right; (n,) last places.

    Events of no or negative weight (what a visitor dismissed) are not taken as steps.
    """
    kept = histories.weight > 0
    before = np.concatenate([[0], np.cumsum(kept)])
    start, item = before[histories.start], histories.item[kept]
    sizes = np.minimum(np.diff(start), length - 1)
    tokens = np.full((len(sizes), length), NOTHING, np.int64)
    row = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    tokens[row, place + 1] = item[np.repeat(start[1:] - sizes, sizes) + place] + 1
    return tokens, sizes


def drawn(histories: Histories, rows: Ints, length: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Inputs and targets, (n, length) each: a window of each visitor's events, its place drawn at random.

    The target at a place is the token of the next event, NOTHING where there is none. A visitor with no more
    than `length` events gives them all.
    """
    sizes = np.diff(histories.start)[rows]
    spare = np.maximum(sizes - length, 0)
    first = histories.start[rows] + np.minimum((rng.random(len(rows)) * (spare + 1)).astype(np.int64), spare)
    taken = np.minimum(sizes, length)
    row = np.repeat(np.arange(len(rows)), taken)
    place = np.arange(len(row)) - np.repeat(np.cumsum(taken) - taken, taken)
    targets = np.full((len(rows), length), NOTHING, np.int64)
    targets[row, place] = histories.item[first[row] + place] + 1
    inputs = np.full_like(targets, NOTHING)
    inputs[:, 1:] = targets[:, :-1]
    return inputs, targets
