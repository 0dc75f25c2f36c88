"""The event store in one SQLite file: many readers, one writer thread that commits in groups."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from frontrow.recommend.events import May
from frontrow.recommend.store.checkpoints import BACKSTOP, Checkpoints
from frontrow.recommend.store.reading import RelationalEventStore
from frontrow.recommend.store.rows import Row
from frontrow.recommend.store.writer import Append, Erase, Job, Writer

# `visitor` and `log` grow at their end only, so SQLite never moves a row to make room and leaves no copy
# behind; the index over ids does move its cells, and every erasure rebuilds it over zeroed pages.
SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS visitor (
  key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
  measure INTEGER NOT NULL DEFAULT 1, personalise INTEGER NOT NULL DEFAULT 1);
CREATE UNIQUE INDEX IF NOT EXISTS visitor_id ON visitor (id);
CREATE TABLE IF NOT EXISTS log (
  position INTEGER PRIMARY KEY AUTOINCREMENT, visitor INTEGER NOT NULL, at REAL NOT NULL, event TEXT NOT NULL,
  item TEXT, value REAL, page TEXT, slate TEXT);
CREATE INDEX IF NOT EXISTS log_visitor ON log (visitor, position);
CREATE INDEX IF NOT EXISTS log_shown ON log (visitor, position) WHERE slate IS NOT NULL;
CREATE TABLE IF NOT EXISTS erasure (count INTEGER NOT NULL);
INSERT INTO erasure SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM erasure);
CREATE TABLE IF NOT EXISTS site (id TEXT NOT NULL);
INSERT INTO site SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM site);
COMMIT;
"""
VISITOR = "SELECT key, measure, personalise FROM visitor WHERE id = ?"
NEW = "INSERT INTO visitor (id, measure, personalise) VALUES (?, ?, ?)"
BUSY = 10_000  # milliseconds to wait while another process writes


class SqliteEventStore(RelationalEventStore):
    """An EventStore in the SQLite file `path`, made when missing.

    room: how many entries may wait to be written before StoreFull is raised.
    """

    def __init__(self, path: Path | str, room: int = 20_000) -> None:
        self.path = Path(path)
        self._readers: list[sqlite3.Connection] = []  # those not reading just now
        self._writer = Writer(self.path.name, room, lambda: _Session(self._open))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._open()
        connection.executescript(SCHEMA)
        _grown(connection)
        connection.close()

    def close(self) -> None:
        self._writer.close()
        while self._readers:
            self._readers.pop().close()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {BUSY}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _read(self, query: str, values: Row) -> list[Row]:
        try:
            reader = self._readers.pop()
        except IndexError:
            reader = self._open()
        try:
            return reader.execute(query, values).fetchall()
        finally:
            self._readers.append(reader)


class _Session:
    def __init__(self, opened: Callable[[], sqlite3.Connection]) -> None:
        self._connection = opened()
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {BACKSTOP}")
        self._checkpoints = Checkpoints(opened)

    def commit(self, group: Sequence[Job]) -> list[int | Exception]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            results: list[int | Exception] = [
                self._append(job)
                if isinstance(job, Append)
                else self._erase(job)
                if isinstance(job, Erase)
                else self._agree(job.visitor, job.may)
                for job in group
            ]
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._checkpoints.committed()
        # The log file still holds what was erased until it is truncated, which needs a moment without readers.
        erasing = [place for place, job in enumerate(group) if isinstance(job, Erase)]
        if erasing and not self._checkpoints.emptied(self._connection):
            told = "erased, but another reader holds the log file that has it; erase again"
            for place in erasing:
                results[place] = sqlite3.OperationalError(told)
        return results

    def close(self) -> None:
        self._checkpoints.close()
        self._connection.close()

    def _append(self, job: Append) -> int:
        execute, position = self._connection.execute, 0
        for visitor, row in job.rows:
            found = execute(VISITOR, (visitor,)).fetchone()
            before = May(*map(bool, found[1:])) if found else job.may or May()
            now = May(*(one and other for one, other in zip(before, job.may or before, strict=True)))
            if found and now != before:
                self._agree(visitor, now)
            if not any(now):
                continue  # she took it back while this was on its way
            key = found[0] if found else execute(NEW, (visitor, *now)).lastrowid
            insert = "INSERT INTO log (visitor, at, event, item, value, page, slate) VALUES (?, ?, ?, ?, ?, ?, ?)"
            position = execute(insert, (key, *row)).lastrowid or 0
        return position

    def _agree(self, visitor: str, may: May) -> int:
        execute = self._connection.execute
        found = execute(VISITOR, (visitor,)).fetchone()
        if found is None:
            execute(NEW, (visitor, *may))
            return 0
        key, measured, _ = found
        execute("UPDATE visitor SET measure = ?, personalise = ? WHERE key = ?", (*may, key))
        if measured and not may.measure:
            execute("UPDATE erasure SET count = count + 1")
        if measured or not may.measure:
            return 0
        last = execute("SELECT coalesce(max(position), 0) FROM log WHERE visitor = ?", (key,)).fetchone()[0]
        columns = "visitor, at, event, item, value, page, slate"
        again = f"INSERT INTO log ({columns}) SELECT {columns} FROM log WHERE visitor = ? ORDER BY position"
        execute(again, (key,))
        return execute("DELETE FROM log WHERE visitor = ? AND position <= ?", (key, last)).rowcount

    def _erase(self, job: Erase) -> int:
        execute = self._connection.execute
        found = execute("SELECT key FROM visitor WHERE id = ?", (job.visitor,)).fetchone()
        if found is None:
            return 0
        removed = execute("DELETE FROM log WHERE visitor = ?", found).rowcount
        execute("DELETE FROM visitor WHERE key = ?", found)
        execute("REINDEX visitor_id")
        execute("UPDATE erasure SET count = count + 1")
        return removed


def _grown(connection: sqlite3.Connection) -> None:
    """Give a file from before there were several purposes their columns: who had agreed had agreed to both."""
    connection.execute("BEGIN IMMEDIATE")
    known = {row[1] for row in connection.execute("PRAGMA table_info(visitor)")}
    for column in ("measure", "personalise"):
        if column not in known:
            connection.execute(f"ALTER TABLE visitor ADD COLUMN {column} INTEGER NOT NULL DEFAULT 1")
    connection.execute("COMMIT")
