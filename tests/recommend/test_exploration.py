"""What exploration has learnt: exact sums of integers, and a posterior that finds what visitors answer to."""

import itertools
import random

import numpy as np
import pytest

from frontrow.recommend import Impression, Interaction, SqliteEventStore
from frontrow.recommend.rank import trail, visits
from frontrow.recommend.rank.evidence import PLACES, WIDTH, Evidence, evidence
from frontrow.recommend.rank.explore import CLICK, DRAWS, NOISE, PRIOR, WIDE, exploration, posterior
from frontrow.recommend.rank.explorer import Explorer
from frontrow.recommend.rank.features import FACTS, UNIT, features
from season import SEASON

FACTS_OF = {item.id: row for item, row in zip(SEASON, features(SEASON), strict=True)}
SLATE = ("dune-01", "fjord-01", "lotus-01", "dune-02")


def shown(visitor, at, items=SLATE, slate=None):
    return Impression(visitor, slate or f"{visitor}-{at}", items, at)


def did(visitor, item, event="click", at=0.0, value=None):
    return Interaction(visitor, item, event, at, value)


def crowd(visitors=40):
    """Everybody is shown the same four looks twice; those who open one open Fjord's."""
    found = {}
    for number in range(visitors):
        name = f"v{number}"
        entries = [shown(name, 1_000.0), shown(name, 9_000.0)]
        if number % 3 == 0:
            entries.append(did(name, "fjord-01", at=1_030.0 + number))
        if number % 5 == 0:
            entries.append(did(name, "lotus-01", "dismiss", at=9_010.0))
        found[name] = entries
    return found


def test_any_order_gives_the_same_sums_and_a_visitor_can_be_taken_out_as_if_she_had_never_come():
    visitors = crowd()
    whole = sum((evidence(entries, FACTS_OF) for entries in visitors.values()), Evidence())
    rng = random.Random(1)
    shuffled = list(visitors)
    rng.shuffle(shuffled)
    again = Evidence()
    for name in shuffled:
        entries = list(visitors[name])
        rng.shuffle(entries)
        again += evidence(entries, FACTS_OF)
    assert again == whole
    assert whole.shown == 320 and whole.answered == 14
    without = sum((evidence(entries, FACTS_OF) for name, entries in visitors.items() if name != "v0"), Evidence())
    assert whole - evidence(visitors["v0"], FACTS_OF) == without


def test_one_click_answers_one_showing_and_only_near_it():
    twice = [shown("ada", 0.0), shown("ada", 60.0), did("ada", "dune-01", at=70.0)]
    assert evidence(twice, FACTS_OF).answered == 1
    assert evidence([*twice, did("ada", "dune-01", "save", at=75.0)], FACTS_OF).answered == 2
    assert evidence([shown("ada", 0.0), did("ada", "dune-01", at=4_000.0)], FACTS_OF).answered == 0
    before = [shown("ada", 100.0), did("ada", "dune-01", at=40.0)]
    assert evidence(before, FACTS_OF).answered == 1, "a browser reports a showing with the click that ended it"
    assert evidence([shown("ada", 0.0), did("ada", "dune-01", "save", at=5.0, value=0)], FACTS_OF).answered == 0
    assert evidence([shown("ada", 0.0, ("not-in-the-season",))], FACTS_OF) == Evidence()


def test_the_posterior_is_the_ridge_regression_of_answers_on_places_and_facts():
    """Against the same regression written down densely, in floating point."""
    found = sum((evidence(entries, FACTS_OF) for entries in crowd().values()), Evidence())
    x = np.array(
        [
            np.concatenate([np.eye(PLACES)[min(place, PLACES - 1)], FACTS_OF[item] / UNIT])
            for entries in crowd().values()
            for one in entries
            if isinstance(one, Impression)
            for place, item in enumerate(one.items)
        ]
    )
    ridge = np.diag(np.repeat([WIDE**-2, PRIOR**-2], [PLACES, FACTS]))
    precision = x.T @ x / NOISE + ridge
    mean, covariance = posterior(found)
    np.testing.assert_allclose(covariance, np.linalg.inv(precision), atol=1e-9)
    np.testing.assert_allclose(precision @ mean, found.reward / UNIT / CLICK / NOISE, atol=1e-8)
    assert mean.shape == (WIDTH,)


def test_what_is_answered_gains_what_is_dismissed_loses_and_certainty_grows():
    few, many = (sum((evidence(e, FACTS_OF) for e in crowd(n).values()), Evidence()) for n in (6, 300))
    gains = {item: FACTS_OF[item] / UNIT @ exploration(many).mean for item in SLATE}
    assert max(gains, key=gains.get) == "fjord-01" and min(gains, key=gains.get) == "lotus-01"
    widths = [
        np.abs(exploration(found).draws @ (FACTS_OF["fjord-01"] / UNIT)).mean() for found in (Evidence(), few, many)
    ]
    assert all(later < earlier for earlier, later in itertools.pairwise(widths))


def test_the_draws_are_fixed_for_equal_evidence_and_cancel_out():
    one, other = exploration(Evidence()), exploration(Evidence())
    assert np.array_equal(one.draws, other.draws)
    assert one.draws.shape == (DRAWS, FACTS)
    np.testing.assert_allclose(one.draws.sum(axis=0), 0, atol=1e-12)
    assert one.draws.std() == pytest.approx(PRIOR, rel=0.15), "400 draws of the prior"


def test_the_explorer_follows_the_log_and_forgets_whom_it_is_told_to(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    for entries in crowd(4).values():
        store.append(entries)
    explorer = Explorer(store, lambda: SEASON)
    explorer.refresh()
    whole = sum((evidence(entries, FACTS_OF) for entries in crowd(4).values()), Evidence())
    assert explorer.evidence == whole
    store.append([did("v1", "dune-02", "save", at=1_100.0)])
    explorer.refresh()
    assert explorer.evidence.answered == whole.answered + 1
    explorer.forget("v1")
    without = sum((evidence(entries, FACTS_OF) for name, entries in crowd(4).items() if name != "v1"), Evidence())
    assert explorer.evidence == without
    store.erase("v1")
    explorer.refresh()
    assert explorer.evidence == without, "read again from the log, she is not there either"
    store.close()


def season_of(rng, people=12, days=3):
    """What a crowd was shown and did in several visits a day, in the order in which it happened."""
    found = []
    for number in range(people):
        at = rng.random() * 9_000
        while at < days * 86_400:
            for _ in range(rng.randrange(1, 12)):
                at += rng.random() * 900
                items = tuple(rng.sample(sorted(FACTS_OF), 4))
                found.append(shown(f"v{number}", at, items))
                if rng.random() < 0.4:
                    event = rng.choice(["click", "save", "dismiss"])
                    found.append(did(f"v{number}", rng.choice(items), event, at + rng.random() * 4_000))
            at += rng.random() * 30_000
    return sorted(found, key=lambda entry: entry.at)


def batch(entries):
    people = {entry.visitor for entry in entries}
    return sum((evidence([e for e in entries if e.visitor == who], FACTS_OF) for who in people), Evidence())


@pytest.mark.parametrize("most", [1_000, 7])
def test_followed_piece_by_piece_the_log_says_what_it_says_as_a_whole_and_little_of_it_is_kept(
    tmp_path, monkeypatch, most
):
    monkeypatch.setattr(visits, "MOST", most)
    monkeypatch.setattr(trail, "MOST", most)
    rng = random.Random(4)
    entries = season_of(rng)
    store, start, most_kept = SqliteEventStore(tmp_path / "events.sqlite3"), 0, 0
    explorer = Explorer(store, lambda: SEASON)
    while start < len(entries):
        piece = rng.randrange(1, 60)
        store.append(entries[start : start + piece])
        start += piece
        explorer.refresh()
        most_kept = max(most_kept, sum(len(each.kept) for each in explorer._trails.values()))
        if rng.random() < 0.1:
            assert explorer.evidence == batch(entries[:start])
    assert explorer.evidence == batch(entries) and explorer.evidence.answered > 100
    assert most_kept < min(len(entries) / 3, most * 12 + 1)
    explorer.forget("v3")
    store.erase("v3")
    assert explorer.evidence == batch([entry for entry in entries if entry.visitor != "v3"])
    store.close()


def test_whoever_is_erased_is_not_read_again_from_a_page_in_hand_and_nobody_else_is_read_again(tmp_path, monkeypatch):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    explorer = Explorer(store, lambda: SEASON)
    store.append([shown("ada", 10.0), shown("eve", 20.0)])
    explorer.refresh()
    store.append([did("ada", "dune-01", at=30.0), did("eve", "dune-01", at=40.0)])
    read, pages = store.since, []

    def since(position, limit=10_000):
        page = read(position, limit)
        if not pages:
            store.erase("ada")
            explorer.forget("ada")
        pages.append(position)
        return page

    monkeypatch.setattr(store, "since", since)
    explorer.refresh()
    assert explorer.evidence == evidence([shown("eve", 20.0), did("eve", "dune-01", at=40.0)], FACTS_OF)
    assert 0 not in pages, "from the beginning"
    store.close()


def test_whoever_was_erased_untold_and_came_back_begins_anew(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    explorer = Explorer(store, lambda: SEASON)
    store.append([shown("ada", 10.0), shown("eve", 20.0)])
    explorer.refresh()
    store.erase("ada")
    store.append([shown("ada", 30.0, SLATE[:1])])
    explorer.refresh()
    again = evidence([shown("ada", 30.0, SLATE[:1])], FACTS_OF) + evidence([shown("eve", 20.0)], FACTS_OF)
    assert explorer.evidence == again
    store.erase("ada")
    explorer.refresh()
    assert explorer.evidence == evidence([shown("eve", 20.0)], FACTS_OF)
    store.close()


def test_another_season_says_the_same_as_if_it_had_been_this_one_from_the_beginning(tmp_path):
    store, season = SqliteEventStore(tmp_path / "events.sqlite3"), SEASON[:1]
    explorer = Explorer(store, lambda: season)
    for entries in crowd(6).values():
        store.append(entries)
    explorer.refresh()
    for season in (SEASON, SEASON[:2], SEASON[::-1]):
        explorer.refresh()
        facts = {item.id: FACTS_OF[item.id] for item in season}
        assert explorer.evidence == sum((evidence(entries, facts) for entries in crowd(6).values()), Evidence())
    explorer.forget("v0")
    others = [entries for name, entries in crowd(6).items() if name != "v0"]
    assert explorer.evidence == sum((evidence(entries, FACTS_OF) for entries in others), Evidence())
    store.close()
