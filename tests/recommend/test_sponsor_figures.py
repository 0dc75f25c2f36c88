"""What a sponsor is told: counts with noise, each day paid for once."""

from pathlib import Path

import pytest

from frontrow.privacy import Budget, BudgetSpent, Ledger
from frontrow.recommend.sponsor.figures import PER_CAMPAIGN, PER_DAY, Tally, released, sensitivity


def test_one_browser_moves_a_days_counts_by_no_more_than_the_noise_is_made_for() -> None:
    most = [PER_CAMPAIGN] * (PER_DAY // PER_CAMPAIGN)
    assert sum(most) == PER_DAY
    assert sum(count**2 for count in most) ** 0.5 == sensitivity()


def test_a_day_is_told_with_its_errors_written_down_first_and_refused_past_the_budget(tmp_path: Path) -> None:
    book = Ledger(tmp_path / "ledger.sqlite3", Budget(epsilon=1.0))
    cost = 0.6 * book.budget.rho
    day = {1: Tally(50_000, 300_000, 2_000), 2: Tally(0, 0, 0)}
    told = released(day, "2026-11-23", book, cost)
    (row,) = book.releases()
    assert row.name == "sponsors, 2026-11-23" and row.bounds["showings of one browser"] == PER_DAY
    assert abs(told[1].seen.value - 50_000) < 3 * told[1].seen.error and told[1].seen.clear
    assert told[2].seen.value != 0 or told[2].seconds.value != 0  # nobody is not told as exactly nobody
    with pytest.raises(BudgetSpent):
        released(day, "2026-11-24", book, cost)
    assert len(book.releases()) == 1
