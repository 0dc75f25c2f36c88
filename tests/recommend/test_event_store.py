"""The event log keeps what it acknowledged, in order, and forgets whom it is told to forget."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from frontrow.recommend import Impression, Interaction, SqliteEventStore, Stored, StoreFull


@pytest.fixture
def store(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    yield store
    store.close()


def view(visitor, item, at=1.0, **more):
    return Interaction(visitor, item, "view", at, **more)


def test_what_was_appended_is_read_back_in_order(store):
    shown = Impression("ada", "s1", ("dune-01", "dune-02"), 2.0, "front", "blend", (0.5, 0.25))
    entries = [view("ada", "dune-01", value=2.5, page="look"), shown, view("bo", "dune-02")]
    assert store.append(entries) == 3
    assert store.since(0) == [Stored(1, entries[0]), Stored(2, shown), Stored(3, entries[2])]
    assert store.since(2) == [Stored(3, entries[2])]
    assert [kept.position for kept in store.since(0, limit=2)] == [1, 2]


def test_a_visitors_history_is_her_last_interactions_oldest_first(store):
    store.append([view("ada", f"look-{n}", at=n) for n in range(5)] + [view("bo", "other")])
    assert [kept.item for kept in store.by_visitor("ada", limit=3)] == ["look-2", "look-3", "look-4"]
    assert store.by_visitor("nobody") == []


def test_what_she_decided_is_remembered_however_much_she_looks_at_afterwards(store):
    store.append([Interaction("ada", "gone", "dismiss", 0.0), view("ada", "first", at=0.5)])
    store.append([view("ada", f"look-{n}", at=1 + n) for n in range(5)])
    assert [kept.item for kept in store.by_visitor("ada", limit=3)] == ["gone", "look-2", "look-3", "look-4"]


def test_many_threads_append_and_nothing_is_lost_or_doubled(store):
    def work(name):
        for n in range(25):
            store.append([view(name, f"{name}-{n}-{part}") for part in range(3)])

    threads = [threading.Thread(target=work, args=(f"visitor-{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    items = [kept.entry.item for kept in store.since(0)]
    assert len(items) == len(set(items)) == 6 * 25 * 3
    assert [i for i in items if i.startswith("visitor-0-")] == [
        f"visitor-0-{n}-{p}" for n in range(25) for p in range(3)
    ]


def test_two_processes_may_write_one_file(store):
    other = SqliteEventStore(store.path)
    futures = [writer.submit([view("ada", f"{n}")]) for n in range(40) for writer in (store, other)]
    positions = [future.result(timeout=20) for future in futures]
    other.close()
    assert sorted(positions) == list(range(1, 81))


def test_a_full_queue_says_so_and_keeps_nothing_of_the_batch(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3", room=2)
    with pytest.raises(StoreFull):
        store.append([view("ada", "a"), view("ada", "b"), view("ada", "c")])
    store.append([view("ada", "d"), view("ada", "e")])
    assert [kept.entry.item for kept in store.since(0)] == ["d", "e"]
    store.close()


def test_what_is_called_off_while_it_waits_harms_nobody(store):
    """A browser that goes away cancels its batch; the writer lives on."""
    with held(store.path):
        store.submit([view("ada", "first")])
        taken(store)
        gone, stays = store.submit([view("ada", "gone")]), store.submit([view("ada", "stays")])
        assert gone.cancel()
    assert stays.result(timeout=20) == 2
    assert [kept.entry.item for kept in store.since(0)] == ["first", "stays"]


def test_a_batch_that_cannot_be_written_fails_alone(store):
    with held(store.path):
        store.submit([view("ada", "first")])
        taken(store)
        bad, good = (
            store.submit([view("ada", "half of a \ud83d character")]),
            store.submit([view("bo", "good")]),
        )
    with pytest.raises(UnicodeEncodeError):
        bad.result(timeout=20)
    assert good.result(timeout=20)
    assert [kept.entry.item for kept in store.since(0)] == ["first", "good"]


def test_an_erasure_that_a_reader_holds_up_is_not_reported_as_done(store, monkeypatch):
    monkeypatch.setattr("frontrow.recommend.store.sqlite.BUSY", 50)
    store = SqliteEventStore(store.path)
    store.append([view("ada", "a"), view("bo", "b")])
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM log").fetchone()
    with pytest.raises(sqlite3.OperationalError, match="erase again"):
        store.erase("ada")
    reader.close()
    assert store.erase("ada") == 0
    assert b"ada" not in b"".join(file.read_bytes() for file in store.path.parent.iterdir())
    store.close()


def taken(store):
    """Wait until the writer has the first batch in hand; what follows then waits for the writer."""
    until = time.monotonic() + 20
    while store._jobs and time.monotonic() < until:
        time.sleep(0.005)


@contextmanager
def held(path):
    """The file as another process holds it that writes for a while."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("COMMIT")
    other.close()


def test_threads_that_come_and_go_leave_no_open_files(store):
    store.append([view("ada", "a")])
    for _ in range(30):
        thread = threading.Thread(target=store.by_visitor, args=("ada",))
        thread.start()
        thread.join()
    assert len(store._readers) == 1


ACKNOWLEDGE_FOR_EVER = """
import sys
from frontrow.recommend import Interaction, SqliteEventStore
store = SqliteEventStore(sys.argv[1])
for n in range(1_000_000):
    position = store.append([Interaction("ada", f"look-{n}", "view", float(n)) for _ in range(3)])
    print(n, position, flush=True)
"""


def test_what_was_acknowledged_survives_kill_9(tmp_path):
    path = tmp_path / "events.sqlite3"
    child = subprocess.Popen([sys.executable, "-c", ACKNOWLEDGE_FOR_EVER, str(path)], stdout=subprocess.PIPE, text=True)
    with child, child.stdout:
        lines = [child.stdout.readline() for _ in range(40)]
        os.kill(child.pid, signal.SIGKILL)
        lines += child.stdout.read().splitlines(keepends=True)
    acknowledged = [line.split() for line in lines if line.endswith("\n")]
    store = SqliteEventStore(path)
    kept = {stored.position: stored.entry.item for stored in store.since(0)}
    store.close()
    assert len(acknowledged) >= 40
    assert all(kept[int(position)] == f"look-{n}" for n, position in acknowledged)
    assert len(kept) % 3 == 0, "a batch is kept whole or not at all"


def test_after_erasure_no_byte_of_the_visitor_is_in_any_file(store):
    """Whole pages of neighbours come and go, so that cells move; then one visitor after another is erased."""
    draw = random.Random(7)
    names = [f"{draw.getrandbits(128):032x}" for _ in range(120)]
    for _ in range(60):
        store.append([view(name, f"item-of-{name}", page=f"page-of-{name}") for name in draw.choices(names, k=20)])
        store.append([Impression(draw.choice(names), "s", tuple(f"seen-{n}" for n in range(90)), 1.0)])
    gone = draw.sample(names, 30)
    for name in gone:
        store.erase(name)
    written = b"".join(file.read_bytes() for file in store.path.parent.iterdir())
    assert [name for name in gone if name.encode() in written] == []
    assert store.erasures() == len(gone)
    left = [name for name in names if name not in gone and store.by_visitor(name)]
    assert left and all(name.encode() in written for name in left)


def test_an_erased_visitor_has_no_history_and_positions_are_not_used_again(store):
    store.append([view("ada", "a"), view("bo", "b"), view("ada", "c")])
    assert store.erase("ada") == 2
    assert store.export("ada") == {"visitor": "ada", "interactions": [], "impressions": []}
    assert store.append([view("bo", "d")]) == 4
    assert [kept.position for kept in store.since(0)] == [2, 4]


def test_erasing_somebody_unknown_removes_nothing(store):
    assert store.erase("nobody") == 0
    assert store.erasures() == 0


def test_an_export_is_everything_in_plain_values(store):
    store.append([view("ada", "a", at=5.0), Impression("ada", "s", ("x",), 6.0, "front", "blend", (1.0,))])
    assert store.export("ada") == {
        "visitor": "ada",
        "interactions": [{"item": "a", "event": "view", "at": 5.0, "value": None, "page": None}],
        "impressions": [
            {
                "slate": "s",
                "items": ("x",),
                "at": 6.0,
                "place": "front",
                "model": "blend",
                "propensities": (1.0,),
            }
        ],
    }


def test_the_file_can_be_opened_again(store):
    store.append([view("ada", "a")])
    store.close()
    again = SqliteEventStore(Path(store.path))
    assert again.append([view("ada", "b")]) == 2
    again.close()


def test_what_a_visitor_was_shown_since_a_moment_is_told_oldest_first(store):
    shown = [Impression("ada", f"s{n}", ("dune-01",), at=float(n)) for n in range(4)]
    store.append([*shown, view("ada", "dune-01", at=9.0), Impression("bo", "s9", ("dune-02",), at=9.0)])
    assert store.shown_to("ada", since=1.0) == shown[2:]
    assert store.shown_to("nobody", since=0.0) == []
