"""A made-up log of any size, for costs only: nothing is said about quality with it."""

import numpy as np

from frontrow.recommend.log import Log

DAYS = 30
EVENTS_EACH = 20  # of a visitor, on average


def synthetic(events: int, seed: int = 42) -> Log:
    """A seeded log of `events` interactions over thirty days.

    Visitors: a twentieth of the events; their activity is log-normal. Items: 30 times the square root of the events
    (3,000 for 10^4, 95,000 for 10^7); how often they are taken falls with their rank to the power 0.8. Every visitor
    has one of fifty tastes, in which seven of ten of her events lie.
    """
    draws = np.random.default_rng(seed)
    users, items = max(events // EVENTS_EACH, 1), max(int(30 * events**0.5), 50)
    active = draws.lognormal(0, 1, users)
    user = np.repeat(np.arange(users), draws.multinomial(events, active / active.sum()))
    cumulated = np.cumsum(np.arange(1, items + 1) ** -0.8)
    rank = np.searchsorted(cumulated, draws.random(events) * cumulated[-1])
    taste = draws.integers(0, 50, users)[user]
    near = rank - rank % 50 + taste  # the item of her taste nearest in rank
    item = np.where(draws.random(events) < 0.7, np.minimum(near, items - 1), rank)
    at = 1_790_000_000 + draws.random(events) * DAYS * 86_400
    order = np.argsort(at, kind="stable")
    names = tuple(f"u{n:07d}" for n in range(users)), tuple(f"i{n:06d}" for n in range(items))
    return Log(
        *names, user[order].astype(np.int64), item[order].astype(np.int64), at[order], np.ones(events, np.float32)
    )
