"""Follows the event log for what visitors did with what they were shown."""

import logging
import threading
from collections.abc import Callable, Sequence

from frontrow.recommend.events import Entry, EventStore
from frontrow.recommend.item import Item
from frontrow.recommend.marked import simulated
from frontrow.recommend.rank.evidence import Evidence, evidence
from frontrow.recommend.rank.explore import exploration
from frontrow.recommend.rank.features import Fixed, features

logger = logging.getLogger(__name__)
PAGE = 10_000  # entries read at once


class Explorer:
    """Keeps the evidence of what `store` says about the items of `catalogue()`, and the draws made from it.

    interval: seconds between two looks at the log.
    """

    def __init__(self, store: EventStore, catalogue: Callable[[], Sequence[Item]], interval: float = 5.0) -> None:
        self._store, self._catalogue, self._interval = store, catalogue, interval
        self._items: tuple[Item, ...] = ()
        self._facts: dict[str, Fixed] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._position = self._erasures = 0
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.evidence = Evidence()
        self.exploration = exploration(self.evidence)

    def start(self) -> None:
        """Follow the log in a background thread until `stop`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._follow, name="explore", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    def refresh(self) -> None:
        """Read what is new and learn it now; from the beginning when somebody was erased or the season changed."""
        with self._lock:
            found = self._read()
            if found != self.evidence:
                self.evidence, self.exploration = found, exploration(found)

    def forget(self, visitor: str) -> None:
        """Take a visitor's evidence away, at once; an unknown one has none."""
        with self._lock:
            gone = evidence(self._entries.pop(visitor, []), self._facts)
            self.evidence -= gone
            self.exploration = exploration(self.evidence)

    def _read(self) -> Evidence:
        found, items, erasures = self.evidence, tuple(self._catalogue()), self._store.erasures()
        if items != self._items or erasures != self._erasures:
            self._items, self._erasures = items, erasures
            self._facts = {item.id: row for item, row in zip(items, features(items), strict=True)}
            self._entries, self._position, found = {}, 0, Evidence()
        fresh: dict[str, list[Entry]] = {}
        while page := self._store.since(self._position, PAGE):
            for stored in page:
                if not simulated(stored.entry.visitor):
                    fresh.setdefault(stored.entry.visitor, []).append(stored.entry)
            self._position = page[-1].position
        for visitor, entries in fresh.items():
            before = self._entries.get(visitor, [])
            self._entries[visitor] = [*before, *entries]
            found += evidence(self._entries[visitor], self._facts) - evidence(before, self._facts)
        return found

    def _follow(self) -> None:
        while not self._stopped.wait(self._interval):
            try:
                self.refresh()
            except Exception:
                logger.exception("exploration could not follow the event log; it goes on with what it knows")
