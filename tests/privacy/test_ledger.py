"""The ledger: what was spent stays spent, whoever asks and however often."""

import sqlite3
import threading

import pytest

from frontrow.errors import UserError
from frontrow.privacy import Budget, BudgetSpent, Ledger
from frontrow.privacy.noise import epsilon_of, gaussian, rho_of


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger.sqlite3", Budget(epsilon=3.0, delta=1e-5))


def test_costs_add_up_to_the_budget_and_not_beyond(ledger):
    third = ledger.budget.rho / 3
    for _ in range(3):
        ledger.spend("who came", third, {"looks": 1})
    assert ledger.epsilon() == pytest.approx(3.0, abs=1e-4)
    with pytest.raises(BudgetSpent, match=r"is left of .* \(epsilon 3\)"):
        ledger.spend("who came again", third / 1000, {})
    assert len(ledger.releases()) == 3


def test_another_process_sees_what_was_spent(ledger):
    ledger.spend("segments", 0.01, {"per visitor": 1})
    again = Ledger(ledger.path, ledger.budget)
    assert again.spent() == 0.01
    assert again.releases()[0].bounds == {"per visitor": 1}


def test_a_release_cannot_be_taken_back_or_made_cheaper(ledger):
    ledger.spend("segments", 0.01, {})
    with sqlite3.connect(ledger.path) as file:
        for change in ("DELETE FROM release", "UPDATE release SET rho = 0.001"):
            with pytest.raises(sqlite3.IntegrityError, match="stays"):
                file.execute(change)


def test_many_at_once_never_spend_more_than_there_is(ledger):
    tenth, refused = ledger.budget.rho / 10, []

    def ask():
        for _ in range(5):
            try:
                ledger.spend("a count", tenth, {})
            except BudgetSpent:
                refused.append(1)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger.releases()) == 10
    assert len(refused) == 10


def test_epsilon_and_rho_are_two_names_of_one_cost():
    # Bun and Steinke 2016, proposition 1.3: epsilon is at most rho + 2 sqrt(rho ln(1/delta)).
    for epsilon in (0.5, 1.0, 3.0, 8.0):
        rho = rho_of(epsilon, 1e-6)
        assert epsilon_of(rho, 1e-6) == pytest.approx(epsilon, abs=1e-6)
        assert epsilon < rho + 2 * (rho * 13.8156) ** 0.5


def test_noise_is_whole_and_of_the_promised_size():
    noise = gaussian([0] * 4000, sensitivity=10.0, rho=0.5)
    assert noise.dtype == "int64"
    assert noise.std() == pytest.approx(10.0, rel=0.056)  # five standard deviations of this estimate
    assert abs(noise.mean()) < 5 * 10 / 4000**0.5


@pytest.mark.parametrize("wrong", [(0, 1e-6), (-1, 1e-6), (8, 0), (8, 1), (float("nan"), 1e-6)])
def test_an_impossible_budget_is_refused_at_once(wrong):
    with pytest.raises(UserError, match="a privacy budget needs"):
        Budget(*wrong)
