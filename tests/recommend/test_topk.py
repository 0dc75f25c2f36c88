"""Top-k reads a quarter of the bytes and still finds exactly what a full computation finds."""

import numpy as np
import pytest

from frontrow.recommend.engine.scan import ROWS
from frontrow.recommend.engine.topk import TopK


def full(factors, query, k, exclude=()):
    """The simple version: every product, sorted; among equals the lower number first."""
    products = factors.astype(np.float64) @ query.astype(np.float64)
    able = np.setdiff1d(np.arange(len(factors)), list(exclude))
    return able[np.argsort(-products[able], kind="stable")][:k]


def clustered(draw, n, d):
    """Items as models learn them: many near others of their kind, some loud and most quiet."""
    centres = draw.standard_normal((max(5, n // 200), d))
    items = centres[draw.integers(0, len(centres), n)] + 0.3 * draw.standard_normal((n, d))
    return (items * draw.lognormal(0, 0.6, (n, 1))).astype(np.float32)


@pytest.mark.parametrize("d", [1, 7, 64, 129])
@pytest.mark.parametrize("n", [1, ROWS - 1, ROWS, 5_003])
def test_the_best_are_those_of_a_full_computation(n, d):
    draw = np.random.default_rng(n + d)
    for factors in (draw.standard_normal((n, d)).astype(np.float32), clustered(draw, n, d)):
        search = TopK(factors)
        for query in draw.standard_normal((8, d)).astype(np.float32):
            ids, products = search.search(query, 20)
            assert ids.tolist() == full(factors, query, 20).tolist()
            assert products == pytest.approx(factors[ids] @ query, rel=1e-4, abs=1e-5)


def test_none_is_lost_where_items_hardly_differ():
    """Ten thousand items within a thousandth of each other: int8 alone cannot tell them apart."""
    draw = np.random.default_rng(3)
    factors = (1 + 1e-3 * draw.standard_normal((10_000, 64))).astype(np.float32)
    query = np.abs(draw.standard_normal(64)).astype(np.float32)
    assert TopK(factors).search(query, 20)[0].tolist() == full(factors, query, 20).tolist()


def test_an_item_larger_than_all_others_does_not_blind_it_for_the_small_ones():
    draw = np.random.default_rng(4)
    factors = draw.standard_normal((2_000, 16)).astype(np.float32)
    factors[77] *= -1e6
    query = factors[77] / -1e6
    assert TopK(factors).search(query, 20)[0].tolist() == full(factors, query, 20).tolist()


def test_the_longest_numbers_do_not_overflow():
    factors = np.full((100, 1_000), 3.0, np.float32)
    factors[::2] *= -1
    ids, products = TopK(factors).search(np.full(1_000, 2.0, np.float32), 3)
    assert ids.tolist() == [1, 3, 5]
    assert products.tolist() == [6_000] * 3


@pytest.mark.parametrize("order", [1, -1])
def test_the_best_are_found_whether_they_come_first_or_last(order):
    factors = np.linspace(-1, 1, 20_000, dtype=np.float32)[::order, None] * np.ones(8, np.float32)
    query = np.ones(8, np.float32)
    assert TopK(factors).search(query, 50)[0].tolist() == full(factors, query, 50).tolist()


def test_among_equals_the_lower_number_comes_first():
    factors = np.ones((9_000, 4), np.float32)
    assert TopK(factors).search(np.ones(4, np.float32), 5)[0].tolist() == [0, 1, 2, 3, 4]
    assert TopK(np.zeros((70, 4), np.float32)).search(np.ones(4, np.float32), 3)[0].tolist() == [0, 1, 2]


def test_what_is_excluded_makes_room_for_the_next():
    draw = np.random.default_rng(5)
    factors, query = clustered(draw, 3_000, 32), draw.standard_normal(32).astype(np.float32)
    hidden = full(factors, query, 40)[::2].tolist()
    ids, _ = TopK(factors).search(query, 20, exclude=hidden)
    assert ids.tolist() == full(factors, query, 20, hidden).tolist()


def test_fewer_items_than_asked_for_are_all_of_them():
    factors = np.array([[1.0], [3.0], [2.0]], np.float32)
    one = np.ones(1, np.float32)
    assert TopK(factors).search(one, 20)[0].tolist() == [1, 2, 0]
    assert TopK(factors).search(one, 20, exclude=[1])[0].tolist() == [2, 0]
    assert TopK(factors).search(one, 0)[0].tolist() == []
    assert TopK(np.zeros((0, 1), np.float32)).search(one, 5)[0].tolist() == []


def test_many_queries_at_once_find_what_each_finds_alone():
    draw = np.random.default_rng(6)
    factors = clustered(draw, 40_000, 64)
    queries = draw.standard_normal((6, 64)).astype(np.float32)
    search = TopK(factors)
    ids, products = search.search_many(queries, 10)
    for each, found, product in zip(queries, ids, products, strict=True):
        alone = search.search(each, 10)
        assert found.tolist() == alone[0].tolist()
        assert product.tolist() == alone[1].tolist()


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="finite"):
        TopK(np.array([[np.nan]], np.float32))
    with pytest.raises(ValueError, match=r"\(2,\)"):
        TopK(np.ones((3, 1), np.float32)).search(np.ones(2, np.float32), 1)
