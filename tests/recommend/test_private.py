"""Private training: what one visitor can change is bounded, paid for, and hidden."""

import numpy as np
import pytest
from recommender_contract import ITEMS, PersonalContract, checkerboard

from frontrow.privacy import Budget, BudgetSpent, Ledger
from frontrow.privacy.noise import epsilon_of, rho_of
from frontrow.recommend.log import Log
from frontrow.recommend.private.model import PrivateNeighbours, released
from frontrow.recommend.private.statistics import UNIT, closeness


class TestWithoutNoise(PersonalContract):
    def make(self):
        return PrivateNeighbours(epsilon=None)


def visitors(n, seed=0):
    draw = np.random.default_rng(seed)
    lengths = draw.integers(1, 600, n)
    items = [str(each) for each in draw.zipf(1.4, lengths.sum()) % 40]
    return np.repeat([f"v{k:03d}" for k in range(n)], lengths), np.array(items), np.arange(lengths.sum())


def size(moved):
    """The norm that the noise is measured against: the upper triangle, the diagonal at half weight."""
    return np.sqrt((np.triu(moved, 1).astype(float) ** 2).sum() + 0.5 * (np.diag(moved).astype(float) ** 2).sum())


def test_no_visitor_moves_the_statistic_further_than_the_noise_is_made_for():
    users, items, at = visitors(30)
    log = Log.of(users, items, at)
    whole = closeness(log.histories, len(log.items))
    for leaving in range(30):
        without = log.where(log.user != leaving)
        moved = whole - closeness(without.histories, len(log.items))
        assert 0.9 * UNIT < size(moved) <= UNIT


def test_the_noise_is_as_large_as_the_budget_says():
    rho = rho_of(3.0, 1e-4)
    noise = released(np.zeros((60, 60), np.int64), rho) / UNIT
    assert np.array_equal(noise, noise.T)
    off = noise[np.triu_indices(60, 1)]
    # 1,770 draws: the standard deviation of their standard deviation is 1.7 %; five of those are allowed.
    assert off.std() == pytest.approx(1 / np.sqrt(2 * rho), rel=0.085)
    assert epsilon_of(rho, 1e-4) == pytest.approx(3.0, abs=1e-6)


def test_each_fit_is_paid_for_and_the_one_too_many_is_refused(tmp_path):
    log = checkerboard()
    ledger = Ledger(tmp_path / "ledger.sqlite3", Budget(epsilon=2.0, delta=1e-3))
    model = PrivateNeighbours(epsilon=1.5, delta=1e-3, ledger=ledger)
    model.fit(log)
    before = model.links.copy()
    with pytest.raises(BudgetSpent, match="it was not made"):
        model.fit(log)
    assert np.array_equal(model.links, before)
    assert [release.rho for release in ledger.releases()] == [model.rho]


def test_much_data_survives_noise_that_hides_one_visitor():
    users = [f"v{n}" for n in range(3000) for _ in range(4)]
    draw = np.random.default_rng(5)
    items = [ITEMS[2 * draw.integers(6) + n % 2] for n in range(3000) for _ in range(4)]
    model = PrivateNeighbours(epsilon=3.0)
    model.fit(Log.of(users, items, range(len(users))))
    same = model.links[np.arange(12)[:, None] % 2 == np.arange(12) % 2].sum() / 60  # without the diagonal
    assert same > 5 * np.abs(model.links[np.arange(12)[:, None] % 2 != np.arange(12) % 2]).mean()
