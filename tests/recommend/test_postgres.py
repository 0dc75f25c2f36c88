"""The event log in PostgreSQL keeps every promise of the one in a file, for several processes at once."""

import asyncio
import sys
import threading
from contextlib import contextmanager
from uuid import uuid4

import asyncpg
import pytest
from event_store_contract import EventStoreContract, view
from servers import sql

from frontrow.errors import UserError
from frontrow.recommend.store.postgres import PostgresEventStore


class TestPostgres(EventStoreContract):
    def place(self, request):
        return request.getfixturevalue("database")

    @contextmanager
    def other_writes(self, place):
        """The log's head as another process holds it that has drawn a position and not yet committed."""
        begun, over = threading.Event(), threading.Event()

        async def hold():
            connection = await asyncpg.connect(place)
            async with connection.transaction():
                await connection.fetch("SELECT * FROM frontrow.head FOR UPDATE")
                begun.set()
                await asyncio.to_thread(over.wait)
            await connection.close()

        thread = threading.Thread(target=lambda: asyncio.run(hold()))
        thread.start()
        begun.wait(20)
        yield
        over.set()
        thread.join(20)


@pytest.fixture
def store(database):
    store = PostgresEventStore(database)
    yield store
    store.close()


def test_a_batch_that_fails_half_way_leaves_no_gap_and_nobody_behind(store, database):
    store.append([view("ada", "a")])
    with pytest.raises(asyncpg.PostgresError):
        store.append([view("bo", "b"), view("cleo", "c", at=None)])
    assert store.append([view("ada", "d")]) == 2
    assert [row["id"] for row in sql(database, "SELECT id FROM frontrow.visitor")] == ["ada"]


def test_after_an_erasure_no_row_is_left_and_no_table_knows_the_visitor(store, database, postgres_files):
    names = [uuid4().hex for _ in range(10)]
    store.append([view(names[n % 10], f"look-{n}") for n in range(2_000)])
    for name in names[:5]:
        store.erase(name)
    store.close()
    sql(database, "CREATE EXTENSION pgstattuple")
    dead = sql(database, "SELECT dead_tuple_count AS n FROM pgstattuple('frontrow.log')")
    assert dead[0]["n"] == 0
    sql(database, "CHECKPOINT")
    written = b"".join(file.read_bytes() for file in (postgres_files / "base").rglob("*") if file.is_file())
    assert [name.encode() in written for name in names] == [False] * 5 + [True] * 5


def test_what_a_killed_process_did_not_sweep_the_next_does(store, database):
    store.append([view("ada", "a")])
    sql(database, "UPDATE frontrow.erasure SET count = 3")
    other = PostgresEventStore(database)
    other.append([view("bo", "b")])
    other.close()
    assert sql(database, "SELECT swept FROM frontrow.erasure")[0]["swept"] == 3


def test_a_connection_that_the_server_ends_is_made_anew(store, database):
    store.append([view("ada", "a")])
    sql(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'frontrow'")
    assert [kept.item for kept in store.by_visitor("ada")] == ["a"]
    assert store.append([view("ada", "b")]) == 2


def test_a_character_that_postgresql_does_not_know_harms_nobody(store):
    store.append([view("ada", "a", page="fr\0nt")])
    assert [kept.page for kept in store.by_visitor("ada")] == ["fr\ufffdnt"]


def test_a_database_that_does_not_answer_is_told_without_its_password():
    with pytest.raises(UserError, match=r"postgres://127\.0\.0\.1:1/none cannot be used") as told:
        PostgresEventStore("postgres://ada:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)


def test_without_asyncpg_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(UserError, match=r"frontrow\[share\]"):
        PostgresEventStore("postgres://127.0.0.1/none")
