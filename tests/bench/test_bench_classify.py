"""The bench of classifiers: one split for all, and differences with their intervals."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from frontrow.bench.classify import PEER, command, differences
from frontrow.errors import UserError


def test_ours_stands_beside_the_peer_on_one_split(tmp_path):
    rows = [(f"{colour} {name} number {n}", kind)
            for kind, names in {"coat": ["parka", "trench coat"], "shoe": ["ankle boot", "loafer"]}.items()
            for name in names for colour in ("black", "red") for n in range(6)]  # fmt: skip
    (tmp_path / "titles.csv").write_text("text,label\n,coat\n" + "".join(f"{text},{kind}\n" for text, kind in rows))
    told = CliRunner().invoke(command, ["--data", str(tmp_path / "titles.csv"), "--skip-empty", "--json"])
    found = json.loads(told.stdout)
    assert [row["model"] for row in found["models"]] == [PEER, "tfidf"]
    assert all(row["accuracy"] == 1 and row["texts"] == found["texts"] == 10 for row in found["models"])
    assert found["models"][1]["accuracy_gain_ci95"] == [0, 0]
    with pytest.raises(UserError, match="no classifier svm"):
        CliRunner().invoke(command, ["--data", "x", "--models", "svm"], catch_exceptions=False)


def test_a_difference_that_chance_explains_has_nought_in_its_interval():
    rng = np.random.default_rng(0)
    truth = rng.integers(3, size=600)
    ours, alike, worse = truth.copy(), truth.copy(), truth.copy()
    ours[:60], alike[60:120], worse[:200] = (truth[:60] + 1) % 3, (truth[60:120] + 1) % 3, (truth[:200] + 1) % 3
    same, better = differences(truth, ours, alike, 3), differences(truth, ours, worse, 3)
    assert same["accuracy_gain_ci95"][0] < 0 < same["accuracy_gain_ci95"][1]
    assert 0 < better["accuracy_gain_ci95"][0] < better["accuracy_gain"] < better["accuracy_gain_ci95"][1]
    assert better["macro_f1_gain_ci95"][0] > 0
