"""Models for logs in which most visitors did little: smoothed pairs, and what visitors come to last."""

import numpy as np
import pytest
from recommender_contract import RecommenderContract

from frontrow.recommend.log import Log
from frontrow.recommend.models.fresh import Fresh
from frontrow.recommend.models.pairs import GAPS
from frontrow.recommend.models.rules import Rules, falling
from frontrow.recommend.models.spectral import Spectral
from frontrow.recommend.ranking import Touch, recommend


def walks(*orders):
    """Each order of letters is what one visitor did."""
    users = [f"{n}" for n, order in enumerate(orders) for _ in order]
    return Log.of(users, list("".join(orders)), range(len(users)))


class TestSpectral(RecommenderContract):
    def make(self):
        return Spectral(rank=4, half_life=None)


class TestWideRules(RecommenderContract):
    def make(self):
        return Rules(half_life=None, window=50, fade=0.5)


class TestFresh(RecommenderContract):
    def make(self):
        return Fresh()


def test_smoothed_pairs_know_of_a_pair_that_nobody_has_made():
    log = walks("ax", "ay", "bx", "pq")
    plain, smooth = Rules(), Spectral(rank=2)
    plain.fit(log)
    smooth.fit(log)

    def told(model):
        return {one.item: one.score for one in recommend(model, [Touch("b")], 6)}

    assert told(plain)["y"] == 0  # nobody went from b to y; but from a, as from b, they went to x
    assert told(smooth)["y"] > 0.5 > abs(told(smooth)["q"])


def test_what_visitors_come_to_last_is_fresh_however_few_they_are():
    model = Fresh(half_life=1.0, prior=1.0)
    model.fit(walks("oan", "obn", "oc", "oan", "oa", "oz"))
    ranked = [one.item for one in recommend(model, [], 7)]
    assert ranked[-1] == "o"
    assert ranked[0] == "n"


def test_rules_fall_as_they_are_told_and_as_ever_by_default():
    assert np.array_equal(falling(10, 1.0), GAPS)
    model = Rules(discount=0.0, window=3, fade=0.5)
    model.fit(walks("abcde"))
    links = model.links.toarray()
    assert links[0] == pytest.approx([0, 1, 2**-0.5, 3**-0.5, 0], abs=1e-3)
