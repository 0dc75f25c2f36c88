"""Budgets last the day: along their curve, whoever comes and however many."""

import pytest

from frontrow.recommend.sponsor.pacing import Flight, share
from frontrow.recommend.sponsor.simulate import DAY, day

BIDS = [9_000, 12_000, 15_000, 20_000, 30_000]  # thousandths of a cent: 9 to 30 euro a thousand


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_on_a_simulated_day_every_budget_keeps_within_five_percent_of_its_curve(seed: int) -> None:
    budgets = [4_000_000, 5_000_000, 6_000_000, 8_000_000, 10_000_000]
    spent = day(BIDS, budgets, showings=20_000, seed=seed)
    assert max(one.away for one in spent) <= 0.05
    assert min(one.spent for one in spent) >= 0.95


def test_without_pacing_the_same_budgets_are_gone_long_before_the_evening() -> None:
    spent = day(BIDS, [4_000_000, 5_000_000, 6_000_000, 8_000_000, 10_000_000], showings=20_000, seed=1, paced=False)
    assert max(one.away for one in spent) > 0.3


def test_the_budget_follows_the_hours_in_which_people_come() -> None:
    evening = Flight(0, DAY, 100, tuple([1.0] * 18 + [9.0] * 6))
    assert evening.due(DAY / 2) == pytest.approx(100 * 12 / 72)
    assert evening.due(DAY) == 100 and evening.due(-5) == 0
    assert Flight(DAY / 2, 1.5 * DAY, 100).due(DAY) == pytest.approx(50)


def test_nobody_takes_part_before_after_or_with_nothing_left() -> None:
    flight = Flight(100, 200, 1000)
    assert share(flight, 0, 99) == share(flight, 0, 200) == share(flight, 1000, 150) == 0
    assert share(flight, 500, 150) == 0.5  # on its curve
    assert share(flight, 400, 150) == 1 and share(flight, 600, 150) == 0
