"""The cost curve is of a log that looks like one, and every step of every size is in it."""

import json

import numpy as np
from click.testing import CliRunner

from frontrow.bench._recommenders.synthetic import synthetic
from frontrow.bench.scale import command, exponents


def test_the_made_up_log_is_seeded_and_few_items_get_most():
    log = synthetic(20_000)
    assert (log.item == synthetic(20_000).item).all() and (log.item != synthetic(20_000, seed=1).item).any()
    assert (len(log), len(log.users), len(log.items)) == (20_000, 1000, 4242)
    taken = np.sort(np.bincount(log.item, minlength=len(log.items)))[::-1]
    assert taken[: len(taken) // 10].sum() > 0.4 * len(log)
    assert (np.diff(log.at) >= 0).all()


def test_a_cost_that_grows_as_its_data_has_the_power_one():
    rows = [{"events": n, "steps": {"count": {"cpu_s": n / 1e5}, "left": "out"}} for n in (10_000, 1_000_000)]
    assert exponents(rows) == {"count": 1.0}


def test_every_step_is_measured_in_a_process_of_its_own():
    ran = CliRunner().invoke(command, ["--events", "2000", "--models", "Rules", "--json"])
    (row,) = json.loads(ran.stdout)["sizes"]
    assert list(row["steps"]) == [
        "write the lake",
        "read the lake",
        "count the lake",
        "fit Rules",
        "500 lists of Rules",
    ]
    assert all(cost["mb"] > 10 for cost in row["steps"].values())
