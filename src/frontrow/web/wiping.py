"""The last bytes: what was removed from the tables leaves the database's file, too.

A row that is deleted is overwritten with zeros (`secure_delete`), but rows that moved before leave copies in the free
part of pages, and the write-ahead log holds old pages. So after an erasure the worker writes the file anew, once an
hour at most.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction

log = logging.getLogger("frontrow.retention")


def _mark() -> Path:
    path: Path = settings.HOME.work / "wipe"
    return path


def wipe_later() -> None:
    """Something was removed: have the worker write the file anew, once it is removed for good."""
    transaction.on_commit(lambda: _mark().touch())


def wipe() -> bool:
    """Write the database's file anew if anything was removed since; whether it was. What is busy is tried again."""
    if not _mark().exists():
        return False
    _mark().unlink(missing_ok=True)  # before: what is erased meanwhile marks it anew
    done = False
    try:
        done = _written_anew()
    finally:
        if not done:
            wipe_later()
    return done


def _written_anew() -> bool:
    with connection.cursor() as cursor:
        try:
            cursor.execute("VACUUM")
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return not cursor.fetchone()[0]
        except OperationalError:
            log.warning("the database is busy; what was erased is overwritten later")
            return False
    return True
