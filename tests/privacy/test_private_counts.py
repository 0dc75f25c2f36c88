"""Counts that may be shown say how wrong they may be, and keep to it."""

import pytest

from frontrow.privacy import Budget, BudgetSpent, Ledger
from frontrow.privacy.counts import private_counts


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger.sqlite3", Budget(8.0, 1e-6))


def test_the_error_bar_covers_the_truth_in_95_of_100(ledger):
    truth = {f"cell {n}": 500 for n in range(1000)}
    told = private_counts(truth, ledger, "cells", 0.02)
    covered = sum(abs(count.value - 500) <= count.error for count in told.values())
    assert 925 <= covered <= 975  # 950 expected, standard deviation 7


def test_an_empty_cell_is_not_told_from_nobody(ledger):
    told = private_counts({f"cell {n}": 0 for n in range(200)}, ledger, "cells", 0.02)
    assert sum(count.clear for count in told.values()) <= 3  # 0.3 expected
    assert all(count.shown >= 0 for count in told.values())
    assert abs(sum(count.value for count in told.values())) < 5 * 5 * 200**0.5  # no bias: five deviations of the sum


def test_counting_a_visitor_in_more_cells_asks_for_more_noise(ledger):
    one = private_counts({"a": 1}, ledger, "once", 0.02)["a"]
    four = private_counts({"a": 1}, ledger, "four times", 0.02, per_visitor=4)["a"]
    assert four.error == pytest.approx(2 * one.error)


def test_counts_past_the_budget_are_refused(ledger):
    with pytest.raises(BudgetSpent):
        private_counts({"a": 1}, ledger, "all at once", ledger.budget.rho * 1.01)
