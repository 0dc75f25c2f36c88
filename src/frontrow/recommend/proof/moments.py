"""Questions at the moment itself: before each later event its user is asked, with all she did until then."""

from dataclasses import dataclass

import numpy as np

from frontrow.recommend.log import Histories, Ints, Log
from frontrow.recommend.proof.splits import Split

EVENTS = 20_000_000  # in all histories together, at most


@dataclass(frozen=True, slots=True)
class Moments:
    """A user's events of one time are one question: place, the number of her event (in log.histories) where they
    begin, and count, how many they are. user, place, count: (n,); at: (n,) seconds, ascending."""

    user: Ints
    place: Ints
    count: Ints
    at: "np.typing.NDArray[np.float64]"

    @classmethod
    def of(cls, log: Log, since: float, until: float = np.inf) -> "Moments":
        """All moments in [since, until)."""
        whole = log.histories
        user = np.repeat(np.arange(len(whole)), np.diff(whole.start))
        begins = np.ones(len(user), bool)
        begins[1:] = (user[1:] != user[:-1]) | (whole.at[1:] != whole.at[:-1])
        place = np.flatnonzero(begins)
        count = np.diff(np.append(place, len(user)))
        kept = (whole.at[place] >= since) & (whole.at[place] < until)
        place, count = place[kept], count[kept]
        order = np.argsort(whole.at[place], kind="stable")
        return cls(user[place][order], place[order], count[order], whole.at[place][order])

    def __len__(self) -> int:
        return len(self.user)

    def of_rows(self, rows: Ints) -> "Moments":
        return Moments(self.user[rows], self.place[rows], self.count[rows], self.at[rows])

    def sample(self, log: Log, most: int, seed: int = 42) -> "Moments":
        """At most `most` moments, chosen at random, and fewer where the histories are very long."""
        length = self.place - log.histories.start[self.user]
        room = int(EVENTS / max(float(length.mean()) if len(length) else 0.0, 1.0))
        rows = np.random.default_rng(seed).permutation(len(self))[: min(most, max(room, 1))]
        return self.of_rows(np.sort(rows))


def live(log: Log, moments: Moments, learn: Log) -> Split:
    """A question for each moment: what she then took of what `learn` knows and she had not taken before."""
    whole, width = log.histories, len(log.items)
    before = whole.start[moments.user]
    start, item = _ranges(before, moments.place - before)
    asked = np.repeat(np.arange(len(moments)), np.diff(start))
    _, taken = _ranges(moments.place, moments.count)
    question = np.repeat(np.arange(len(moments)), moments.count)
    known = np.bincount(learn.item, minlength=width) > 0
    keys = np.unique(question * width + whole.item[taken])
    keys = keys[known[keys % width] & ~np.isin(keys, asked * width + whole.item[item])]
    histories = Histories(start, whole.item[item], whole.weight[item], whole.at[item], whole.asked)
    targets = np.stack([keys // width, keys % width], axis=1)
    return Split(learn, moments.user, histories, targets, moments.at).of(np.unique(targets[:, 0]))


def _ranges(first: Ints, length: Ints) -> tuple[Ints, Ints]:
    """(n + 1,) where each range begins among all, and the members of the ranges first, first + 1, …"""
    start = np.concatenate([[0], np.cumsum(length)])
    return start, np.repeat(first - start[:-1], length) + np.arange(start[-1])
