"""What another policy would have earned, from what was logged under this one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.recommend.events import Entry, Impression
from frontrow.recommend.rank.evidence import answered

Array = NDArray[np.float64]
TIMES, SEED = 1000, 12345
NAMES = ("ips", "snips", "dr")


@dataclass(frozen=True)
class Shows:
    """n logged showings.

    reward: (n,). logged: (n,) the chance with which each was shown, above 0. asked: (n,) the chance with which
    the other policy would have shown it. guess: (n,) a guess of the reward that was not fitted to it; outlook:
    (n,) the guess's mean under the other policy; both 0 where nobody guesses. group: (n,) whose showings belong
    together and are drawn together, None for each on its own.
    """

    reward: Array
    logged: Array
    asked: Array
    guess: Array | None = None
    outlook: Array | None = None
    group: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        if not len(self.reward) or self.logged.min() <= 0:
            raise UserError("an off-policy estimate needs showings, each with the chance above 0 it was shown with")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean reward a showing, and the middle 95 % of its bootstrap."""

    value: float
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


def estimates(shows: Shows, times: int = TIMES, seed: int = SEED) -> dict[str, Estimate]:
    """The value of the other policy, estimated three ways from the same draws.

    ips: inverse propensity scores (Horvitz and Thompson, 1952). snips: the same, normalised by the sum of the
    weights in every draw (Swaminathan and Joachims, NeurIPS 2015). dr: doubly robust (Dudik, Langford and Li,
    ICML 2011); without a guess it is ips.
    """
    weight = shows.asked / shows.logged
    nothing = np.zeros(len(weight))
    guess = nothing if shows.guess is None else shows.guess
    outlook = nothing if shows.outlook is None else shows.outlook
    ips, robust = weight * shows.reward, outlook + weight * (shows.reward - guess)
    sums = _drawn(np.stack([ips, weight, robust, np.ones(len(weight))], axis=1), shows.group, times, seed)
    whole = np.array([[ips.sum(), weight.sum(), robust.sum(), len(weight)]])
    found = zip(NAMES, _values(whole)[0], np.percentile(_values(sums), (2.5, 97.5), axis=0).T, strict=True)
    return {name: Estimate(float(value), float(low), float(high)) for name, value, (low, high) in found}


def _values(sums: Array) -> Array:
    """(m, 3) the estimates of NAMES from m sums of weighted rewards, weights, robust rewards and showings."""
    weighted, weight, robust, shown = sums.T
    return np.stack([weighted / shown, weighted / np.maximum(weight, 1e-12), robust / shown], axis=1)


def effective(shows: Shows) -> float:
    """How many showings of its own the other policy's estimate is worth (Kish, 1965)."""
    weight = shows.asked / shows.logged
    return float(weight.sum() ** 2 / np.maximum((weight**2).sum(), 1e-300))


def shows_of(
    visitors: Mapping[str, Iterable[Entry]], policy: Callable[[Impression], Iterable[float]], place: str | None = None
) -> Shows:
    """Our own impressions as showings, each place of each slate one; a visitor's are drawn together.

    visitors: each one's entries. policy: the chance with which the other policy would have shown each item of an
    impression in its place. A reward is 1 where the item was answered (`rank.evidence`). Impressions without
    propensities say nothing. Raises UserError when none is left.
    """
    rows: list[tuple[float, float, float, int]] = []
    for number, entries in enumerate(visitors.values()):
        for impression, rewards in answered(entries):
            if impression.propensities and place in (None, impression.place):
                asked = tuple(policy(impression))
                rows += [
                    (float(reward > 0), logged, chance, number)
                    for reward, logged, chance in zip(rewards, impression.propensities, asked, strict=True)
                ]
    reward, logged, asked_, group = np.array(rows, np.float64).reshape(-1, 4).T
    return Shows(reward, logged, asked_, group=group.astype(np.int64))


def _drawn(columns: Array, group: NDArray[np.int64] | None, times: int, seed: int) -> Array:
    """(times, columns) sums over as many rows, or groups of rows, as there are, drawn with replacement.

    The generator and its draws are those of obp (Saito et al., 2021), so that intervals can be compared.
    """
    if group is not None:
        _, place = np.unique(group, return_inverse=True)
        columns, rows = np.zeros((int(place.max()) + 1, columns.shape[1])), columns
        np.add.at(columns, place, rows)
    draw, n = np.random.RandomState(seed), len(columns)
    return np.stack([np.bincount(draw.randint(0, n, n), minlength=n) @ columns for _ in range(times)])
