"""The event log keeps what it acknowledged, in order, and forgets whom it is told to forget."""

import random
import sqlite3
import threading
import time
from contextlib import contextmanager

import pytest
from event_store_contract import EventStoreContract, view

from frontrow.recommend import Impression, Interaction, SqliteEventStore


class TestSqlite(EventStoreContract):
    def place(self, request):
        return request.getfixturevalue("tmp_path") / "events.sqlite3"

    @contextmanager
    def other_writes(self, place):
        other = sqlite3.connect(place, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("COMMIT")
        other.close()


@pytest.fixture
def store(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    yield store
    store.close()


def test_an_erasure_that_a_reader_holds_up_is_not_reported_as_done(store, monkeypatch):
    monkeypatch.setattr("frontrow.recommend.store.sqlite.BUSY", 50)
    store = SqliteEventStore(store.path)
    store.append([view("nora", "a"), view("bo", "b")])
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM log").fetchone()
    with pytest.raises(sqlite3.OperationalError, match="erase again"):
        store.erase("nora")
    reader.close()
    assert store.erase("nora") == 0
    assert b"nora" not in b"".join(file.read_bytes() for file in store.path.parent.iterdir())
    store.close()


def test_threads_that_come_and_go_leave_no_open_files(store):
    store.append([view("ada", "a")])
    for _ in range(30):
        thread = threading.Thread(target=store.by_visitor, args=("ada",))
        thread.start()
        thread.join()
    assert len(store._readers) == 1


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


def test_what_is_committed_moves_into_the_file_without_a_commit_waiting_for_it(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    before = store.path.stat().st_size
    for n in range(20):
        store.append([Interaction("ada", f"look-{n}-{m}", "view", at=float(n)) for m in range(50)])
    patience = time.monotonic() + 30
    while store.path.stat().st_size == before and time.monotonic() < patience:
        time.sleep(0.05)
    assert store.path.stat().st_size > before + 50 * 20 * 20, "a thousand rows of at least 20 bytes"
    store.close()


def test_a_log_from_before_there_were_several_purposes_is_for_both(tmp_path):
    path = tmp_path / "old.sqlite3"
    with sqlite3.connect(path) as old:
        old.executescript(
            "CREATE TABLE visitor (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL);"
            "CREATE TABLE log (position INTEGER PRIMARY KEY AUTOINCREMENT, visitor INTEGER NOT NULL, at REAL NOT NULL,"
            " event TEXT NOT NULL, item TEXT, value REAL, page TEXT, slate TEXT);"
            "INSERT INTO visitor (id) VALUES ('ada');"
            "INSERT INTO log (visitor, at, event, item) VALUES (1, 1, 'view', 'a')"
        )
    old.close()
    store = SqliteEventStore(path)
    assert [kept.entry.item for kept in store.since(0)] == ["a"]
    assert list(store.visitors(profiled=True)) == ["ada"]
    store.close()
