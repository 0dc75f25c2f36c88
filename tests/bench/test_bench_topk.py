"""The top-k bench compares all searches on the same queries, beside memory's own speed."""

import json
import sys

import pytest
from click.testing import CliRunner

from frontrow.bench.topk import command
from frontrow.errors import UserError


def run(*more):
    return CliRunner().invoke(command, ["--items", "3000", "--dimensions", "16", "--queries", "5", "--json", *more])


def test_every_row_names_its_search_its_bytes_its_recall_and_its_ratios():
    found = json.loads(run().stdout)
    rows = {(row["kind"], row["search"]): row for row in found["rows"]}
    assert {search for _, search in rows} == {"floor", "ours", "numpy", "implicit"}
    for kind in ("random", "clustered"):
        assert rows[kind, "ours"]["recall"] == 1
        assert rows[kind, "numpy"]["recall"] > 0.99
        assert rows[kind, "ours"]["bytes"] < rows[kind, "numpy"]["bytes"] / 3
        assert rows[kind, "floor"]["of_floor"] == pytest.approx(1)
        assert rows[kind, "ours"]["of_ours"] == 1


def test_a_python_without_faiss_is_told_what_to_install():
    error = run("--faiss", sys.executable).exception
    assert isinstance(error, UserError)
    assert "pip install faiss-cpu" in str(error)
