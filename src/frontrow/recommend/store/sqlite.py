"""The event store in one SQLite file: many readers, one writer thread that commits in groups."""

import json
import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from frontrow.recommend.events import STANDING, Entry, Impression, Interaction, Stored, StoreFull

# `visitor` and `log` grow at their end only, so SQLite never moves a row to make room and leaves no copy
# behind; the index over ids does move its cells, and every erasure rebuilds it over zeroed pages.
SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS visitor (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS visitor_id ON visitor (id);
CREATE TABLE IF NOT EXISTS log (
  position INTEGER PRIMARY KEY AUTOINCREMENT, visitor INTEGER NOT NULL, at REAL NOT NULL, event TEXT NOT NULL,
  item TEXT, value REAL, page TEXT, slate TEXT);
CREATE INDEX IF NOT EXISTS log_visitor ON log (visitor, position);
CREATE TABLE IF NOT EXISTS erasure (count INTEGER NOT NULL);
INSERT INTO erasure SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM erasure);
COMMIT;
"""
ROWS = (
    "SELECT position, visitor.id, at, event, item, value, page, slate "
    "FROM log JOIN visitor ON visitor.key = log.visitor "
)
BUSY = 10_000  # milliseconds to wait while another process writes

Row = tuple[Any, ...]


@dataclass(slots=True)
class _Append:
    rows: list[tuple[str, Row]]
    done: "Future[int]" = field(default_factory=Future)

    def work(self, connection: sqlite3.Connection) -> int:
        position = 0
        for visitor, row in self.rows:
            found = connection.execute("SELECT key FROM visitor WHERE id = ?", (visitor,)).fetchone()
            key = found[0] if found else connection.execute("INSERT INTO visitor (id) VALUES (?)", (visitor,)).lastrowid
            insert = "INSERT INTO log (visitor, at, event, item, value, page, slate) VALUES (?, ?, ?, ?, ?, ?, ?)"
            position = connection.execute(insert, (key, *row)).lastrowid or 0
        return position


@dataclass(slots=True)
class _Erase:
    visitor: str
    done: "Future[int]" = field(default_factory=Future)

    def work(self, connection: sqlite3.Connection) -> int:
        found = connection.execute("SELECT key FROM visitor WHERE id = ?", (self.visitor,)).fetchone()
        if found is None:
            return 0
        removed = connection.execute("DELETE FROM log WHERE visitor = ?", found).rowcount
        connection.execute("DELETE FROM visitor WHERE key = ?", found)
        connection.execute("REINDEX visitor_id")
        connection.execute("UPDATE erasure SET count = count + 1")
        return removed


class SqliteEventStore:
    """An EventStore in the SQLite file `path`, made when missing.

    room: how many entries may wait to be written before StoreFull is raised.
    """

    def __init__(self, path: Path | str, room: int = 20_000) -> None:
        self.path = Path(path)
        self._room = room
        self._jobs: list[_Append | _Erase] = []
        self._waiting = 0
        self._closed = False
        self._changed = threading.Condition()
        self._writer: threading.Thread | None = None
        self._readers: list[sqlite3.Connection] = []  # those not reading just now
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._open()
        connection.executescript(SCHEMA)
        connection.close()

    def submit(self, batch: Sequence[Entry]) -> "Future[int]":
        return self._queue(_Append([(entry.visitor, _row(entry)) for entry in batch]))

    def append(self, batch: Sequence[Entry]) -> int:
        return self.submit(batch).result()

    def erase(self, visitor: str) -> int:
        return self._queue(_Erase(visitor)).result()

    def since(self, position: int, limit: int = 10_000) -> list[Stored]:
        rows = self._read(ROWS + "WHERE position > ? ORDER BY position LIMIT ?", (position, limit))
        return [Stored(row[0], _entry(row)) for row in rows]

    def by_visitor(self, visitor: str, limit: int = 200) -> list[Interaction]:
        of_her = "WHERE visitor.id = ? AND slate IS NULL "
        rows = self._read(ROWS + of_her + "ORDER BY position DESC LIMIT ?", (visitor, limit))
        if len(rows) == limit:
            older = f"AND event IN ({', '.join('?' * len(STANDING))}) AND position < ? ORDER BY position DESC LIMIT ?"
            rows += self._read(ROWS + of_her + older, (visitor, *STANDING, rows[-1][0], 5 * limit))
        entries = [_entry(row) for row in reversed(rows)]
        return [entry for entry in entries if isinstance(entry, Interaction)]

    def shown_to(self, visitor: str, since: float) -> list[Impression]:
        shown = "WHERE visitor.id = ? AND slate IS NOT NULL AND at > ? ORDER BY position"
        entries = [_entry(row) for row in self._read(ROWS + shown, (visitor, since))]
        return [entry for entry in entries if isinstance(entry, Impression)]

    def erasures(self) -> int:
        return int(self._read("SELECT count FROM erasure", ())[0][0])

    def export(self, visitor: str) -> dict[str, Any]:
        rows = self._read(ROWS + "WHERE visitor.id = ? ORDER BY position", (visitor,))
        entries = [_entry(row) for row in rows]
        return {
            "visitor": visitor,
            "interactions": [_plain(entry) for entry in entries if isinstance(entry, Interaction)],
            "impressions": [_plain(entry) for entry in entries if isinstance(entry, Impression)],
        }

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._writer:
            self._writer.join()
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

    def _queue(self, job: "_Append | _Erase") -> "Future[int]":
        size = len(job.rows) if isinstance(job, _Append) else 0
        with self._changed:
            if self._closed:
                raise RuntimeError(f"{self.path}: the event store is closed")
            if self._waiting + size > self._room:
                raise StoreFull(f"{self._waiting} entries wait to be written to {self.path.name}; try again later")
            self._waiting += size
            self._jobs.append(job)
            if self._writer is None:
                self._writer = threading.Thread(target=self._write, name="event-writer", daemon=True)
                self._writer.start()
            self._changed.notify()
        return job.done

    def _write(self) -> None:
        connection = self._open()
        while group := self._next():
            # What was called off while it waited (its browser has gone) is not written.
            _settle(connection, [job for job in group if job.done.set_running_or_notify_cancel()])
        connection.close()

    def _next(self) -> list[_Append | _Erase]:
        """All that waits, as one group; empty when the store is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed)
            group, self._jobs, self._waiting = self._jobs, [], 0
        return group


def _settle(connection: sqlite3.Connection, group: list[_Append | _Erase]) -> None:
    """Do the group's work in one transaction and tell each job how it went; one that fails fails alone."""
    try:
        results = _commit(connection, group)
    except Exception as error:
        if len(group) == 1:
            group[0].done.set_exception(error)
        else:
            for job in group:
                _settle(connection, [job])
        return
    erasing = any(isinstance(job, _Erase) for job in group)
    # The log file still holds what was erased until it is truncated, which needs a moment without readers.
    held = erasing and connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    for job, result in zip(group, results, strict=True):
        if held and isinstance(job, _Erase):
            job.done.set_exception(
                sqlite3.OperationalError("erased, but another reader holds the log file that has it; erase again")
            )
        else:
            job.done.set_result(result)


def _commit(connection: sqlite3.Connection, group: list[_Append | _Erase]) -> list[int]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        results = [job.work(connection) for job in group]
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return results


def _row(entry: Entry) -> Row:
    if isinstance(entry, Interaction):
        return entry.at, entry.event, entry.item, entry.value, entry.page, None
    slate = {
        "slate": entry.slate,
        "items": entry.items,
        "model": entry.model,
        "propensities": entry.propensities,
    }
    return entry.at, "impression", None, None, entry.place, json.dumps(slate)


def _entry(row: Row) -> Entry:
    _, visitor, at, event, item, value, page, slate = row
    if slate is None:
        return Interaction(visitor, item, event, at, value, page)
    kept = json.loads(slate)
    items, propensities = tuple(kept["items"]), tuple(kept["propensities"])
    return Impression(visitor, kept["slate"], items, at, page, kept["model"], propensities)


def _plain(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in asdict(entry).items() if key != "visitor"}
