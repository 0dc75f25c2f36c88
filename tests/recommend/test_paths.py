"""Paths: where those went on to who came the same way."""

import numpy as np
import pytest
from recommender_contract import RecommenderContract

from frontrow.recommend.log import Log
from frontrow.recommend.models.paths import Paths
from frontrow.recommend.ranking import Touch, recommend


def log_of(paths):
    return Log.of([n for n, path in enumerate(paths) for _ in path], list("".join(paths)), range(len("".join(paths))))


class TestPaths(RecommenderContract):
    def make(self):
        return Paths()

    def test_the_way_to_an_item_decides_not_the_item_alone(self):
        model = Paths()
        model.fit(log_of(["asx", "bsy", "csz", "sz", "sz"]))
        for before, after in (("a", "x"), ("b", "y"), ("c", "z")):
            found = recommend(model, [Touch(before), Touch("s")], 1, {before, "s"})[0]
            assert (found.item, found.reason.kind) == (after, "next")

    def test_scores_are_shares_of_the_votes_and_a_known_item_gets_none(self):
        model = Paths(half_life=1.0, sharpness=1)
        model.fit(log_of(["axy", "ay"]))
        scores = model.scores(log_of(["a"]).histories.of(np.array([0])))
        found = {one.item: one.score for one in recommend(model, [Touch("a")], 3)}
        # From "a" one went on to x, then y; one to y. Then after "ax" (half as near, as "a" is one event back) y.
        votes = {"x": 1.0, "y": 0.5 + 1.0 + 0.5}
        assert found == pytest.approx({"a": 0.0} | {item: vote / 3.0 for item, vote in votes.items()})
        assert scores.shape == (1, 3)

    def test_the_sharper_the_more_the_nearest_way_alone_counts(self):
        log = log_of(["asx"] + ["bsy"] * 3)
        found = {}
        for sharpness in (1, 12):
            model = Paths(sharpness=sharpness)
            model.fit(log)
            found[sharpness] = recommend(model, [Touch("a"), Touch("s")], 1, {"a", "s"})[0].item
        assert found == {1: "y", 12: "x"}

    def test_her_own_past_in_the_log_does_not_drown_the_others(self):
        paths = ["abcdefg", "xcdefgh"]
        model = Paths()
        model.fit(log_of(paths))
        assert recommend(model, [Touch(item) for item in paths[0]], 1, set(paths[0]))[0].item == "h"
