"""The recommender bench compares like with like and says by how much."""

import json
import sys

import pytest
from click.testing import CliRunner

from frontrow.bench.recommend import command, ratios
from frontrow.errors import UserError


def board(tmp_path):
    """Even visitors take even items, odd ones odd items, in an order of their own, over a year."""
    rows = ["user_id,item_id,timestamp"]
    for user in range(24):
        hers = [(user + 2 * n) % 16 for n in range(8) if (user + n) % 7]
        rows += [f"u{user},i{item},{1_700_000_000 + 100_000 * n + user}" for n, item in enumerate(hers)]
    path = tmp_path / "board.csv"
    path.write_text("\n".join(rows))
    return path


def row(model, ndcg, fit=1.0):
    return {"model": model, "ndcg@10": ndcg, "fit_s": fit, "ms_user": 1.0}


def test_the_best_of_ours_is_set_against_the_best_of_theirs():
    told = ratios(
        [row("ItemKNN", 0.2, 3.0), row("EASE", 0.3), row("implicit kNN", 0.1, 2.0), row("implicit ALS", 0.15)]
    )
    assert told["ndcg@10 of EASE / implicit ALS"] == pytest.approx(2)
    assert told["ndcg@10 of ItemKNN / implicit kNN"] == pytest.approx(2)
    assert told["fit_s of ItemKNN / implicit kNN"] == pytest.approx(1.5)


def test_without_the_peer_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "implicit", None)
    monkeypatch.delitem(sys.modules, "frontrow.bench._implicit", raising=False)
    error = CliRunner().invoke(command, ["--data", str(board(tmp_path))]).exception
    assert isinstance(error, UserError) and "pip install implicit" in str(error)


@pytest.mark.filterwarnings("ignore:.*BLAS.*:RuntimeWarning", "ignore::DeprecationWarning")
def test_both_sides_answer_the_same_question(tmp_path):
    pytest.importorskip("implicit", exc_type=ImportError)
    ran = CliRunner().invoke(
        command, ["--data", str(board(tmp_path)), "--protocol", "refit", "--models", "ItemKNN", "--json"]
    )
    told = json.loads(ran.stdout)
    assert {found["model"] for found in told["models"]} == {"ItemKNN", "implicit kNN", "implicit ALS"}
    assert all(found["recall@10"] > 0.5 for found in told["models"]), "half of 16 items could come by chance"
    assert told["peer"].startswith("implicit 0.")
