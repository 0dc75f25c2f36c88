"""The learned blend: it listens to whoever guesses right, and its parts are its score."""

from functools import partial

import numpy as np
import pytest
from recommender_contract import PersonalContract, RecommenderContract, checkerboard

from frontrow.recommend.log import Log
from frontrow.recommend.models.blend import Blend, Component, bent
from frontrow.recommend.models.front_row import FrontRow
from frontrow.recommend.models.held_out import questions
from frontrow.recommend.models.hot import Hot
from frontrow.recommend.models.neighbours import ItemKNN
from frontrow.recommend.models.rules import Rules
from frontrow.recommend.models.shares import Lessons, learnt
from frontrow.recommend.ranking import Touch, recommend

DAY = 86_400.0
MONDAY = 1_795_341_600.0


def walks(visitors=120, items=30, seed=0):
    """Visitors who always go on to the next number, from anywhere."""
    random = np.random.default_rng(seed)
    first = random.integers(0, items, visitors)
    steps = [(f"v{n:03d}", f"{(start + k) % items:02d}") for n, start in enumerate(first) for k in range(8)]
    return Log.of([v for v, _ in steps], [i for _, i in steps], range(len(steps)))


class TestBlend(PersonalContract):
    def make(self):
        return Blend(lambda log: [Component(ItemKNN, 1.0), Component(partial(Hot, 1.0), 0.2, bent=False)])

    def test_it_listens_to_the_model_that_guesses_right(self):
        voices = [Component(partial(Rules, 0.5), 1.0), Component(partial(Hot, 1.0), 1.0, bent=False)]
        model = Blend(lambda log: voices)
        model.fit(walks())
        rules, hot = model.shares[:, 0]
        assert rules > 1.5 > 1.0 > hot
        found = recommend(model, [Touch("07"), Touch("08")], 1, {"07", "08"})[0]
        assert (found.item, found.reason.kind, found.reason.source) == ("09", "next", "08")


class TestFrontRow(RecommenderContract):
    def make(self):
        return FrontRow()

    def test_it_goes_on_where_visitors_go_on(self):
        model = FrontRow()
        model.fit(walks())
        assert [recommend(model, [Touch(a), Touch(b)], 1, {a, b})[0].item for a, b in (("03", "04"), ("20", "21"))] == [
            "05",
            "22",
        ]


class TestFrontRowLater(RecommenderContract):
    def make(self):
        return FrontRow("later")

    def test_somebody_new_is_shown_what_is_hot_now(self):
        random = np.random.default_rng(0)
        old = [
            (f"o{n}", f"{i:02d}", MONDAY + n * DAY / 10)
            for n in range(100)
            for i in random.choice(20, 4, replace=False)
        ]
        new = [
            (f"n{n}", f"{i}", MONDAY + 10 * DAY + n * DAY / 50)
            for n in range(100)
            for i in random.choice(["hot", "hotter", "00", "01"], 3, replace=False)
        ]
        users, items, at = zip(*old, *new, strict=True)
        model = FrontRow("later")
        model.fit(Log.of(users, items, at))
        assert {one.item for one in recommend(model, [], 4)} == {"hot", "hotter", "00", "01"}
        assert recommend(model, [], 1)[0].reason.kind == "popular"


class TestHot(RecommenderContract):
    def make(self):
        return Hot(0.5)

    def test_a_small_share_asks_the_last_hour_a_large_one_all(self):
        log = Log.of(list("abcdefgh"), ["old"] * 6 + ["new"] * 2, [0, 1, 2, 3, 4, 5, 100, 101])
        for share, first in ((0.2, "new"), (1.0, "old")):
            model = Hot(share)
            model.fit(log)
            assert recommend(model, [], 1)[0].item == first


def test_what_is_held_back_is_not_learnt_and_a_live_history_goes_on_after_what_was():
    log = walks()
    (live,), (after,) = questions(log, "live", 40), questions(log, "next", 40)
    assert (len(log) - len(live.learn), len(log) - len(after.learn)) == (80, 40)
    for question, more in ((live, 1), (after, 0)):
        users = len(question.histories)
        known = np.flatnonzero(np.diff(question.histories.start))
        assert len(known) == 40 and users > 40  # some are asked for their first event, with an empty history
        for row in known:
            history = question.histories.item[question.histories.start[row] : question.histories.start[row + 1]]
            target = question.targets[question.targets[:, 0] == row, 1]
            assert target.tolist() == [(history[-1] + 1) % 30]
            assert len(history) == 7
        learnt_events = np.bincount(question.learn.user, minlength=120)
        assert sorted(set(learnt_events)) == [7 - more, 8]


def test_later_asks_for_what_came_after_a_moment_strangers_too():
    log = walks()
    for question in questions(log, "later", 1000):
        moment = question.learn.at[-1]
        empty = np.diff(question.histories.start) == 0
        assert empty.any() and question.histories.asked == moment
        for row, item in question.targets:
            begin, end = question.histories.start[row : row + 2]
            assert item not in question.histories.item[begin:end]


def test_shares_stay_where_they_were_without_lessons_and_are_the_likeliest_with_many():
    random = np.random.default_rng(1)
    start = np.array([[1.0], [1.0]])
    values = random.normal(size=(4000, 10, 2)).astype(np.float32)
    level = values @ np.array([2.0, -0.5]) + random.gumbel(size=(4000, 10))
    taken = (level == level.max(axis=1, keepdims=True)).astype(np.float32)
    lesson = Lessons(values, np.ones((4000, 10), bool), taken, np.ones((4000, 1), np.float32))
    assert learnt([], start).tolist() == start.tolist()
    assert learnt([lesson], start).ravel() == pytest.approx([2.0, -0.5], abs=0.1)


def test_bending_keeps_the_order_and_the_sum_of_the_parts():
    log = checkerboard()
    scores = np.random.default_rng(0).normal(size=(12, 12)).astype(np.float32)
    curve, rate = bent(scores, log.histories)
    assert np.array_equal(np.argsort(curve, axis=1), np.argsort(scores, axis=1))
    np.testing.assert_allclose(scores * rate, curve, rtol=1e-5)
