"""What the engine knows survives anything, and whoever was erased is in none of its files."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from frontrow.recommend import Interaction, SqliteEventStore
from frontrow.recommend.engine import Engine, engine
from frontrow.recommend.engine.folder import Folder
from frontrow.recommend.engine.histories import key
from frontrow.recommend.engine.rebuild import recounted
from frontrow.recommend.engine.segment import thawed
from season import SEASON

IDS = [item.id for item in SEASON]


@pytest.fixture
def store(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    yield store
    store.close()


@pytest.fixture
def start():
    """Makes engines, and stops them at last."""
    made = []

    def make(*arguments):
        made.append(Engine(*arguments))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def eager(monkeypatch):
    """Whatever is new is written at every look at the log."""
    monkeypatch.setattr(engine, "SOON", -1.0)
    monkeypatch.setattr(engine, "LATE", -0.5)


def some(rng, people=20, deeds=60):
    """What a crowd did within a week."""
    return [
        Interaction(
            f"v{rng.randrange(people)}",
            rng.choice(IDS),
            rng.choice(["click", "save", "dwell", "purchase", "dismiss"]),
            1_795_000_000.0 + rng.randrange(600_000),
            rng.choice([None, 20.0, 5.0]),
        )
        for _ in range(deeds)
    ]


def counted(store):
    return recounted(store, IDS)[0].counts


def test_a_restart_knows_what_was_written_and_reads_the_rest(store, tmp_path, eager, start):
    rng = random.Random(1)
    first = start(store, lambda: SEASON, tmp_path / "state")
    for _ in range(12):  # more than there may be segments
        store.append(some(rng))
        first.refresh()
    first.stop()
    kept = Folder(tmp_path / "state").load()
    assert thawed(kept).counts.same(counted(store))
    assert 1 <= len(kept.segments) <= 8
    store.append(some(rng))
    again = start(store, lambda: SEASON, tmp_path / "state")
    assert again.ranker().position == kept.position
    again.refresh()
    assert again.ranker().state.counts.same(counted(store))


def test_scores_after_streaming_are_those_of_a_fresh_start(store, start):
    rng = random.Random(2)
    live = start(store, lambda: SEASON)
    for _ in range(5):
        done = some(rng)
        store.append(done)
        rng.shuffle(done)
        live.observe(done)
        if rng.random() < 0.5:
            live.refresh()
    live.refresh()
    fresh = start(store, lambda: SEASON)
    fresh.refresh()
    for visitor in ("v1", "v2", "nobody"):
        one, other = ({each.item: each.score for each in e.ranker().to(visitor, 9)} for e in (live, fresh))
        assert one == pytest.approx(other, abs=1e-6)


def test_what_was_observed_and_then_read_counts_once(store, start):
    live = start(store, lambda: SEASON)
    done = some(random.Random(3))
    store.append(done)
    live.observe(done)
    assert live.ranker().state.counts.same(counted(store)), "before the log was looked at"
    live.refresh()
    assert live.ranker().state.counts.same(counted(store))
    mine, others, more = (some(random.Random(seed)) for seed in (31, 32, 33))
    last = store.append(mine)
    store.append(others)  # by another process
    live.observe(more, store.append(more))
    live.observe(mine, last)
    live.refresh()
    assert live.ranker().state.counts.same(counted(store)), "what nobody told it, it has read"
    assert live.ranker().position == last + len(others) + len(more)


def test_an_erased_visitor_is_in_no_file_afterwards(store, tmp_path, eager, start):
    live = start(store, lambda: SEASON, tmp_path / "state")
    store.append(some(random.Random(4), deeds=300))
    live.refresh()
    hers = live.ranker().state.histories.get(key("v3"))["at"].tobytes()[:8]
    mark = key("v3").to_bytes(8, "little")
    files = [path.read_bytes() for path in (tmp_path / "state").rglob("*.npy")]
    assert any(mark in content for content in files) and any(hers in content for content in files)
    live.erase("v3")
    live.refresh()
    files = [path.read_bytes() for path in (tmp_path / "state").rglob("*.npy")]
    assert files and not any(mark in content or hers in content for content in files)
    assert thawed(Folder(tmp_path / "state").load()).counts.same(counted(store))


def test_somebody_erased_just_before_a_crash_is_gone_after_the_restart(store, tmp_path, eager, start):
    before = start(store, lambda: SEASON, tmp_path / "state")
    store.append(some(random.Random(5)))
    before.refresh()
    store.erase("v3")  # and nobody lives to tell the engine
    after = start(store, lambda: SEASON, tmp_path / "state")
    after.refresh()
    assert after.ranker().state.counts.same(counted(store))


def test_somebody_erased_twice_while_the_log_is_read_stays_away(store, start, monkeypatch):
    live = start(store, lambda: SEASON)
    store.append([Interaction("ada", IDS[0], "save", 1_795_000_000.0)])
    live.refresh()
    live.erase("ada")
    store.append([Interaction("ada", IDS[1], "save", 1_795_000_050.0)])  # another tab, which had not heard of it
    read, erased = store.since, []

    def since(position, limit=10_000):
        page = read(position, limit)
        if page and not erased:
            erased.append(live.erase("ada"))  # while the reader has the page in its hand
        return page

    monkeypatch.setattr(store, "since", since)
    live.refresh()
    assert erased == [1]
    assert store.visitors() == [] and live.ranker().visitors == 0
    assert len(live.ranker().state.histories.get(key("ada"))) == 0


def test_a_new_look_that_was_already_talked_about_is_counted_from_the_beginning(store, tmp_path, eager, start):
    season = list(SEASON[:5])
    live = start(store, lambda: season, tmp_path / "state")
    store.append(some(random.Random(6)))
    live.refresh()
    season.extend(SEASON[5:])
    live.refresh()
    assert live.ranker().state.counts.same(counted(store))


def test_a_damaged_file_is_not_believed(store, tmp_path, eager, start):
    live = start(store, lambda: SEASON, tmp_path / "state")
    store.append(some(random.Random(7)))
    live.refresh()
    live.stop()
    state = tmp_path / "state" / "state.json"
    whole = state.read_bytes()
    for damaged in (whole[:-9], whole.replace(b'"position": ', b'"position": 1'), b""):
        state.write_bytes(damaged)
        assert Folder(tmp_path / "state").load() is None
    state.write_bytes(whole)
    column = next((tmp_path / "state").rglob("rules.cols.npy"))
    column.write_bytes(column.read_bytes()[:-2])
    assert Folder(tmp_path / "state").load() is None
    again = start(store, lambda: SEASON, tmp_path / "state")
    again.refresh()
    assert again.ranker().state.counts.same(counted(store))


def test_one_process_writes(tmp_path):
    one, other = Folder(tmp_path / "state"), Folder(tmp_path / "state")
    assert one.mine() and one.mine() and not other.mine()
    one.close()
    assert other.mine()
    other.close()


def test_a_store_that_was_set_back_is_counted_again(store, tmp_path, eager, start):
    live = start(store, lambda: SEASON, tmp_path / "state")
    store.append(some(random.Random(8)))
    live.erase("v1")
    live.refresh()
    live.stop()
    older = SqliteEventStore(tmp_path / "older.sqlite3")
    older.append(some(random.Random(9), deeds=5))
    again = start(older, lambda: SEASON, tmp_path / "state")
    again.refresh()
    assert again.ranker().state.counts.same(counted(older))
    older.close()


CROWD = """
import random, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from frontrow.recommend.engine import Engine, engine
from frontrow.recommend.store.sqlite import SqliteEventStore
from season import SEASON
from test_engine_disk import some
engine.SOON, engine.LATE = -1.0, -0.5
home = Path(sys.argv[1])
store = SqliteEventStore(home / "events.sqlite3")
live, rng = Engine(store, lambda: SEASON, home / "state"), random.Random(int(sys.argv[3]))
live.refresh()
print("ready", flush=True)
while True:
    done = some(rng, deeds=20)
    store.append(done)
    live.observe(done)
    if rng.random() < 0.2:
        live.erase(f"v{rng.randrange(20)}")
    live.refresh()
"""


@pytest.mark.parametrize("lives", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_killed_at_any_moment_it_comes_back_as_if_nothing_had_been(tmp_path, start, lives):
    rng = random.Random(lives)
    for life in range(lives):
        command = [sys.executable, "-c", CROWD, str(tmp_path), os.path.dirname(__file__), str(life)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.2 + rng.random())
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        store = SqliteEventStore(tmp_path / "events.sqlite3")
        back = start(store, lambda: SEASON, tmp_path / "state")
        back.refresh()
        told = json.loads((tmp_path / "state" / "state.json").read_bytes().split(b"\n", 1)[1])
        assert told["position"] > 0, "it had written something"
        assert back.ranker().state.counts.same(counted(store))
        assert np.isfinite([each.score for each in back.ranker().to("v1", 9)]).all()
        back.stop()
        store.close()
