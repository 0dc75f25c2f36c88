"""The protocols cut where they say, and nothing of the future is learnt."""

import numpy as np
import pytest
from asking import DAY, SIX, answers, figures, learnt, log

from frontrow.errors import UserError
from frontrow.recommend.log import Log
from frontrow.recommend.proof.moments import Moments, live
from frontrow.recommend.proof.questions import questions
from frontrow.recommend.proof.splits import ask, split


def test_refit_learns_all_but_the_last_event():
    valid, test, counts = split(log(*SIX), "refit")
    assert answers(valid) == {"C": "ad>b"}  # c, which A and B took, is known to nobody yet
    assert answers(test) == {"A": "abc>d", "B": "bc>a", "C": "adb>c"}
    assert learnt(test) == sorted(["Aa", "Ab", "Ac", "Bb", "Bc", "Ca", "Cd", "Cb", "Da", "Db"])
    assert counts == {"users_too_short": 1}


def test_strict_learns_all_but_the_last_two_and_counts_the_unfindable_as_misses():
    valid, test, _ = split(log(*SIX), "strict")
    assert learnt(test) == sorted(["Aa", "Ab", "Bb", "Ca", "Cd", "Da", "Db"])
    assert answers(valid) == {"C": "ad>b"}  # c is known to nobody
    assert answers(test) == {"A": "abc>d", "B": "bc>a", "C": "adb>"}  # C's c is known to nobody
    lists = ranked_first(test, {"A": "d", "B": "a", "C": "c"})
    assert figures(lists, test)["recall@10"] == pytest.approx(2 / 3)


def test_the_validation_of_strict_is_its_test_one_event_earlier():
    rows = [f"U{n} a b c d e" for n in range(3)]
    valid, test, _ = split(log(*rows), "strict")
    assert learnt(valid) == sorted(f"U{n}{item}" for n in range(3) for item in "ab")
    assert learnt(test) == sorted(f"U{n}{item}" for n in range(3) for item in "abc")
    valid, _, _ = split(log(*rows, "V d"), "strict")
    assert answers(valid) == {f"U{n}": "abc>d" for n in range(3)}


def test_where_histories_are_too_short_for_that_strict_learns_what_it_can():
    valid, _, _ = split(log("A a b c", "B b c a", "C c a b"), "strict")
    assert learnt(valid) == ["Aa", "Bb", "Cc"]
    assert answers(valid) == {"A": "a>b", "B": "b>c", "C": "c>a"}


def ranked_first(asked, wanted):
    items = asked.learn.items
    rows = [wanted[asked.learn.users[user]] for user in asked.users]
    return np.array([[items.index(first), *(n for n, i in enumerate(items) if i != first)] for first in rows])


def test_what_was_taken_before_is_no_target():
    _, test, _ = split(log("A a b a", "B a b c", "C b c a", "D c a b"), "refit")
    assert answers(test)["B"] == "ab>c"
    assert "A" not in answers(test)
    assert len(split(log("A a b a", "B a b c", "C b c a", "D c a b"), "strict")[1]) == 4


def test_temporal_cuts_everybody_at_one_moment():
    users = [*"ABCDEFGHIJKLMNOPQR", "B", "Z"]
    items = [*"abcabcabcabcabcabc", "a", "a"]
    table = Log.of(users, items, np.arange(20) * DAY + 1e9)
    _, test, counts = split(table, "temporal")
    assert len(test.learn) == 18
    assert answers(test) == {"B": "b>a"}
    assert counts["cut"] == 18 * DAY + 1e9
    assert (counts["test_events"], counts["test_events_of_new_users"]) == (2, 1)
    assert (counts["test_users"], counts["new_users"], counts["test_events_on_new_items"]) == (2, 1, 0)


WEEK = ["A a 1", "B b 2", "C c 3", "A b 4", "B c 5", "C a 6", "D a 7", "D b 8", "B a 9", "E c 10"]


def week(*rows):
    users, items, days = zip(*(row.split() for row in rows), strict=True)
    return Log.of(users, items, 1e9 + DAY * np.array([float(day) for day in days]))


def test_strangers_are_asked_with_nothing_known_of_them():
    table = week(*WEEK, "B e 15", "C b 16", "H a 18", "H z 18")
    until, after = table.where(table.at < 1e9 + 15 * DAY), table.where(table.at >= 1e9 + 15 * DAY)
    assert answers(ask(until, until, after)) == {"C": "ca>b"}
    assert answers(ask(until, until, after, strangers=True)) == {"C": "ca>b", "H": ">a"}


def test_live_questions_know_what_their_user_did_until_then_and_no_more():
    """B's e is in nobody's hands; H's a and b are of one moment, then she asks again; D takes a once more."""
    table = week(*WEEK, "B e 15", "H a 16", "H b 16", "D a 16.5", "H c 17", "E b 18")
    cut = 1e9 + 15 * DAY
    asked = live(table, Moments.of(table, cut), table.where(table.at < cut))
    told = []
    for row, user in enumerate(asked.users):
        known = asked.histories.item[asked.histories.start[row] : asked.histories.start[row + 1]]
        later = sorted(table.items[item] for question, item in asked.targets if question == row)
        told.append(f"{table.users[user]} {''.join(table.items[i] for i in known)}>{''.join(later)}")
    assert told == ["H >ab", "H ab>c", "E c>b"]
    assert (np.diff(asked.when) > 0).all()


def test_models_that_learn_again_during_the_live_test_are_asked_only_about_what_comes_after():
    rng = np.random.default_rng(1)
    table = Log.of(
        rng.integers(0, 40, 900).astype(str), rng.integers(0, 30, 900).astype(str), 1e9 + 1e6 * rng.random(900)
    )
    parts = questions(table, "temporal", refits=3).tables["live"].tests
    whole = questions(table, "temporal").tables["live"].tests[0]
    assert len(parts) == 3 and sum(len(part) for part in parts) >= len(whole)
    for part in parts:
        assert part.learn.at.max() < part.when.min()
        assert part.histories.at.max() < part.when.max()


def test_no_event_of_the_future_is_learnt():
    rng = np.random.default_rng(5)
    table = Log.of(rng.integers(0, 40, 900).astype(str), rng.integers(0, 30, 900).astype(str), rng.random(900) * 1e9)
    valid, test, counts = split(table, "temporal")
    assert valid.learn.at.max() < test.learn.at.max() < counts["cut"]
    assert np.isclose(len(test.learn), 810, atol=2)


def test_places_in_a_sequence_cannot_be_cut_by_time():
    table = Log.of(["a", "a"], ["x", "y"], [0.0, 1.0])
    with pytest.raises(UserError, match="not times"):
        split(table, "temporal")
