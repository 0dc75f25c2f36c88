"""A lake is the same interactions in many files; counts of its parts add up to the counts of the whole."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from frontrow.commands import evaluate, interactions
from frontrow.errors import UserError
from frontrow.recommend.data import lake
from frontrow.recommend.data.counted import count
from frontrow.recommend.data.files import log_of, read
from frontrow.recommend.models.pairs import ordered_pairs

VIBRENT = Path(__file__).parents[1] / "data" / "vibrent_rentals.csv.gz"


@pytest.fixture(scope="module")
def rentals():
    """The first two months; of one day, orders lie in order of items, as a lake gives them."""
    frame = read(VIBRENT).sort("timestamp", "item_id")
    return frame.filter(frame["timestamp"] < frame["timestamp"][0] + 60 * 86_400)


@pytest.fixture(scope="module", params=["visitor", "day"])
def folder(request, rentals, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    half = len(rentals) // 2
    for part in (rentals[:half], rentals[half:]):  # written on two days, say
        lake.write(part, folder, request.param, buckets=5)
    return folder


def test_nothing_is_lost_and_nothing_added(rentals, folder):
    back = read(folder)
    assert back.sort("timestamp", "user_id", "item_id").equals(rentals.sort("timestamp", "user_id", "item_id"))
    assert lake.items(folder) == log_of(rentals).items


@pytest.mark.parametrize("parts", [1, 3, 5])
def test_every_visitor_is_whole_in_exactly_one_part(rentals, folder, parts):
    found = [lake.visitors_of(folder, part, parts) for part in range(parts)]
    visitors = [name for part in found for name in part["user_id"].unique()]
    assert len(visitors) == len(set(visitors)) == rentals["user_id"].n_unique()
    assert sum(len(part) for part in found) == len(rentals)


def test_counts_of_parts_add_up_to_those_of_the_whole_file_bit_for_bit(rentals, folder):
    log = log_of(rentals)
    seen = (log.matrix > 0).astype(np.int64)
    for parts in (1, 4):
        found = count(folder, parts=parts, together=True)
        assert (found.events, found.visitors) == (len(log), len(log.users))
        assert (found.taken == np.bincount(log.item)).all()
        assert (found.pairs != ordered_pairs(log.histories, len(log.items))).nnz == 0
        assert (found.together != seen.T @ seen).nnz == 0


def test_what_is_not_wanted_is_not_counted(tmp_path):
    rows = {"user_id": ["a", "a"], "item_id": ["x", "y"], "event": ["save", "dismiss"], "timestamp": [1.0, 2.0]}
    lake.write(pl.DataFrame(rows), tmp_path, buckets=2)
    assert count(tmp_path).events == 1


def test_a_lake_is_evaluated_like_the_file_it_was_made_of(tmp_path):
    place = str(tmp_path / "lake")
    made = CliRunner().invoke(interactions.lake, [str(VIBRENT), place, "--buckets", "3"])
    assert made.output == f"{place}: 3 files\n"
    asked = ["--models", "Popularity", "--protocol", "temporal"]
    tables = [CliRunner().invoke(evaluate.command, ["--data", data, *asked]).stdout for data in (place, str(VIBRENT))]
    assert [table.count("0.0038") for table in tables] == [1, 1]
    assert [table.count("223 users asked, 353 targets") for table in tables] == [1, 1]


def test_a_folder_without_parquet_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(UserError, match="cannot be read: it holds no Parquet files"):
        read(tmp_path)


TWO_NODES = """
import sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
from ray.cluster_utils import Cluster as Machines
from frontrow.recommend.data.counted import count
from frontrow.recommend.data.files import log_of, read
from frontrow.recommend.proof.evaluate import evaluate
from frontrow.recommend.proof.families import families
from frontrow.recommend.proof.family import Size
from frontrow.recommend.spread import Cluster

folder, small = Path(sys.argv[1]), {"num_cpus": 1, "object_store_memory": 80 * 2**20, "include_dashboard": False}
machines = Machines(initialize_head=True, head_node_args=small)
machines.add_node(**{key: value for key, value in small.items() if key != "include_dashboard"})
workers = Cluster(address=machines.address)
nodes = {node["NodeID"] for node in workers.ray.nodes() if node["Alive"]}

def where(shared, part):
    import time, ray
    time.sleep(1)
    return ray.get_runtime_context().get_node_id()

assert set(workers.each(where, None, range(4))) == nodes and len(nodes) == 2, "both machines work"
alone, together = count(folder, parts=4, together=True), count(folder, workers, parts=4, together=True)
assert (alone.pairs != together.pairs).nnz == 0 and (alone.together != together.together).nnz == 0
assert (alone.taken == together.taken).all() and alone.visitors == together.visitors

log = log_of(read(folder))
chosen, _ = families(Size.of(log), ["Popularity", "ItemKNN", "Rules", "EASE"])
rows = [evaluate(log, "temporal", chosen, workers=who).rows for who in (None, workers)]
same = [[(row["model"], row["settings"], row["ndcg@10"], row["recall@20"]) for row in one] for one in rows]
assert same[0] == same[1], same
workers.close()
machines.shutdown()
print("the same")
"""


@pytest.mark.slow
def test_two_machines_count_and_evaluate_as_one_does(tmp_path):
    """Two nodes of a Ray cluster on this machine; what one process finds is found by both together."""
    pytest.importorskip("ray", exc_type=ImportError)
    lake.write(read(VIBRENT), tmp_path, buckets=4)
    run = subprocess.run([sys.executable, "-c", TWO_NODES, str(tmp_path)], capture_output=True, text=True, timeout=600)
    assert run.stdout.endswith("the same\n"), run.stderr[-3000:]
