"""The cloth bench measures a real garment on a real body."""

import json

import pytest
from click.testing import CliRunner

from frontrow.bench.cloth import command


@pytest.mark.slow
def test_a_draft_dress_sits_and_is_measured() -> None:
    run = CliRunner().invoke(command, ["--outfits", "dress", "--bodies", "tall-m", "--quality", "draft", "--json"])
    assert run.exit_code == 0, run.output
    (case,) = json.loads(run.stdout)["cases"]
    assert case["settled"]["share"] > 0.97
    assert case["settled"]["inside"] < 0.01
    assert case["cpu_ms"] > 0
