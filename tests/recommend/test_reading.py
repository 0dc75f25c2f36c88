"""Readings of the counts: rows gathered from all layers, single cells, and the best of many."""

import numpy as np
import pytest

from frontrow.recommend.engine.counts import Layers
from frontrow.recommend.engine.reading import best, gathered, picked
from frontrow.recommend.engine.rows import Rows
from frontrow.recommend.engine.table import Table


@pytest.mark.parametrize("k", [0, 1, 7, 60])
def test_the_best_are_those_that_sorting_finds_with_ties_in_their_turn(k):
    rng = np.random.default_rng(k)
    scores, turn, eligible = rng.integers(0, 9, 50).astype(float), rng.permutation(50), rng.random(50) < 0.8
    order = [place for place in np.lexsort((turn, -scores)) if eligible[place]]
    assert best(scores, turn, eligible, k).tolist() == order[:k]


def test_a_row_is_the_sum_of_all_layers_also_of_those_that_knew_fewer_items():
    rng = np.random.default_rng(1)
    dense = np.zeros((30, 30), np.int64)
    layers = Layers(Table.empty(20))
    for stage in range(3):
        row, col, amount = (
            rng.integers(0, 20 + 5 * min(stage, 2), 200),
            rng.integers(0, 30, 200),
            rng.integers(-5, 9, 200),
        )
        layers.table.widen(30)
        layers.table.add(row, col, amount)
        np.add.at(dense, (row, col), amount)
        if stage == 0:
            layers.frozen = (Rows.of(layers.table),)
            layers.table = Table.empty(20)
        elif stage == 1:
            layers.leave()
    sources, weights, asked = np.array([3, 29, 7]), np.array([0.5, 1.0, 2.0]), np.array([0, 11, 29])
    np.testing.assert_allclose(gathered(layers, sources, weights, 30), weights @ dense[sources])
    assert (picked(layers, sources, asked) == dense[np.ix_(sources, asked)]).all()
    total = layers.total()
    rows = np.repeat(np.arange(len(total)), np.diff(total.start))
    assert (dense[rows, total.cols] == total.values).all() and len(total.cols) == np.count_nonzero(dense)
