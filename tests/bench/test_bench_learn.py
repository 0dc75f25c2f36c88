"""The bench of learning within a bounded time: a small crowd at a real door, and the list of each probe changes."""

import json

from click.testing import CliRunner

from frontrow.bench.learn import command


def test_a_small_crowd_is_learnt_from_and_every_list_changes(tmp_path):
    small = ["--events", "4000", "--items", "200", "--rate", "60", "--seconds", "2"]
    done = CliRunner().invoke(command, [*small, "--home", str(tmp_path), "--no-peer", "--json"], catch_exceptions=False)
    told = json.loads(done.stdout)
    assert told["door"]["probes"] > 5 and told["door"]["unchanged"] == 0
    assert told["door"]["p99_ms"] >= told["door"]["p50_ms"] > 0
    assert {"start_s", "forget_ms", "top20_ms", "events_s_in_batches_of_1"} <= told["ours"].keys()
    assert (tmp_path / "state" / "state.json").exists()
