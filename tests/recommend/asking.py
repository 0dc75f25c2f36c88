"""Small logs, and what a protocol asks about them, as a reader sees it."""

from pathlib import Path

import numpy as np

from frontrow.recommend.log import Log
from frontrow.recommend.proof.metrics import FIGURES, values

VIBRENT = Path(__file__).parents[1] / "data" / "vibrent_rentals.csv.gz"
DAY = 86_400.0
SIX = ("A a b c d", "B b c a", "C a d b c", "D a b")


def log(*rows):
    """Rows of "user item item ...": the n-th item of each at day n + 10,000."""
    users = [row.split()[0] for row in rows for _ in row.split()[1:]]
    items = [item for row in rows for item in row.split()[1:]]
    days = [10_000 + n for row in rows for n in range(len(row.split()) - 1)]
    return Log.of(users, items, np.array(days) * DAY)


def learnt(asked):
    pairs = zip(asked.learn.user, asked.learn.item, strict=True)
    return sorted(asked.learn.users[user] + asked.learn.items[item] for user, item in pairs)


def answers(asked):
    """User: what was known of her > what she took next."""
    items = asked.learn.items
    found = {}
    for row, user in enumerate(asked.users):
        start, stop = asked.histories.start[row : row + 2]
        known = "".join(items[i] for i in asked.histories.item[start:stop])
        later = "".join(sorted(items[i] for r, i in asked.targets if r == row))
        found[asked.learn.users[user]] = f"{known}>{later}"
    return found


def figures(lists, asked):
    return dict(zip(FIGURES, values(lists, asked).mean(axis=0), strict=True))
