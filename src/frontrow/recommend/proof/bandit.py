"""Logs of two policies on the same page, as a question to off-policy estimators with a known answer."""

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.recommend.proof.ope import Shows

Array = NDArray[np.float64]
COLUMNS = {"campaign", "policy", "item_id", "position", "click", "propensity"}
FOLDS, SHRINK = 5, 50.0  # showings that pull an item's guessed rate to the mean


@dataclass(frozen=True)
class Campaign:
    """One page under two policies.

    shows: what the first logged, asked about the second. truth: the second's own mean reward. action: (n,) items
    logged. position: (n,) from 0. chances: (positions, items) of the second. guesses: (n, items) of the reward, not
    fitted to the showing's own fold.
    """

    name: str
    shows: Shows
    truth: float
    action: NDArray[np.int64]
    position: NDArray[np.int64]
    chances: Array
    guesses: Array


def campaigns(path: Path, logged: str = "random", asked: str = "bts") -> list[Campaign]:
    """Every campaign of a file: campaign, policy, item_id, position (from 1), click, propensity.

    The asked policy is taken to be how often its own log shows each item in each place (half a showing added to
    each). Raises UserError.
    """
    found: defaultdict[tuple[str, str], list[list[float]]] = defaultdict(list)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt") as file:
        reader = csv.DictReader(file)
        if not set(reader.fieldnames or ()) >= COLUMNS:
            raise UserError(f"{path} needs the columns {', '.join(sorted(COLUMNS))}")
        for line in reader:
            values = [float(line[name]) for name in ("item_id", "position", "click", "propensity")]
            found[line["campaign"], line["policy"]].append(values)
    names = sorted({name for name, _ in found})
    for name in names:
        for policy in (logged, asked):
            if (name, policy) not in found:
                raise UserError(f"{path} has no rows of the policy {policy} in the campaign {name}")
    return [_campaign(name, np.array(found[name, logged]), np.array(found[name, asked])) for name in names]


def _campaign(name: str, rows: Array, other: Array) -> Campaign:
    action, position = rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64) - 1
    shape = int(max(position.max(), other[:, 1].max() - 1)) + 1, int(max(action.max(), other[:, 0].max())) + 1
    chances = np.full(shape, 0.5)
    np.add.at(chances, (other[:, 1].astype(np.int64) - 1, other[:, 0].astype(np.int64)), 1.0)
    chances /= chances.sum(axis=1, keepdims=True)
    guesses = _guesses(action, rows[:, 2], shape[1])
    line = np.arange(len(rows))
    shows = Shows(
        reward=rows[:, 2],
        logged=rows[:, 3],
        asked=chances[position, action],
        guess=guesses[line, action],
        outlook=(chances[position] * guesses).sum(axis=1),
    )
    return Campaign(name, shows, float(other[:, 2].mean()), action, position, chances, guesses)


def _guesses(action: NDArray[np.int64], reward: Array, items: int) -> Array:
    """(n, items) each item's rate of reward in the other folds, pulled to their mean."""
    fold = np.arange(len(action)) % FOLDS
    rates = np.zeros((FOLDS, items))
    for number in range(FOLDS):
        others = fold != number
        shown = np.bincount(action[others], minlength=items)
        clicks = np.bincount(action[others], reward[others], minlength=items)
        rates[number] = (clicks + SHRINK * reward[others].mean()) / (shown + SHRINK)
    return rates[fold]
