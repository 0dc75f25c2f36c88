"""One writer thread that commits all that waits as one group: many callers, one flush to disk."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from frontrow.recommend.events import Entry, May, StoreFull
from frontrow.recommend.store.rows import Row, row_of


@dataclass(slots=True)
class Append:
    """Rows to write, each with its visitor; may: what they agreed to, None as before; done: the last position."""

    rows: list[tuple[str, Row]]
    may: May | None = None
    done: "Future[int]" = field(default_factory=Future)


@dataclass(slots=True)
class Erase:
    """A visitor to forget; done: how many entries were removed."""

    visitor: str
    done: "Future[int]" = field(default_factory=Future)


@dataclass(slots=True)
class Agree:
    """A visitor and what she agreed to; done: how many of her entries moved to the log's end."""

    visitor: str
    may: May
    done: "Future[int]" = field(default_factory=Future)


Job = Append | Erase | Agree


class Session(Protocol):
    """A database as the writer thread sees it."""

    def commit(self, group: Sequence[Job]) -> Sequence[int | Exception]:
        """Do all of it in one transaction, or raise and do none; what to tell each job."""
        ...

    def close(self) -> None: ...


class Writer:
    """The queue and its thread, which starts with the first job.

    name: of the store, in messages. room: entries that may wait. session: opens the database, in the thread.
    """

    def __init__(self, name: str, room: int, session: Callable[[], Session]) -> None:
        self._name, self._room, self._session = name, room, session
        self._jobs: list[Job] = []
        self._waiting = 0
        self._closed = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def append(self, batch: Sequence[Entry], may: May | None = None) -> "Future[int]":
        return self._queue(Append([(entry.visitor, row_of(entry)) for entry in batch], may))

    def agree(self, visitor: str, may: May) -> "Future[int]":
        return self._queue(Agree(visitor, may))

    def erase(self, visitor: str) -> "Future[int]":
        return self._queue(Erase(visitor))

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be taken up."""
        return not self._jobs

    def close(self) -> None:
        """Write what waits and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread:
            self._thread.join()

    def _queue(self, job: Job) -> "Future[int]":
        size = len(job.rows) if isinstance(job, Append) else 0
        with self._changed:
            if self._closed:
                raise RuntimeError(f"{self._name}: the event store is closed")
            if self._waiting + size > self._room:
                raise StoreFull(f"{self._waiting} entries wait to be written to {self._name}; try again later")
            self._waiting += size
            self._jobs.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="event-writer", daemon=True)
                self._thread.start()
            self._changed.notify()
        return job.done

    def _write(self) -> None:
        session = self._session()
        while group := self._next():
            # What was called off while it waited (its browser has gone) is not written.
            _settle(session, [job for job in group if job.done.set_running_or_notify_cancel()])
        session.close()

    def _next(self) -> list[Job]:
        """All that waits, as one group; empty when the store is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed)
            group, self._jobs, self._waiting = self._jobs, [], 0
        return group


def _settle(session: Session, group: Sequence[Job]) -> None:
    """Commit the group and tell each job how it went; one that fails fails alone."""
    try:
        results = session.commit(group)
    except Exception as error:
        if len(group) == 1:
            group[0].done.set_exception(error)
        else:
            for job in group:
                _settle(session, [job])
        return
    for job, result in zip(group, results, strict=True):
        if isinstance(result, Exception):
            job.done.set_exception(result)
        else:
            job.done.set_result(result)
