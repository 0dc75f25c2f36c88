"""Each model keeps the contract, and does what sets it apart."""

import numpy as np
import pytest
from recommender_contract import ITEMS, SIZE, PersonalContract, RecommenderContract, checkerboard
from scipy import linalg

from frontrow.recommend.item import Item
from frontrow.recommend.log import Log
from frontrow.recommend.models.content import Content
from frontrow.recommend.models.ease import EASE, mirror
from frontrow.recommend.models.neighbours import ItemKNN, nearest
from frontrow.recommend.models.popularity import Popularity
from frontrow.recommend.ranking import Touch, recommend

# Even looks are shades of red, odd ones of blue; each a little lighter than the one before.
CATALOGUE = [
    Item(item, colors=(f"#{150 + 4 * n:02x}1020",) if n % 2 == 0 else (f"#1020{150 + 4 * n:02x}",))
    for n, item in enumerate(ITEMS)
]


class TestPopularity(RecommenderContract):
    def make(self):
        return Popularity()

    def test_what_most_have_seen_comes_first(self):
        model = Popularity()
        model.fit(Log.of(["a", "b", "c", "c"], ["x", "x", "x", "y"], [1, 2, 3, 4]))
        assert [(one.item, one.score) for one in recommend(model, [], 2)] == [("x", 3.0), ("y", 1.0)]


class TestPopularityNow(TestPopularity):
    def make(self):
        return Popularity(half_life=10.0)

    def test_yesterdays_crowd_loses_to_todays_few(self):
        model = Popularity(half_life=10.0)
        model.fit(Log.of(list("abcdef"), ["old"] * 4 + ["new"] * 2, [0, 0, 0, 0, 30, 40]))
        assert [one.item for one in recommend(model, [], 2)] == ["new", "old"]
        assert recommend(model, [], 1)[0].score == pytest.approx(1 + 0.5)  # 30 is one half-life before 40


class TestItemKNN(PersonalContract):
    def make(self):
        return ItemKNN()

    def test_similarity_is_the_shrunk_cosine(self):
        model = ItemKNN(shrink=3, damp=False)
        model.fit(Log.of(list("aabbc"), list("xyxyx"), range(5)))
        assert model.links.toarray()[0, 1] == pytest.approx(2 / (np.sqrt(3 * 2) + 3))

    def test_only_the_nearest_are_kept(self):
        model = ItemKNN(k=2)
        model.fit(checkerboard())
        kept = nearest(model.links, 1)
        assert set(np.diff(model.links.indptr)) == {2}
        assert np.all(kept.data == model.links.toarray().max(axis=1))


class TestEASE(PersonalContract):
    def make(self):
        return EASE(l2=1.0)

    def test_it_is_the_closed_form(self):
        log = checkerboard()
        model = EASE(l2=2.0)
        model.fit(log)
        inverse = linalg.inv((log.matrix.T @ log.matrix).toarray() + 2.0 * np.eye(SIZE))
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0)
        np.testing.assert_allclose(model.links, weights, atol=1e-5)

    def test_the_mirror_is_exact_across_its_blocks(self):
        whole = np.arange(49, dtype=np.float32).reshape(7, 7)
        mirrored = np.asfortranarray(np.tril(whole))
        mirror(mirrored, block=3)
        assert np.array_equal(mirrored, np.tril(whole) + np.tril(whole, -1).T)


class TestEASENow(TestEASE):
    def make(self):
        return EASE(l2=1.0, half_life=4.0)

    def test_the_last_thing_seen_counts_most(self, model):
        red_then_blue = [Touch("item-00"), Touch("item-02"), Touch("item-04"), Touch("item-01")]
        blue_then_red = [Touch("item-01"), Touch("item-04"), Touch("item-02"), Touch("item-00")]
        sharp = EASE(l2=1.0, half_life=0.3)
        sharp.fit(checkerboard())
        seen = {touch.item for touch in red_then_blue}
        assert int(recommend(sharp, red_then_blue, 1, seen)[0].item[-2:]) % 2 == 1
        assert int(recommend(sharp, blue_then_red, 1, seen)[0].item[-2:]) % 2 == 0


class TestContent(PersonalContract):
    def make(self):
        return Content(CATALOGUE)

    @pytest.mark.parametrize("visitor", [0, 5])
    def test_it_needs_no_log(self, visitor):
        found = recommend(Content(CATALOGUE), [Touch(ITEMS[visitor])], 5, {ITEMS[visitor]})
        assert {int(one.item[-2:]) % 2 for one in found} == {visitor % 2}
        assert all(one.reason.trait == "colors" for one in found)

    def test_it_learns_anew_from_another_log(self, model):
        """Facts stay what they are."""


def test_repeats_count_and_old_ones_fade_in_a_history_row():
    log = Log.of(["a"] * 4, ["x", "y", "x", "z"], [1, 2, 3, 4])
    assert log.histories.rows(3).toarray().tolist() == [[2, 1, 1]]
    assert log.histories.rows(3, half_life=1.0).toarray().tolist() == [[0.125 + 0.5, 0.25, 1]]
    assert log.histories.rows(3, half_life=1.0, last=2).toarray().tolist() == [[0.5, 0, 1]]
    assert log.matrix.toarray().tolist() == [[1, 1, 1]]


def test_a_log_is_in_order_of_time_and_keeps_the_order_within_a_second():
    log = Log.of(["b", "a", "c"], ["3", "1", "2"], [5.0, 1.0, 5.0])
    assert [log.users[n] for n in log.user] == ["a", "b", "c"]
    assert [log.items[n] for n in log.item] == ["1", "3", "2"]
