"""What a model may learn from, whom it is asked about, and what they did next: three protocols."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.recommend.log import Histories, Ints, Log

EPOCH = 1e7  # timestamps below this many seconds are places in a sequence, not times
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Split:
    """One question to a model.

    learn: the log to fit. users: (n,) numbers of the users asked about. histories: their n histories.
    targets: (m, 2) pairs of a row in `users` and an item she took next that she had not taken before.
    counted: of how many users each metric is the mean; those of them without a pair in `targets` are misses.
    """

    learn: Log
    users: Ints
    histories: Histories
    targets: Ints
    counted: int

    @property
    def known(self) -> Mask:
        """(items,): whether the item occurs in `learn`; only such items are ranked."""
        return np.bincount(self.learn.item, minlength=len(self.learn.items)) > 0


def split(log: Log, protocol: str) -> tuple[Split, Split, dict[str, int]]:
    """The validation and the test of a protocol, and what the reader of its figures should know, as counts.

    refit: learn all but the last event of each user (validation: all but the last two), ask for the last one.
    strict: learn all but the last two in both; the last but one is in the test's history alone; items nobody
    has taken before are misses. Both ask about users of three events and more, and learn from the others too.
    temporal: learn what lies before the moment at which 90 % of the events have happened (validation: 80 %,
    asked up to 90 %); ask users known by then for what they took after it, among items known by then.
    """
    if protocol == "temporal":
        return _temporal(log)
    return _last(log, strict=protocol == "strict")


def _last(log: Log, strict: bool) -> tuple[Split, Split, dict[str, int]]:
    left = _left(log)
    events = np.bincount(log.user, minlength=len(log.users))
    short = events[log.user] < 3
    if short.all():
        raise UserError("no user has three interactions, which this protocol needs; use --protocol temporal")
    early, late = log.where(short | (left >= 2)), log.where(short | (left >= 1))
    valid = _ask(early, early, log.where(~short & (left == 1)), misses=False)
    learn = early if strict else late
    test = _ask(learn, late, log.where(~short & (left == 0)), misses=strict)
    return valid, test, {"users_too_short": int((events < 3).sum())}


def _temporal(log: Log) -> tuple[Split, Split, dict[str, int]]:
    if log.at[-1] < EPOCH:
        raise UserError(
            "the timestamps are places in a sequence, not times, so that no moment cuts them; "
            "use --protocol strict or refit"
        )
    first, second = log.at[int(len(log) * 0.8)], log.at[int(len(log) * 0.9)]
    before, until = log.where(log.at < first), log.where(log.at < second)
    after = log.where(log.at >= second)
    valid = _ask(before, before, log.where((log.at >= first) & (log.at < second)), misses=False)
    test = _ask(until, until, after, misses=False)
    new_user = np.bincount(until.user, minlength=len(log.users))[after.user] == 0
    counts = {
        "cut": int(second),
        "test_events": len(after),
        "test_events_of_new_users": int(new_user.sum()),
        "test_events_on_new_items": int((~test.known[after.item]).sum()),
        "test_users": len(np.unique(after.user)),
        "new_users": len(np.unique(after.user[new_user])),
    }
    return valid, test, counts


def _ask(learn: Log, history: Log, later: Log, misses: bool) -> Split:
    """misses: count users whose target cannot be found (taken before, or on an unknown item) as misses."""
    pairs = np.unique(np.stack([later.user, later.item], axis=1), axis=0)
    has_history = np.bincount(history.user, minlength=len(history.users)) > 0
    known = np.bincount(learn.item, minlength=len(learn.items)) > 0
    taken = set((history.user * len(history.items) + history.item).tolist())
    new = np.array([key not in taken for key in (pairs[:, 0] * len(history.items) + pairs[:, 1]).tolist()], bool)
    asked = pairs[has_history[pairs[:, 0]]]
    pairs = pairs[has_history[pairs[:, 0]] & known[pairs[:, 1]] & new]
    users = np.unique(pairs[:, 0])
    targets = np.stack([np.searchsorted(users, pairs[:, 0]), pairs[:, 1]], axis=1)
    counted = len(np.unique(asked[:, 0])) if misses else len(users)
    return Split(learn, users, history.histories.of(users), targets, counted)


def _left(log: Log) -> Ints:
    """(n,): how many events of the same user come after each event."""
    order = np.argsort(log.user, kind="stable")
    ends = np.cumsum(np.bincount(log.user, minlength=len(log.users)))
    left = np.empty(len(log), np.int64)
    left[order] = ends[log.user[order]] - 1 - np.arange(len(log))
    return left
