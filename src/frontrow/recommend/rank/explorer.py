"""Follows the event log for what visitors did with what they were shown."""

import logging
import threading
from collections.abc import Callable, Sequence

import numpy as np

from frontrow.recommend.events import EventStore, Stored
from frontrow.recommend.item import Item
from frontrow.recommend.marked import simulated
from frontrow.recommend.rank.evidence import Evidence
from frontrow.recommend.rank.explore import exploration
from frontrow.recommend.rank.features import FACTS, features
from frontrow.recommend.rank.trail import LATE, NOTHING, Trail, added, followed, less, meaning, over

logger = logging.getLogger(__name__)
PAGE = 10_000  # entries read at once


class Explorer:
    """Keeps the evidence of what `store` says about the items of `catalogue()`, and the draws made from it.

    Of each visitor it keeps sums, and the entries of her last visit while they may still be answered (see `followed`).
    interval: seconds between two looks at the log.
    """

    def __init__(self, store: EventStore, catalogue: Callable[[], Sequence[Item]], interval: float = 5.0) -> None:
        self._store, self._catalogue, self._interval = store, catalogue, interval
        self._items: tuple[Item, ...] = ()
        self._numbers: dict[str, int] = {}  # of items
        self._facts, self._known = features(()), np.zeros(0, bool)  # of items, by number, and whether there are any
        self._trails: dict[str, Trail] = {}
        self._lately: dict[str, float] = {}  # of whom entries are kept: when she did the last one
        self._position = self._erasures = self._forgettings = 0
        self._now = 0.0  # the time of the newest entry
        self._refreshing = threading.Lock()  # held while the log is read
        self._lock = threading.Lock()  # held for moments only: whoever forgets waits for it
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
        """Read what is new and learn it now; from the beginning when the season has a new item."""
        with self._refreshing:
            before = self.evidence
            self._follow_catalogue()
            self._reconcile()
            while self._read():
                pass
            self._rest()
            with self._lock:
                if self.evidence != before:
                    self.exploration = exploration(self.evidence)

    def forget(self, visitor: str) -> None:
        """Take a visitor's evidence away, at once; an unknown one has none."""
        with self._lock:
            self._forgettings += 1
            if self._forget(visitor):
                self._erasures += 1  # hers; any other one has yet to be looked for
                self.exploration = exploration(self.evidence)

    def _forget(self, visitor: str) -> bool:
        trail = self._trails.pop(visitor, None)
        self._lately.pop(visitor, None)
        if trail:
            self.evidence -= meaning(trail.counted, self._facts, self._known)
        return trail is not None

    def _follow_catalogue(self) -> None:
        items = tuple(self._catalogue())
        if items == self._items:
            return
        if any(item.id not in self._numbers for item in items):  # the log may have spoken of it before
            with self._lock:
                self._numbers = {item.id: number for number, item in enumerate(items)}
                self._trails, self._lately, self._position, self.evidence = {}, {}, 0, Evidence()
        places = [self._numbers[item.id] for item in items]
        facts, known = np.zeros((len(self._numbers), FACTS), np.int64), np.zeros(len(self._numbers), bool)
        facts[places], known[places] = features(items), True
        while items != self._items:
            forgettings = self._forgettings
            every = [trail.counted for trail in list(self._trails.values())]
            found = meaning(added(NOTHING, *every), facts, known)
            with self._lock:
                if self._forgettings == forgettings:
                    self._items, self._facts, self._known, self.evidence = items, facts, known, found

    def _reconcile(self) -> None:
        """Whoever was erased by somebody who did not tell was never here."""
        erasures = self._store.erasures()
        if erasures == self._erasures:
            return
        for visitor in set(self._trails.copy()).difference(self._store.visitors()):
            with self._lock:
                self._forget(visitor)
        with self._lock:
            self._erasures = erasures

    def _read(self) -> bool:
        """Learn the next page of the log; False at its end."""
        forgettings = self._forgettings
        page = self._store.since(self._position, PAGE)
        fresh: dict[str, list[Stored]] = {}
        for stored in page:
            if not simulated(stored.entry.visitor):
                fresh.setdefault(stored.entry.visitor, []).append(stored)
        found, changes = {}, [NOTHING]
        for visitor, new in fresh.items():
            before = self._trails.get(visitor)
            if before:
                changes.append(less(before.counted))
            if before is None or not self._holds(before.first):  # erased since, and back
                before = Trail(new[0].position)
            found[visitor] = followed(before, [stored.entry for stored in new], self._numbers)
            changes.append(found[visitor].counted)
        gained = meaning(added(*changes), self._facts, self._known)
        with self._lock:
            if self._forgettings != forgettings:
                return True  # somebody was forgotten while this was read: read again
            self.evidence += gained
            for visitor, trail in found.items():
                self._trails[visitor] = trail
                self._lately.pop(visitor, None)
                self._lately[visitor] = trail.kept[-1].at
                self._now = max(self._now, trail.kept[-1].at)
            self._position = page[-1].position if page else self._position
        return bool(page)

    def _holds(self, position: int) -> bool:
        return any(stored.position == position for stored in self._store.since(position - 1, 1))

    def _rest(self) -> None:
        """Let go of the entries of whoever has not been here for long."""
        with self._lock:
            for visitor, at in list(self._lately.items()):
                if self._now - at <= LATE:
                    break
                del self._lately[visitor]
                self._trails[visitor] = over(self._trails[visitor])

    def _follow(self) -> None:
        while not self._stopped.wait(self._interval):
            try:
                self.refresh()
            except Exception:
                logger.exception("exploration could not follow the event log; it goes on with what it knows")
