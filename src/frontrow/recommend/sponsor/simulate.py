"""A made-up day of auctions, to see whether budgets last: visitors come in waves, and a show draws a crowd."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from frontrow.recommend.sponsor.auction import Bid, auction
from frontrow.recommend.sponsor.pacing import HOURS, Flight, furthest, share

DAY = 86_400.0
FLOOR = 6_000  # what whoever is alone in an auction pays
SHOW = (20, 3.0)  # at this hour a show draws so many times the visitors that were foretold


@dataclass(frozen=True, slots=True)
class Spent:
    """One campaign's day. away: how far from its curve it was at most at a full hour. Both as a share of the budget."""

    campaign: int
    away: float
    spent: float


def day(
    amounts: Sequence[int], budgets: Sequence[int], showings: int, seed: int = 0, seen: float = 0.7, paced: bool = True
) -> list[Spent]:
    """A day of `showings` places for campaigns with these bids and budgets.

    The curve follows what was foretold; the visitors who come are another draw, with a show that nobody foretold. A
    share `seen` of what is shown is seen, some seconds later, and only then paid. paced: whether anybody holds back.
    """
    chance = np.random.default_rng(seed)
    foretold = 1.0 + 0.8 * np.sin((np.arange(HOURS) - 9) / HOURS * 2 * np.pi)
    came = foretold * chance.lognormal(0.0, 0.25, HOURS)
    came[SHOW[0]] *= SHOW[1]
    hours = chance.choice(HOURS, size=showings, p=came / came.sum())
    moments = np.sort(hours * 3600.0 + chance.random(showings) * 3600.0)
    flights = [Flight(0.0, DAY, float(budget), tuple(foretold)) for budget in budgets]
    spent = np.zeros(len(amounts))
    at: list[list[float]] = [[] for _ in amounts]
    sums: list[list[float]] = [[] for _ in amounts]
    waiting: list[tuple[float, int, int]] = []
    for now in moments:
        while waiting and waiting[0][0] <= now:
            when, number, price = waiting.pop(0)
            if spent[number] + price <= budgets[number]:
                spent[number] += price
                at[number].append(when)
                sums[number].append(float(spent[number]))
        rates = 0.005 * chance.lognormal(0.0, 0.5, len(amounts))
        there = [
            Bid(number, amount, float(rate), 0.005)
            for number, (amount, rate) in enumerate(zip(amounts, rates, strict=True))
            if not paced or chance.random() < share(flights[number], float(spent[number]), float(now))
        ]
        won = auction(there, FLOOR)
        if won and chance.random() < seen:
            waiting.append((float(now) + 5.0, won.bid.campaign, won.price))
    full = [3600.0 * hour for hour in range(1, HOURS)]
    return [
        Spent(n, float(furthest(flights[n], at[n], sums[n], full)), float(spent[n]) / budget)
        for n, budget in enumerate(budgets)
    ]
