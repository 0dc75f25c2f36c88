"""What a model may learn from, whom it is asked about, and what they did next: three protocols."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.recommend.log import Histories, Ints, Log

EPOCH = 1e7  # timestamps below this many seconds are places in a sequence, not times
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Split:
    """Questions to a model.

    learn: the log to fit. users: (n,) whom each question is about. histories: the n histories known then.
    targets: (m, 2) pairs of a question and an item that the user took next and had not taken before; a question
    without a pair cannot be answered and counts as a miss. when: (n,) the moments of the questions; None: the end
    of what is known. ranked: (items,) which are ranked; None: those that occur in `learn`.
    """

    learn: Log
    users: Ints
    histories: Histories
    targets: Ints
    when: NDArray[np.float64] | None = None
    ranked: Mask | None = None

    def __len__(self) -> int:
        return len(self.users)

    @property
    def known(self) -> Mask:
        """(items,): whether the item is ranked."""
        if self.ranked is not None:
            return self.ranked
        return np.bincount(self.learn.item, minlength=len(self.learn.items)) > 0

    def batch(self, start: int, stop: int) -> Histories:
        """The histories of some questions, asked at the moment of the last of them."""
        found = self.histories.of(np.arange(start, min(stop, len(self))))
        return found if self.when is None else replace(found, asked=float(self.when[start:stop].max()))

    def of(self, rows: Ints) -> "Split":
        """The questions at these places, which must ascend."""
        kept = self.targets[np.isin(self.targets[:, 0], rows)]
        targets = np.stack([np.searchsorted(rows, kept[:, 0]), kept[:, 1]], axis=1)
        when = None if self.when is None else self.when[rows]
        return Split(self.learn, self.users[rows], self.histories.of(rows), targets, when, self.ranked)

    def sample(self, most: int, seed: int = 42) -> "Split":
        """At most `most` of the questions, chosen at random, in their order."""
        if len(self) <= most:
            return self
        return self.of(np.sort(np.random.default_rng(seed).choice(len(self), most, replace=False)))


def split(log: Log, protocol: str) -> tuple[Split, Split, dict[str, int]]:
    """The validation and the test of a protocol, and what the reader of its figures should know, as counts.

    refit: learn all but the last event of each user (validation: all but the last two), ask for the last one.
    strict: learn all but the last two; the last but one is in the history alone; items nobody has taken before are
    misses. Its validation is the same one event earlier (what a model makes of an event it has not learnt is chosen
    too), or learns all but the last two where histories are too short for that.
    Both ask about users of three events and more, and learn from the others too.
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
    earliest, early, late = (log.where(short | (left >= n)) for n in (3, 2, 1))
    last_but_one = log.where(~short & (left == 1))
    valid = ask(early, early, last_but_one)
    if strict:
        alike = ask(earliest, early, last_but_one)
        valid = alike if 2 * len(alike) >= len(valid) else valid  # where histories are short nothing would be left
    test = ask(early if strict else late, late, log.where(~short & (left == 0)), misses=strict)
    return valid, test, {"users_too_short": int((events < 3).sum())}


def cuts(log: Log) -> tuple[float, float]:
    """The moments at which 80 % and 90 % of the events have happened. Raises UserError without times."""
    if log.at[-1] < EPOCH:
        raise UserError(
            "the timestamps are places in a sequence, not times, so that no moment cuts them; "
            "use --protocol strict or refit"
        )
    return float(log.at[int(len(log) * 0.8)]), float(log.at[int(len(log) * 0.9)])


def _temporal(log: Log) -> tuple[Split, Split, dict[str, int]]:
    first, second = cuts(log)
    before, until = log.where(log.at < first), log.where(log.at < second)
    after = log.where(log.at >= second)
    valid = ask(before, before, log.where((log.at >= first) & (log.at < second)))
    test = ask(until, until, after)
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


def ask(
    learn: Log, history: Log, later: Log, misses: bool = False, strangers: bool = False, ranked: Mask | None = None
) -> Split:
    """One question for each user of `later`: what did she take of what she had not taken in `history`?

    misses: keep users whose targets cannot be found (taken before, or on an item unknown to `learn`).
    strangers: ask about users without a history too. ranked: see Split.
    """
    width = len(history.items)
    keys = np.unique(later.user * width + later.item)
    if not strangers:
        keys = keys[np.bincount(history.user, minlength=len(history.users))[keys // width] > 0]
    known = np.bincount(learn.item, minlength=width) > 0 if ranked is None else ranked
    found = keys[known[keys % width] & ~np.isin(keys, history.user * width + history.item)]
    users = np.unique((keys if misses else found) // width)
    targets = np.stack([np.searchsorted(users, found // width), found % width], axis=1)
    return Split(learn, users, history.histories.of(users), targets, ranked=ranked)


def _left(log: Log) -> Ints:
    """(n,): how many events of the same user come after each event."""
    order = np.argsort(log.user, kind="stable")
    ends = np.cumsum(np.bincount(log.user, minlength=len(log.users)))
    left = np.empty(len(log), np.int64)
    left[order] = ends[log.user[order]] - 1 - np.arange(len(log))
    return left
