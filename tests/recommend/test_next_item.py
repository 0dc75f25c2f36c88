"""The next-item ridge: sums over all prefixes in closed form, and an exact solution of them."""

import numpy as np
import pytest
from recommender_contract import RecommenderContract, checkerboard

from frontrow.recommend.log import Log
from frontrow.recommend.models import next_item, prefixes
from frontrow.recommend.models.next_item import NextItem, latest, solved, solved_apart
from frontrow.recommend.models.prefixes import Prefixes
from frontrow.recommend.ranking import Touch, recommend

LIVES = (1.0, 4.0)


def random_log(events=300, users=6, items=12, seed=0):
    random = np.random.default_rng(seed)
    log = Log.of(
        random.integers(0, users, events), [f"{n:02d}" for n in random.integers(0, items, events)], range(events)
    )
    log.weight[:] = random.choice([0.3, 1.0, 1.6], events)
    return log


def written_down(histories, items):
    """The two sums with every prefix written down."""
    gram, targets = np.zeros((len(LIVES) * items,) * 2), np.zeros((len(LIVES) * items, items))
    for begin, end in zip(histories.start[:-1], histories.start[1:], strict=True):
        for after in range(begin + 1, end):
            age = after - 1 - np.arange(begin, after)
            rows = [
                np.bincount(histories.item[begin:after], histories.weight[begin:after] * 0.5 ** (age / life), items)
                for life in LIVES
            ]
            prefix = np.concatenate(rows)
            gram += np.outer(prefix, prefix)
            targets[:, histories.item[after]] += prefix * histories.weight[after]
    return gram, targets


def test_the_sums_are_those_of_all_prefixes_written_down(monkeypatch):
    monkeypatch.setattr(prefixes, "FAINT", 1e-9)  # look at everything, however faint
    log = random_log()
    gram, targets = Prefixes(log.histories, 12, LIVES).dense()
    slowly = written_down(log.histories, 12)
    np.testing.assert_allclose(gram, slowly[0], rtol=1e-4, atol=1e-3)
    np.testing.assert_allclose(targets, slowly[1], rtol=1e-4, atol=1e-3)
    for packed, whole in zip(Prefixes(log.histories, 12, LIVES).sparse(), (gram, targets), strict=True):
        np.testing.assert_array_equal(packed.toarray(), whole)


def test_the_solution_is_the_ridge_s_and_solved_apart_it_is_the_same_where_everything_is_listened_to():
    log = random_log()
    gram, targets = Prefixes(log.histories, 12, LIVES).dense()
    assert (targets > 0).all()
    exact = np.linalg.solve(gram + 7 * np.eye(24), targets)
    np.testing.assert_allclose(solved(gram.copy(), targets, 7.0), exact, rtol=1e-3, atol=1e-5)
    apart = solved_apart(*Prefixes(log.histories, 12, LIVES).sparse(), 7.0, 24)
    np.testing.assert_allclose(apart.toarray(), exact, rtol=1e-3, atol=1e-5)
    assert (
        np.diff(solved_apart(*Prefixes(log.histories, 12, LIVES).sparse(), 7.0, 5).tocsc().indptr).tolist() == [5] * 12
    )


def test_of_long_histories_the_latest_events_are_learnt():
    histories = random_log().histories
    short = latest(histories, 60)
    assert 30 <= len(short.item) <= 60
    for visitor in range(len(histories)):
        kept = short.item[short.start[visitor] : short.start[visitor + 1]]
        assert (
            kept.tolist()
            == histories.item[histories.start[visitor + 1] - len(kept) : histories.start[visitor + 1]].tolist()
        )


class TestNextItem(RecommenderContract):
    def make(self):
        return NextItem(l2=1.0)

    def test_two_tastes_are_told_apart_by_what_came_before_the_last_item(self):
        # After "s", those who came from "a" go on to "x", those from "b" to "y".
        paths = ["asx", "bsy"] * 10
        log = Log.of([n for n, path in enumerate(paths) for _ in path], list("".join(paths)), range(60))
        model = self.make()
        model.fit(log)
        for before, after in (("a", "x"), ("b", "y")):
            found = recommend(model, [Touch(before), Touch("s")], 1, {before, "s"})[0]
            assert (found.item, found.reason.kind) == (after, "next")


class TestNextItemOfManyItems(TestNextItem):
    @pytest.fixture(autouse=True)
    def many(self, monkeypatch):
        monkeypatch.setattr(next_item, "WHOLE", 2)


def test_nothing_to_learn_from_is_no_error():
    model = NextItem()
    model.fit(checkerboard().where(np.zeros(len(checkerboard()), bool)))
    assert model.scores(checkerboard().histories).max() == 0
