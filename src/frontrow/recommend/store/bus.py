"""News of the event log between those who follow it: it grew, or somebody was erased from it."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from frontrow.errors import UserError
from frontrow.recommend.events import Entry, EventStore, Impression, Interaction, May, Stored
from frontrow.recommend.marked import simulated

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    """grew: entries up to `position` can be read. erased: `visitor` has no entries any more, or none to be measured."""

    kind: Literal["grew", "erased"]
    position: int = 0
    visitor: str = ""


Listener = Callable[[News], object]


class Bus(Protocol):
    """Carries news to every process. It is a wake-up and no record: who hears nothing finds it in the log."""

    def tell(self, news: News) -> None:
        """The listeners of this process have heard it on return, those of others soon; never raises."""
        ...

    def listen(self, listener: Listener) -> None:
        """From now on, in any thread; a listener returns at once."""
        ...

    def close(self) -> None: ...


class LocalBus:
    """The bus of one process alone."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def tell(self, news: News) -> None:
        for listener in self._listeners:
            try:
                listener(news)
            except Exception:
                logger.exception("a listener failed at news of the event log")

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def close(self) -> None:
        pass


class Announced:
    """An EventStore that tells a bus what happens to it, and takes no simulated visitors (UserError)."""

    def __init__(self, store: EventStore, bus: Bus) -> None:
        self._store, self.bus = store, bus

    @property
    def site(self) -> str:
        return self._store.site

    def submit(self, batch: Sequence[Entry], may: May | None = None) -> "Future[int]":
        _real(batch)
        done = self._store.submit(batch, may)
        done.add_done_callback(self._kept)
        return done

    def append(self, batch: Sequence[Entry]) -> int:
        _real(batch)
        position = self._store.append(batch)
        self.bus.tell(News("grew", position=position))
        return position

    def agree(self, visitor: str, may: May) -> None:
        try:
            self._store.agree(visitor, may)
        finally:
            if not may.measure:
                self.bus.tell(News("erased", visitor=visitor))

    def erase(self, visitor: str) -> int:
        try:
            return self._store.erase(visitor)
        finally:  # a store may have removed the rows and fail at making sure of it
            self.bus.tell(News("erased", visitor=visitor))

    def since(self, position: int, limit: int = 10_000) -> list[Stored]:
        return self._store.since(position, limit)

    def by_visitor(self, visitor: str, limit: int = 200) -> list[Interaction]:
        return self._store.by_visitor(visitor, limit)

    def shown_to(self, visitor: str, since: float, limit: int = 500) -> list[Impression]:
        return self._store.shown_to(visitor, since, limit)

    def visitors(self, profiled: bool = False) -> Sequence[str]:
        return self._store.visitors(profiled)

    def past(self, before: float, resting: bool = False) -> Sequence[str]:
        return self._store.past(before, resting)

    def erasures(self) -> int:
        return self._store.erasures()

    def export(self, visitor: str) -> dict[str, Any]:
        return self._store.export(visitor)

    def close(self) -> None:
        self._store.close()
        self.bus.close()

    def _kept(self, done: "Future[int]") -> None:
        if not done.cancelled() and done.exception() is None:
            self.bus.tell(News("grew", position=done.result()))


def _real(batch: Sequence[Entry]) -> None:
    if any(simulated(entry.visitor) for entry in batch):
        raise UserError("simulated visitors are not kept with real ones; write them to a file of their own")
