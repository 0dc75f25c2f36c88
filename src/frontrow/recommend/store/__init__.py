"""Where interactions are kept: one file by default, a database when there are several processes."""

from pathlib import Path

from frontrow.recommend.store.reading import RelationalEventStore
from frontrow.recommend.store.sqlite import SqliteEventStore


def opened(place: Path | str, room: int = 20_000) -> RelationalEventStore:
    """The event store at a place: a path, or the address postgres://… of a database."""
    if str(place).startswith(("postgres://", "postgresql://")):
        from frontrow.recommend.store.postgres import PostgresEventStore

        return PostgresEventStore(str(place), room)
    return SqliteEventStore(place, room)
