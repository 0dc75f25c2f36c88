"""The ledger: what was spent stays spent, whoever asks and however often."""

import sqlite3
import threading
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontrow.errors import UserError
from frontrow.privacy import Budget, BudgetSpent, Ledger, ShareSpent
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


ROOMS = {"insight": 0.75, "sponsors": 0.15, "commons": 0.1}
ASKED = st.lists(st.tuples(st.sampled_from(sorted(ROOMS)), st.floats(0.001, 0.4)), max_size=25)


@given(asked=ASKED)
@settings(max_examples=40, deadline=None)
def test_no_order_of_releases_takes_a_room_past_its_share_or_anothers_from_it(asked, tmp_path_factory):
    path, budget = tmp_path_factory.mktemp("rooms") / "ledger.sqlite3", Budget()
    books = {room: Ledger(path, budget, room, share) for room, share in ROOMS.items()}
    spent = dict.fromkeys(ROOMS, 0.0)
    for room, part in asked:
        rho = part * budget.rho
        try:
            books[room].spend("figures", rho, {})
        except ShareSpent as refused:
            assert spent[room] + rho > ROOMS[room] * budget.rho
            assert f"is for {room} is spent" in str(refused) and "\n" not in str(refused)
        else:
            spent[room] += rho
            assert spent[room] <= ROOMS[room] * budget.rho * (1 + 1e-9)
    for room, book in books.items():
        assert book.left() == pytest.approx(ROOMS[room] * budget.rho - spent[room], abs=1e-9)
        if book.left() > 1e-6:  # whatever the others did, the rest of its share is there
            book.spend("the rest", book.left(), {})
    assert books["insight"].spent() <= budget.rho * (1 + 1e-9)


def test_a_book_from_before_there_were_rooms_learns_whose_its_rows_are(tmp_path):
    path, budget = tmp_path / "ledger.sqlite3", Budget()
    with closing(sqlite3.connect(path)) as file:
        file.executescript(OLD)
        into = "INSERT INTO release (at, name, mechanism, unit, rho, bounds) VALUES (0, ?, 'x', 'x', ?, '{}')"
        file.execute(into, ("sponsors, 2026-11-20", 0.1 * budget.rho))
        file.commit()
    for _again in range(2):
        book = Ledger(path, budget, "sponsors", 0.15)
    with pytest.raises(ShareSpent):
        book.spend("sponsors, 2026-11-21", 0.06 * budget.rho, {})
    assert Ledger(path, budget, "insight", 0.75).left() == pytest.approx(0.75 * budget.rho)
    with closing(sqlite3.connect(path)) as file, pytest.raises(sqlite3.IntegrityError, match="stays"):
        file.execute("UPDATE release SET room = 'nobody'")


OLD = """
CREATE TABLE release (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, name TEXT NOT NULL, mechanism TEXT NOT NULL,
  unit TEXT NOT NULL, rho REAL NOT NULL CHECK (rho > 0), bounds TEXT NOT NULL);
CREATE TRIGGER release_stays BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'stays'); END;
CREATE TRIGGER release_is_final BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'stays'); END;
"""


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
