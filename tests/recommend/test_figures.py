"""Metrics are the textbook's, intervals are honest, lists are sorted."""

import numpy as np
import pytest
from asking import SIX, figures, log

from frontrow.recommend.log import Log
from frontrow.recommend.models.popularity import Popularity
from frontrow.recommend.proof.bootstrap import resample
from frontrow.recommend.proof.exposure import exposure, gini
from frontrow.recommend.proof.lists import ranked
from frontrow.recommend.proof.metrics import FIGURES, values
from frontrow.recommend.proof.splits import Split, split


def asked_about(items, *targets):
    """Questions about users with no past, each wanting some of `items`, all of which are known."""
    learn = Log.of(["other"] * len(items), list(items), np.arange(len(items)) + 1e9)
    pairs = np.array([(row, items.index(item)) for row, wanted in enumerate(targets) for item in wanted])
    nothing = Log.of([f"u{row}" for row in range(len(targets))], ["a"] * len(targets), [1e9] * len(targets))
    histories = nothing.where(np.zeros(len(nothing), bool)).histories
    return Split(learn, np.arange(len(targets)), histories, pairs)


def test_figures_are_the_textbooks():
    """Two targets, found at places 2 and 4 of the list, and one user who gets nothing right."""
    asked = asked_about("abcdef", "df", "a")
    found = values(np.array([[1, 3, 2, 5], [1, 2, 3, 4]]), asked)
    gained, best = 1 / np.log2(3) + 1 / np.log2(5), 1 + 1 / np.log2(3)
    first = dict(zip(FIGURES, found[0], strict=True))
    assert first["ndcg@10"] == pytest.approx(gained / best)
    assert first["recall@10"] == first["hit@10"] == 1
    assert first["mrr@10"] == pytest.approx(1 / 2)
    assert first["map@10"] == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert not found[1].any()


def test_figures_stop_at_their_depth():
    """One target at place 7: outside the first five, inside the first ten; at place 15: in the first twenty."""
    asked = asked_about("abcdefghijklmnopqrstuvwxyz", "z", "y")
    others = list(range(20))
    seventh, fifteenth = others.copy(), others.copy()
    seventh[6], fifteenth[14] = 25, 24
    found = [dict(zip(FIGURES, row, strict=True)) for row in values(np.array([seventh, fifteenth]), asked)]
    assert [found[0][f"hit@{k}"] for k in (5, 10, 20)] == [0, 1, 1]
    assert [found[1][f"mrr@{k}"] for k in (5, 10, 20)] == pytest.approx([0, 0, 1 / 15])
    assert [found[1][f"map@{k}"] for k in (5, 10, 20)] == pytest.approx([0, 0, 1 / 15])


def test_more_targets_than_places_can_still_be_answered_perfectly():
    asked = asked_about("abcdefghijkl", "abcdefghijkl")
    found = dict(zip(FIGURES, values(np.arange(12)[None], asked)[0], strict=True))
    assert found["ndcg@5"] == found["map@5"] == pytest.approx(1)
    assert found["recall@5"] == pytest.approx(5 / 12)


def test_exposure_tells_one_item_for_all_from_everything_for_someone():
    asked = asked_about("abcd", "a", "b")
    same, spread = exposure(np.array([[0], [0]]), asked), exposure(np.array([[0, 1], [2, 3]]), asked)
    assert (same["coverage@20"], same["gini@20"]) == (0.25, 0.75)
    assert (spread["coverage@20"], spread["gini@20"]) == (1, 0)
    assert gini(np.array([0, 1, 3])) == pytest.approx(2 / 4)


def test_novelty_is_in_bits_of_how_few_took_what_is_shown():
    learn = Log.of(["A", "B", "C", "D", "A"], ["a", "a", "a", "a", "b"], np.arange(5) + 1e9)
    asked = Split(learn, np.array([0]), learn.histories.of(np.array([0])), np.array([[0, 1]]))
    assert exposure(np.array([[0]]), asked)["novelty@20"] == pytest.approx(0)
    assert exposure(np.array([[0, 1]]), asked)["novelty@20"] == pytest.approx((0 + 2) / 2)


def test_the_interval_of_many_users_is_that_of_the_normal_law():
    """Of 4,000 users a quarter is answered: the mean's deviation is sqrt(.25 * .75 / 4000)."""
    table = (np.arange(4000) % 4 == 0).astype(float)[:, None]
    low, high = resample([table], np.arange(4000))[0].interval()[0]
    assert (low + high) / 2 == pytest.approx(0.25, abs=0.001)
    assert (high - low) / 2 == pytest.approx(1.96 * np.sqrt(0.25 * 0.75 / 4000), rel=0.07)


def test_a_user_who_asks_often_is_drawn_with_all_her_questions():
    """Ten users of a hundred equal answers each are ten observations, not a thousand."""
    users = np.repeat(np.arange(10), 100)
    table = (users % 2).astype(float)[:, None]
    low, high = resample([table], users)[0].interval()[0]
    assert (high - low) / 2 == pytest.approx(1.96 * np.sqrt(0.25 / 10), rel=0.15)


def test_a_model_that_is_a_little_better_for_everybody_is_surely_better():
    better, worse = np.linspace(0, 1, 300)[:, None] + 0.01, np.linspace(0, 1, 300)[:, None]
    one, other = resample([better, worse], np.arange(300))
    assert one.interval()[0, 0] < other.interval()[0, 1], "each alone could be either"
    assert one.minus(other).interval()[0] == pytest.approx([0.01, 0.01])


class Even:
    """A model that scores everything alike."""

    def fit(self, log):
        self.items = log.items

    def scores(self, histories):
        return np.zeros((len(histories), len(self.items)), np.float32)


def test_a_model_without_an_opinion_is_not_helped_by_the_order_of_the_items():
    """Every user's target is the first item by name; ties at random, for each anew, find it for 10 of 38."""
    rows = [f"u{n:03d} i{n % 39 + 1:02d} i{(n + 7) % 39 + 1:02d} i00" for n in range(400)]
    _, test, _ = split(log(*rows, "x i00 i01", "y i00 i02"), "refit")
    model = Even()
    model.fit(test.learn)
    lists = ranked(model, test)
    assert figures(lists, test)["recall@10"] == pytest.approx(10 / 38, abs=0.07)
    assert (lists == ranked(model, test)).all()
    assert (lists != ranked(model, test, seed=43)).any()


class Random(Even):
    """Scores of few distinct values, so that there are ties everywhere."""

    def scores(self, histories):
        draws = np.random.default_rng(len(histories))
        return draws.integers(0, 4, (len(histories), len(self.items))).astype(np.float32)


def test_the_list_is_the_sort_by_score():
    _, test, _ = split(log(*[f"u{n} i{n} i{n + 1} i{n + 2}" for n in range(60)]), "refit")
    model = Random()
    model.fit(test.learn)
    scores = model.scores(test.histories)
    for row, shown in enumerate(ranked(model, test)):
        had = test.histories.item[test.histories.start[row] : test.histories.start[row + 1]]
        possible = np.flatnonzero(test.known & ~np.isin(np.arange(len(test.known)), had))
        assert len(set(shown)) == 20 and set(shown) <= set(possible)
        assert list(scores[row, shown]) == sorted(scores[row, possible], reverse=True)[:20]


def test_nobody_is_shown_what_she_had_or_what_nobody_knew():
    _, test, _ = split(log(*SIX), "strict")
    model = Popularity()
    model.fit(test.learn)
    lists = ranked(model, test)
    known = {place for place, there in enumerate(test.known) if there}
    for row, asked in enumerate(lists):
        start, stop = test.histories.start[row : row + 2]
        assert set(asked) - {-1} == known - set(test.histories.item[start:stop])
