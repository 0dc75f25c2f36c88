"""Questions made from a log itself: events held back, to learn from how to guess them."""

from dataclasses import dataclass

import numpy as np

from frontrow.recommend.log import Histories, Ints, Log

LEAST = 3  # events of a visitor who is asked for her last


@dataclass(frozen=True, slots=True)
class Question:
    """learn: the log without what is asked. histories: of the n asked. targets: (m, 2) pairs of a row of
    `histories` and an item that came next, new to her."""

    learn: Log
    histories: Histories
    targets: Ints


def questions(log: Log, kind: str, most: int, seed: int = 0) -> list[Question]:
    """At most about `most` visitors asked.

    live: for her last event, her history going on one event after what was learnt, as when a model is asked
    between two fits. next: for her last event, all before it learnt. later: for what visitors did after a moment
    before which nine tenths of the log happened; also those never seen before, whose history is empty; for small
    logs at two earlier moments, too. One in eight of those asked `live` or `next` is asked for her first event.
    """
    if kind == "later":
        return _later(log, most, seed)
    return _last(log, 2 if kind == "live" else 1, most, seed)


def _last(log: Log, held: int, most: int, seed: int) -> list[Question]:
    histories = log.histories
    lengths = np.diff(histories.start)
    random = np.random.default_rng(seed)
    able = np.flatnonzero(lengths >= LEAST)
    asked = np.sort(random.choice(able, min(most, len(able)), replace=False))
    if not len(asked):
        return []
    order = np.argsort(log.user, kind="stable")
    left = np.empty(len(log), np.int64)
    left[order] = histories.start[1:][log.user[order]] - 1 - np.arange(len(log))
    held_back = np.zeros(len(log.users), np.int64)
    held_back[asked] = held
    learn = log.where(left >= held_back[log.user])
    before = log.where(left >= (held_back > 0)[log.user]).histories.of(asked)
    last = histories.item[histories.start[asked + 1] - 1]
    new = asked[random.random(len(asked)) < 1 / 8]
    nothing = np.zeros(len(new), np.int64)
    whole = Histories(
        np.concatenate([before.start, before.start[-1] + nothing]), before.item, before.weight, before.at, before.asked
    )
    wanted = np.concatenate([last, histories.item[histories.start[new]]])
    return [_asked(learn, whole, np.stack([np.arange(len(wanted)), wanted], axis=1))]


def _later(log: Log, most: int, seed: int) -> list[Question]:
    found: list[Question] = []
    for cut in (0.9, 0.8, 0.7):
        if len(log) * (1 - cut) < 1 or sum(len(question.histories) for question in found) > most / 2:
            break
        moment, until = log.at[int(len(log) * cut)], log.at[min(int(len(log) * (cut + 0.1)), len(log) - 1)]
        learn, after = log.where(log.at < moment), log.where((log.at >= moment) & (log.at <= until))
        if not len(learn):
            break
        users = np.unique(after.user)
        users = np.sort(np.random.default_rng(seed).choice(users, min(most, len(users)), replace=False))
        pairs = np.unique(np.stack([after.user, after.item], axis=1)[np.isin(after.user, users)], axis=0)
        targets = np.stack([np.searchsorted(users, pairs[:, 0]), pairs[:, 1]], axis=1)
        found.append(_asked(learn, learn.histories.of(users), targets))
    return found


def _asked(learn: Log, histories: Histories, targets: Ints) -> Question:
    """Only items that can be found: known to `learn` and new to her."""
    items = len(learn.items)
    rows = np.repeat(np.arange(len(histories)), np.diff(histories.start))
    taken = np.isin(targets[:, 0] * items + targets[:, 1], rows * items + histories.item)
    known = np.bincount(learn.item, minlength=items) > 0
    return Question(learn, histories, targets[~taken & known[targets[:, 1]]])
