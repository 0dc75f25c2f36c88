"""The recommender bench compares like with like and says by how much."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontrow.bench._recommenders import contest
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
    return {"model": model, "ndcg@10": ndcg, "recall@10": ndcg, "fit_s": fit, "fit_cpu_s": fit, "ms_single": 1.0}


def run(tmp_path, *more):
    ran = CliRunner().invoke(command, ["--data", str(board(tmp_path)), "--protocol", "refit", *more, "--json"])
    assert ran.exception is None, ran.exception
    return json.loads(ran.stdout)


def test_the_best_of_ours_is_set_against_each_of_theirs():
    rows = [row("EASE", 0.3), row("theirs", 0.15, 2.0), row("ItemKNN", 0.2, 3.0), row("others", 0.1, 4.0)]
    told = ratios(rows, ["theirs", "others"])
    assert [(one["ours"], one["peer"]) for one in told] == [("EASE", "theirs"), ("EASE", "others")]
    assert [one["ndcg@10"] for one in told] == pytest.approx([2, 3])
    assert [one["fit_s"] for one in told] == pytest.approx([0.5, 0.25])


def test_a_peer_that_cannot_be_installed_is_named_and_the_others_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr(contest, "python_of", lambda library: "could not be installed: no such version")
    told = run(tmp_path, "--models", "ItemKNN", "--peers", "implicit")
    assert [found["model"] for found in told["models"]] == ["ItemKNN"]
    assert {"model": "implicit ALS", "why": "could not be installed: no such version"} in told["skipped"]
    error = CliRunner().invoke(command, ["--data", str(board(tmp_path)), "--peers", "oracle"]).exception
    assert isinstance(error, UserError) and "no peer oracle" in str(error)


def test_both_sides_answer_the_same_question(tmp_path, monkeypatch):
    pytest.importorskip("implicit", exc_type=ImportError)
    monkeypatch.setattr(contest, "python_of", lambda library: Path(sys.executable))
    told = run(tmp_path, "--models", "ItemKNN", "--peers", "implicit", "--limit", "4")
    assert {found["model"] for found in told["models"]} >= {"ItemKNN", "implicit kNN", "implicit ALS"}
    figures = {found["model"]: found["recall@10"] for found in told["models"]}
    assert figures["implicit kNN"] > 0.5 < figures["ItemKNN"], "half of 16 items could come by chance"
    assert len(told["ratios"]) == len(told["models"]) - 1


@pytest.mark.slow
def test_every_peer_answers_in_its_own_environment(tmp_path):
    told = run(tmp_path, "--models", "ItemKNN", "--limit", "20", "--neural-cap", "20")
    assert told["skipped"] == []
    assert len(told["ratios"]) == 6
    assert told["training"]["RecTools SASRec"]["epochs"] > 0
