"""Sequential rules: ordered pairs, exact whatever the order they are counted in."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from recommender_contract import ITEMS, RecommenderContract

from frontrow.recommend.log import Log
from frontrow.recommend.models.pairs import GAPS, STRENGTH, ordered_pairs
from frontrow.recommend.models.rules import Rules
from frontrow.recommend.ranking import Touch, recommend

VIBRENT = Path(__file__).parents[1] / "data" / "vibrent_rentals.csv.gz"


def rentals():
    with gzip.open(VIBRENT, "rt") as file:
        rows = list(csv.DictReader(file))
    return Log.of(
        *([row[name] for row in rows] for name in ("user_id", "item_id")), [float(r["timestamp"]) for r in rows]
    )


class TestRules(RecommenderContract):
    def make(self):
        return Rules()

    def test_what_people_go_on_to_comes_first_and_the_reason_says_after_what(self):
        log = Log.of(["a"] * 3 + ["b"] * 3 + ["c"] * 2, list("xyz" + "xyz" + "yx"), range(8))
        model = Rules(discount=0.0)
        model.fit(log)
        first = recommend(model, [Touch("x")], 1, {"x"})[0]
        assert (first.item, first.reason.kind, first.reason.source) == ("y", "next", "x")
        assert first.score == pytest.approx(2.0)  # two went from x straight on to y
        assert recommend(model, [Touch("y")], 1, {"y"})[0].item == "z"

    def test_an_item_does_not_lead_to_itself_and_far_apart_is_not_together(self):
        log = Log.of(["a"] * 13, ["x", "x", *ITEMS[:10], "z"], range(13))
        counts = ordered_pairs(log.histories, len(log.items)).toarray()
        x, z = log.items.index("x"), log.items.index("z")
        assert counts[x, x] == counts[x, z] == 0
        assert counts[x, log.items.index(ITEMS[0])] == (GAPS[0] + GAPS[1]) * STRENGTH

    def test_what_she_kept_says_more_than_what_she_saw(self):
        log = Log.of(["a"] * 3, ["x", "seen", "kept"], range(3))
        log.weight[:] = [0.3, 0.3, 1.6]
        log.histories.weight[:] = log.weight
        counts = ordered_pairs(log.histories, 3).toarray()
        assert counts[log.items.index("x")].tolist() == [GAPS[1] * 16, GAPS[0] * 3, 0]  # kept, seen, x

    def test_the_discount_takes_the_crowd_s_favourite_from_the_front(self):
        users = [n for n in range(12) for _ in range(2)]
        log = Log.of(users, ["x", "rare"] * 3 + ["x", "hit"] * 4 + ["y", "hit"] * 5, range(24))
        found = {}
        for discount in (0.0, 1.0):
            model = Rules(discount=discount)
            model.fit(log)
            found[discount] = recommend(model, [Touch("x")], 1, {"x"})[0].item
        assert found == {0.0: "hit", 1.0: "rare"}


def test_counts_are_what_a_simple_loop_counts_and_add_up_over_visitors():
    log = rentals()
    counts = ordered_pairs(log.histories, len(log.items))
    simple = {}
    histories = log.histories
    for begin, end in zip(histories.start[:-1], histories.start[1:], strict=True):
        items = histories.item[begin:end].tolist()
        for later, b in enumerate(items):
            for earlier in range(max(0, later - 10), later):
                if items[earlier] != b:
                    key = items[earlier], b
                    simple[key] = simple.get(key, 0) + int(GAPS[later - earlier - 1]) * 10
    coo = counts.tocoo()
    assert dict(zip(zip(coo.row.tolist(), coo.col.tolist(), strict=True), coo.data.tolist(), strict=True)) == simple
    odd = np.arange(len(histories)) % 2 == 1
    halves = [ordered_pairs(histories.of(np.flatnonzero(half)), len(log.items)) for half in (odd, ~odd)]
    assert (halves[0] + halves[1] != counts).nnz == 0
