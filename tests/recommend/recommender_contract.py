"""What every Recommender promises. A test class of a model inherits these and says how to make one.

The log is a checkerboard: even visitors like even items, odd visitors odd ones, and each missed one of
hers. A child sees what to recommend.
"""

import numpy as np
import pytest

from frontrow.recommend.log import Log
from frontrow.recommend.ranking import Touch, recommend

SIZE = 12
ITEMS = [f"item-{n:02d}" for n in range(SIZE)]


def checkerboard():
    pairs = [(u, i) for u in range(SIZE) for i in range(SIZE) if u % 2 == i % 2 and i != u]
    return Log.of([f"visitor-{u}" for u, _ in pairs], [ITEMS[i] for _, i in pairs], range(len(pairs)))


def liked_by(visitor):
    return [Touch(ITEMS[i]) for i in range(SIZE) if i % 2 == visitor % 2 and i != visitor]


class RecommenderContract:
    def make(self):
        raise NotImplementedError

    @pytest.fixture
    def model(self):
        model = self.make()
        model.fit(checkerboard())
        return model

    def test_the_best_comes_first_and_excluded_items_do_not_come(self, model):
        found = recommend(model, liked_by(0), SIZE, {"item-02", "item-03", "never-heard-of"})
        scores = [one.score for one in found]
        assert scores == pytest.approx(sorted(scores, reverse=True), abs=1e-6)
        assert {one.item for one in found} == set(ITEMS) - {"item-02", "item-03"}
        assert [one.item for one in recommend(model, liked_by(0), 3)] == [
            one.item for one in recommend(model, liked_by(0), SIZE)
        ][:3]

    def test_a_score_is_the_sum_of_its_parts_and_the_reason_is_the_largest(self, model):
        history = [Touch("item-00", 0.5), Touch("item-02", 1.5), Touch("item-05")]
        for one in recommend(model, history, SIZE):
            assert sum(part.amount for part in one.parts) == pytest.approx(one.score, rel=1e-5, abs=1e-6)
            assert all(part.source in (None, "item-00", "item-02", "item-05") for part in one.parts)
            if one.reason:
                assert one.reason.amount == max(part.amount for part in one.parts) > 0

    def test_items_it_does_not_know_change_nothing(self, model):
        strange = [Touch("from-another-season"), *liked_by(0)]
        assert recommend(model, strange, 5) == recommend(model, liked_by(0), 5)

    def test_somebody_new_gets_a_list_too(self, model):
        assert len(recommend(model, [], 4)) == 4

    def test_no_room_no_list(self, model):
        assert recommend(model, liked_by(0), 0) == []

    def test_many_at_once_is_the_same_as_one_by_one(self, model):
        log = checkerboard()
        together = model.scores(log.histories)
        assert together.shape == (SIZE, SIZE)
        names = [int(name.split("-")[1]) for name in log.users]
        for row, visitor in enumerate(names):
            alone = {one.item: one.score for one in recommend(model, liked_by(visitor), SIZE)}
            np.testing.assert_allclose(together[row], [alone[item] for item in ITEMS], rtol=1e-4, atol=1e-5)

    def test_it_learns_anew_from_another_log(self, model):
        model.fit(Log.of(["ada"], ["item-00"], [1.0]))
        again = self.make()
        again.fit(Log.of(["ada"], ["item-00"], [1.0]))
        assert recommend(model, [Touch("item-00")], 3) == recommend(again, [Touch("item-00")], 3)


class PersonalContract(RecommenderContract):
    """The contract of a model that does not recommend the same to all."""

    @pytest.mark.parametrize("visitor", range(SIZE))
    def test_it_finds_the_one_item_a_visitor_missed(self, model, visitor):
        history = liked_by(visitor)
        found = recommend(model, history, 1, {touch.item for touch in history})
        assert [one.item for one in found] == [ITEMS[visitor]]
