"""The event store in PostgreSQL, for several processes and machines (extra `share`: asyncpg).

Whoever writes locks the one row of `head` first, draws positions from it and holds it until the commit can be seen: so
positions appear in their order, and a reader who has seen one will never be late for a smaller one. A sequence promises
neither: it hands out 7 before 6 is committed.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from itertools import count, groupby
from typing import Any, TypeVar

from frontrow.errors import UserError
from frontrow.recommend.events import May
from frontrow.recommend.store.loop import Loop
from frontrow.recommend.store.reading import RelationalEventStore
from frontrow.recommend.store.rows import Row
from frontrow.recommend.store.writer import Agree, Append, Erase, Job, Writer

SCHEMA = """
SELECT pg_advisory_xact_lock(8430);
CREATE SCHEMA IF NOT EXISTS frontrow;
CREATE TABLE IF NOT EXISTS frontrow.visitor (
  key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE);
ALTER TABLE frontrow.visitor ADD COLUMN IF NOT EXISTS measure smallint NOT NULL DEFAULT 1;
ALTER TABLE frontrow.visitor ADD COLUMN IF NOT EXISTS personalise smallint NOT NULL DEFAULT 1;
CREATE TABLE IF NOT EXISTS frontrow.log (
  position bigint PRIMARY KEY, visitor bigint NOT NULL, at float8 NOT NULL, event text NOT NULL,
  item text, value float8, page text, slate text);
CREATE INDEX IF NOT EXISTS log_visitor ON frontrow.log (visitor, position);
CREATE INDEX IF NOT EXISTS log_shown ON frontrow.log (visitor, position) WHERE slate IS NOT NULL;
CREATE TABLE IF NOT EXISTS frontrow.head (position bigint NOT NULL);
INSERT INTO frontrow.head SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM frontrow.head);
CREATE TABLE IF NOT EXISTS frontrow.site (id text NOT NULL);
INSERT INTO frontrow.site SELECT gen_random_uuid()::text WHERE NOT EXISTS (SELECT 1 FROM frontrow.site);
CREATE TABLE IF NOT EXISTS frontrow.erasure (count bigint NOT NULL, swept bigint NOT NULL);
INSERT INTO frontrow.erasure SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM frontrow.erasure);
"""
INSERT = """
INSERT INTO log (position, visitor, at, event, item, value, page, slate)
SELECT new.position, visitor.key, new.at, new.event, new.item, new.value, new.page, new.slate
FROM unnest($1::bigint[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[])
  AS new (position, id, at, event, item, value, page, slate)
JOIN visitor ON visitor.id = new.id WHERE visitor.measure + visitor.personalise > 0
"""
MOVE = """
UPDATE log SET position = $2 + new.place
FROM (SELECT position AS old, row_number() OVER (ORDER BY position) AS place FROM log WHERE visitor = $1) AS new
WHERE position = new.old
"""
CONNECTIONS = 8  # of one process, at most
SWEEP = 5.0  # seconds in which erasures gather before the tables are swept once for all of them
FULL = 32 << 20  # bytes up to which the table of visitors is written anew: a third of a second

T = TypeVar("T")


class PostgresEventStore(RelationalEventStore):
    """An EventStore in the database `url` (postgres://user:password@host:port/name), in a schema `frontrow` of its own.

    room: how many entries may wait to be written before StoreFull is raised. Raises UserError when asyncpg is missing
    or the database does not answer.
    """

    def __init__(self, url: str, room: int = 20_000) -> None:
        try:
            import asyncpg
        except ImportError:
            raise UserError(
                "DATABASE_URL names PostgreSQL, which needs asyncpg; pip install 'frontrow[share]'"
            ) from None
        self._loop = Loop("postgres")
        try:
            self._pool = self._loop.run(self._open(asyncpg, url))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            self._loop.stop()
            where = re.sub(r"//[^@/]*@", "//", url)  # without the password
            raise UserError(f"The database at {where} cannot be used ({error}); see DATABASE_URL.") from error
        self._writer = Writer("the database", room, lambda: _Session(self._loop, self._pool))

    def close(self) -> None:
        self._writer.close()
        if self._loop.running:
            self._loop.run(self._pool.close())
            self._loop.stop()

    async def _open(self, asyncpg: Any, url: str) -> Any:
        path = {"search_path": "frontrow", "application_name": "frontrow", "synchronous_commit": "on"}
        pool = await asyncpg.create_pool(url, min_size=1, max_size=CONNECTIONS, server_settings=path, timeout=10)
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute(SCHEMA)
        return pool

    def _read(self, query: str, values: Row) -> list[Any]:
        number = count(1)
        numbered = re.sub(r"\?", lambda _: f"${next(number)}", query)
        return self._loop.run(_again(self._pool, lambda: self._pool.fetch(numbered, *values)))


async def _again(pool: Any, ask: Callable[[], Awaitable[T]]) -> T:
    """What it is told; asked once more over new connections when the server has ended the old ones."""
    import asyncpg

    lost = asyncpg.PostgresConnectionError, asyncpg.AdminShutdownError
    try:
        return await ask()
    except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, *lost):
        await pool.expire_connections()
        return await ask()


class _Session:
    """What the writer thread asks of the database; after an erasure the tables are swept of what it left."""

    def __init__(self, loop: Loop, pool: Any) -> None:
        self._loop, self._pool = loop, pool
        self._closing = asyncio.Event()
        self._sweeping: asyncio.Task[None] | None = None
        loop.run(self._swept_later())

    def commit(self, group: Sequence[Job]) -> list[int | Exception]:
        return self._loop.run(self._commit(group))

    def close(self) -> None:
        self._loop.run(self._end())

    async def _commit(self, group: Sequence[Job]) -> list[int | Exception]:
        results: list[int | Exception] = []
        await _again(self._pool, lambda: self._pool.fetchval("SELECT 1"))
        async with self._pool.acquire() as connection, connection.transaction():
            head = await connection.fetchval("SELECT position FROM head FOR UPDATE")
            for kind, jobs in groupby(group, type):
                if kind is Append:
                    appends = [job for job in jobs if isinstance(job, Append)]
                    head = await _taken_back(connection, head, appends)
                    rows = [job.rows for job in appends]
                    await _append(connection, head, [row for each in rows for row in each])
                    for each in rows:
                        head += len(each)
                        results.append(head if each else 0)
                    continue
                for job in jobs:
                    if isinstance(job, Erase):
                        results.append(await _erase(connection, job.visitor))
                    elif isinstance(job, Agree):
                        moved = await _agree(connection, head, job.visitor, job.may)
                        head += moved
                        results.append(moved)
            await connection.execute("UPDATE head SET position = $1", head)
        if any(isinstance(job, Erase) for job in group):
            await self._swept_later()
        return results

    async def _swept_later(self) -> None:
        if self._sweeping is None or self._sweeping.done():
            self._sweeping = asyncio.get_running_loop().create_task(self._sweep())

    async def _sweep(self) -> None:
        """Deleted rows and their places in the indices go now, and not when autovacuum finds it worth its while.

        The one table that knows a visitor's id is written anew, so that no file of the tables holds it."""
        while count := await self._pool.fetchval("SELECT count FROM erasure WHERE swept < count"):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), SWEEP)
            count = await self._pool.fetchval("SELECT count FROM erasure")
            async with self._pool.acquire() as connection:
                small = await connection.fetchval("SELECT pg_total_relation_size('visitor') < $1", FULL)
                await connection.execute(f"VACUUM ({'FULL' if small else 'INDEX_CLEANUP ON'}) visitor", timeout=3600)
                await connection.execute("VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) log", timeout=3600)
                await connection.execute("UPDATE erasure SET swept = $1", count)

    async def _end(self) -> None:
        self._closing.set()
        if self._sweeping:
            await asyncio.wait([self._sweeping])


async def _append(connection: Any, head: int, rows: Sequence[tuple[str, Row]]) -> None:
    if not rows:
        return
    visitors = [_kept(visitor) for visitor, _ in rows]
    await connection.execute(
        "INSERT INTO visitor (id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", list(dict.fromkeys(visitors))
    )
    columns = ([_kept(value) for value in column] for column in zip(*(row for _, row in rows), strict=True))
    await connection.execute(INSERT, range(head + 1, head + 1 + len(rows)), visitors, *columns)


async def _taken_back(connection: Any, head: int, appends: Sequence[Append]) -> int:
    """Batches that come with less than was agreed take the rest back; somebody new agrees to what she comes with."""
    for job in appends:
        for visitor in {_kept(visitor) for visitor, _ in job.rows} if job.may is not None else ():
            found = await connection.fetchrow("SELECT measure, personalise FROM visitor WHERE id = $1", visitor)
            before = May(*map(bool, found)) if found else May()
            now = May(*(one and other for one, other in zip(before, job.may or before, strict=True)))
            if now != before:
                head += await _agree(connection, head, visitor, now)
    return head


async def _agree(connection: Any, head: int, visitor: str, may: May) -> int:
    visitor, flags = _kept(visitor), [int(each) for each in may]
    found = await connection.fetchrow("SELECT key, measure FROM visitor WHERE id = $1", visitor)
    if found is None:
        await connection.execute("INSERT INTO visitor (id, measure, personalise) VALUES ($1, $2, $3)", visitor, *flags)
        return 0
    key, measured = found
    await connection.execute("UPDATE visitor SET measure = $2, personalise = $3 WHERE key = $1", key, *flags)
    if measured and not may.measure:
        await connection.execute("UPDATE erasure SET count = count + 1")
    if measured or not may.measure:
        return 0
    moved: str = await connection.execute(MOVE, key, head)
    return int(moved.split()[-1])


async def _erase(connection: Any, visitor: str) -> int:
    key = await connection.fetchval("DELETE FROM visitor WHERE id = $1 RETURNING key", visitor)
    if key is None:
        return 0
    removed: str = await connection.execute("DELETE FROM log WHERE visitor = $1", key)
    await connection.execute("UPDATE erasure SET count = count + 1")
    return int(removed.split()[-1])


def _kept(value: Any) -> Any:
    """Text as PostgreSQL keeps it, which knows no character 0. Raises UnicodeEncodeError for half a character."""
    if not isinstance(value, str):
        return value
    value.encode()
    return value.replace("\0", "\ufffd")
