"""Factors of items: a visitor's own factor is solved from her history, exactly, and never kept."""

import sys

import numpy as np
import pytest
from recommender_contract import ITEMS, PersonalContract, checkerboard

from frontrow.errors import UserError
from frontrow.recommend.models.als import ALS
from frontrow.recommend.models.bpr import BPR
from frontrow.recommend.models.fold_in import turned
from frontrow.recommend.ranking import Touch, recommend


class TestALS(PersonalContract):
    def make(self):
        return ALS(factors=4)


class TestALSNow(PersonalContract):
    def make(self):
        return ALS(factors=8, regularization=0.1, half_life=3.0)  # more factors than a history has events


class TestBPR(PersonalContract):
    def make(self):
        return BPR(factors=4)


@pytest.mark.parametrize("factors", [3, 16])
def test_a_history_folds_into_the_factor_that_is_best_for_it(factors):
    model = ALS(factors=factors, regularization=0.02, unobserved=0.3)
    model.fit(checkerboard())
    rows = checkerboard().histories.rows(len(ITEMS), half_life=2.0)
    rows.data[::3] *= -1  # some of it was dismissed
    found = model.fold(rows)
    items = model.factors.astype(np.float64)
    for row, factor in zip(rows.toarray().astype(np.float64), found, strict=True):
        ridge = 0.02 * (np.abs(row).sum() + 0.3 * len(ITEMS))
        problem = items.T @ (np.abs(row)[:, None] * items) + 0.3 * items.T @ items + ridge * np.eye(factors)
        np.testing.assert_allclose(factor, np.linalg.solve(problem, items.T @ row), rtol=1e-3, atol=1e-5)


def test_what_is_learnt_is_the_least_of_the_published_objective():
    log = checkerboard()
    model = ALS(factors=2, regularization=0.01, unobserved=0.2, sweeps=200)
    model.fit(log)
    seen = log.matrix.toarray().astype(np.float64)

    def objective(items):
        visitors = ALS(factors=2, regularization=0.01, unobserved=0.2)
        visitors.items = log.items
        visitors.keep(items.astype(np.float32))
        x, h = visitors.fold(log.matrix).astype(np.float64), visitors.factors.astype(np.float64)
        often_x = seen.sum(axis=1) + 0.2 * seen.shape[1]
        often_h = seen.sum(axis=0) + 0.2 * seen.shape[0]
        score = x @ h.T
        size = (often_x * (x**2).sum(axis=1)).sum() + (often_h * (h**2).sum(axis=1)).sum()
        return (seen * (1 - score) ** 2).sum() + 0.2 * (score**2).sum() + 0.01 * size

    least = objective(model.factors)
    draws = np.random.default_rng(0)
    for _ in range(20):
        step = 0.05 * draws.standard_normal(model.factors.shape)
        assert objective(model.factors + step) > least


def test_what_was_dismissed_pushes_its_like_down():
    model = ALS(factors=4)
    model.fit(checkerboard())
    liked = [Touch("item-00"), Touch("item-02"), Touch("item-01", -1.0)]
    scores = {one.item: one.score for one in recommend(model, liked, len(ITEMS))}
    assert scores["item-04"] > 0 > scores["item-03"]


def test_turned_factors_score_the_same_and_have_a_diagonal_gram_matrix():
    factors = np.random.default_rng(3).standard_normal((40, 5)).astype(np.float32)
    new, spectrum, turn = turned(factors)
    np.testing.assert_allclose(new @ new.T, factors @ factors.T, atol=1e-4)
    np.testing.assert_allclose(factors @ turn, new, atol=1e-5)
    np.testing.assert_allclose(new.T @ new, np.diag(spectrum), atol=1e-3)


def test_without_the_library_bpr_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "implicit.cpu.bpr", None)
    with pytest.raises(UserError, match="pip install implicit"):
        BPR().fit(checkerboard())
