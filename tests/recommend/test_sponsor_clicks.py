"""The click model learns while it is used, and what it foretells is what happens."""

import numpy as np
import pytest
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from frontrow.recommend.sponsor import ClickModel


def world(showings: int, seed: int) -> tuple[list[list[str]], np.ndarray, np.ndarray]:
    """Pictures in places, some liked better than others: facts, true rates, clicks."""
    chance = np.random.default_rng(seed)
    liked, where = chance.normal(0, 0.7, 30), chance.normal(0, 0.5, 6)
    picture, place = chance.integers(0, 30, showings), chance.integers(0, 6, showings)
    rate = 1 / (1 + np.exp(-(-4.0 + liked[picture] + where[place])))
    facts = [[f"picture:{a}", f"place:{b}"] for a, b in zip(picture, place, strict=True)]
    return facts, rate, chance.random(showings) < rate


def test_after_twenty_thousand_showings_it_ranks_as_well_as_a_regression_that_saw_them_all_at_once() -> None:
    facts, rate, clicked = world(40_000, 4)
    model = ClickModel(delayed=False, usual=0.02)
    model.learn_all(facts[:20_000], clicked[:20_000])
    ours = [model.rate(each) for each in facts[20_000:]]
    table = DictVectorizer()
    seen = table.fit_transform([dict.fromkeys(each, 1) for each in facts])
    batch = LogisticRegression(C=1.0, max_iter=500).fit(seen[:20_000], clicked[:20_000])
    theirs = batch.predict_proba(seen[20_000:])[:, 1]
    after = clicked[20_000:]
    assert roc_auc_score(after, ours) >= roc_auc_score(after, theirs) - 0.01
    # 20,000 showings hold about 500 clicks, so the mean rate itself is known to about 5 %, twice that at 95 %.
    assert sum(ours) == pytest.approx(rate[20_000:].sum(), rel=0.1)


def test_a_click_that_comes_after_its_showing_leaves_the_rate_right() -> None:
    model, chance = ClickModel(), np.random.default_rng(5)
    for _ in range(30_000):
        model.learn(["place:wall"], False)  # when it was seen
        if chance.random() < 0.03:
            model.learn(["place:wall"], True)  # and then it was clicked
    assert model.rate(["place:wall"]) == pytest.approx(0.03, rel=0.12)  # 900 clicks: 3.3 % standard error


def test_what_nobody_has_seen_is_foretold_what_is_usual() -> None:
    assert ClickModel(usual=0.01).rate(["picture:new"]) == pytest.approx(0.01, rel=0.02)


def test_what_was_learnt_long_ago_gives_way() -> None:
    model, chance = ClickModel(delayed=False, usual=0.05, drift=1e-5), np.random.default_rng(6)
    model.learn_all([["p"]] * 20_000, list(chance.random(20_000) < 0.05))
    model.learn_all([["p"]] * 20_000, list(chance.random(20_000) < 0.10))
    assert model.rate(["p"]) > 0.085
