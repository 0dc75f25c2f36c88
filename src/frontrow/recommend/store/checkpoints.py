"""Moves what was committed from SQLite's log file into the database beside the writer, not in its way."""

import sqlite3
import threading
import time
from collections.abc import Callable

PAUSE = 1.0  # seconds between two checkpoints while there is something to move
BACKSTOP = 10_000  # pages of log at which a commit moves them itself, should this thread not keep up
TRIES = 40  # to empty the log file while another process has its own checkpoint


class Checkpoints:
    """A thread that checkpoints passively: neither readers nor the writer wait for it.

    Left to itself SQLite checkpoints inside a commit: 25 ms every two seconds at 1,000 interactions a second.
    """

    def __init__(self, opened: Callable[[], sqlite3.Connection]) -> None:
        self._opened = opened
        self._lock = threading.Lock()
        self._dirty, self._closed = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._follow, name="event-checkpoints", daemon=True)
        self._thread.start()

    def committed(self) -> None:
        """Something was written that may be moved."""
        self._dirty.set()

    def emptied(self, writer: sqlite3.Connection) -> bool:
        """Empty the log file now; False when a reader held it for as long as the connection's patience."""
        with self._lock:
            for _ in range(TRIES):
                began = time.monotonic()
                if not writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    return True
                if time.monotonic() - began > PAUSE:
                    return False  # a reader; another process's checkpoint is told at once, whatever the patience
                time.sleep(0.025)
        return False

    def close(self) -> None:
        self._closed.set()
        self._dirty.set()
        self._thread.join()

    def _follow(self) -> None:
        connection = self._opened()
        while True:
            self._dirty.wait()
            if self._closed.wait(PAUSE):
                break
            self._dirty.clear()
            try:
                with self._lock:
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            except sqlite3.OperationalError:
                self._dirty.set()  # another process was faster; the next turn moves what is left
        connection.close()
