"""Figures over several houses: noise on every count, one row in the ledger, and no visitor counts too often."""

import numpy as np
import pytest

from frontrow.privacy import Budget, BudgetSpent, Ledger
from frontrow.recommend.insight.pooled import GROUPS, pooled
from frontrow.recommend.insight.visits import Visits

ITEMS = tuple("abcdef")


def visited(people: int) -> Visits:
    """Everybody stayed a minute with every look but the last."""
    reached = np.full((people, 6), 2, np.int8)
    reached[:, 5] = 1
    seconds = np.where(reached == 2, 60.0 - np.arange(6), 3.0)
    return Visits(tuple(map(str, range(people))), ITEMS, reached, seconds, np.zeros((people, 6), np.int64))


def test_each_visitor_counts_in_three_groups_at_most_and_the_ledger_says_so(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite3", Budget())
    groups = {"first": ["a"], "second": ["b"], "third": ["c"], "fourth": ["d"], "none": ["f"]}
    told = pooled(visited(4000), groups, ledger, ledger.budget.rho / 4)
    near = [name for name, count in told.items() if abs(count.value - 4000) <= 4 * count.error]
    assert near == ["first", "second", "third"] and len(near) == GROUPS
    assert not told["fourth"].clear and not told["none"].clear
    (row,) = ledger.releases()
    assert row.bounds == {"cells": 5, "cells of one visitor": 3}


def test_a_look_in_two_houses_counts_a_visitor_once(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite3", Budget())
    told = pooled(visited(3000), {"check": ["a", "b", "c"]}, ledger, ledger.budget.rho / 2)
    assert abs(told["check"].value - 3000) <= 4 * told["check"].error


def test_past_the_budget_nothing_is_told(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite3", Budget())
    with pytest.raises(BudgetSpent):
        pooled(visited(10), {"check": ["a"]}, ledger, ledger.budget.rho * 1.01)
    assert not ledger.releases()
