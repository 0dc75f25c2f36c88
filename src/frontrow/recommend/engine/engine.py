"""The engine: follows the event log in the background and publishes what it has learnt."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from frontrow.recommend.engine.keeping import keep, kept
from frontrow.recommend.engine.snapshot import Snapshot
from frontrow.recommend.events import EventStore, Interaction
from frontrow.recommend.genuine import genuine
from frontrow.recommend.item import Item
from frontrow.recommend.ranking import Touch
from frontrow.recommend.taste import taste

logger = logging.getLogger(__name__)
PAGE = 10_000  # entries read at once
KEPT = 200  # interactions kept of a visitor, the last ones


class Engine:
    """Keeps a Snapshot of what `store` says about the looks that `catalogue()` returns.

    snapshot_path: where each snapshot is kept for the next start and for other processes; None keeps none.
    interval: seconds between two looks at the log. Learning takes at most a quarter of one core.
    """

    def __init__(
        self,
        store: EventStore,
        catalogue: Callable[[], Sequence[Item]],
        snapshot_path: Path | None = None,
        interval: float = 0.5,
    ) -> None:
        self._store, self._catalogue, self._path, self._interval = store, catalogue, snapshot_path, interval
        self._histories: dict[str, list[Interaction]] = {}
        self._tastes: dict[str, list[Touch]] = {}
        self._position = 0
        self._erasures = 0
        self._snapshot: Snapshot | None = None
        self._refreshing, self._publishing = threading.Lock(), threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Follow the log in a background thread until `stop`."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._follow, name="recommend", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    def snapshot(self) -> Snapshot:
        """The newest; at a process's first call the one kept on disk, or one that knows only the looks."""
        if self._snapshot is None:
            catalogue = list(self._catalogue())
            found = kept(self._path, catalogue) if self._path else None
            found = found or Snapshot.learn(catalogue, [], 0)
            with self._publishing:  # unless the background thread has learnt a better one meanwhile
                self._snapshot = self._snapshot or found
        return self._snapshot

    def refresh(self) -> bool:
        """Read what is new and learn it now; whether anything had changed."""
        with self._refreshing:
            catalogue = tuple(self._catalogue())
            changed = self._read()
            last = self._snapshot if self._snapshot and self._snapshot.catalogue == catalogue else None
            if last and not changed:
                return False
            content = last.content if last else None
            tastes = list(self._tastes.values())
            learnt = Snapshot.learn(catalogue, tastes, self._position, content)
            with self._publishing:
                self._snapshot = learnt
            if self._path:
                keep(learnt, self._path)
            return True

    def _read(self) -> bool:
        """Follow the log to its end; from its beginning when somebody was erased from it."""
        erasures = self._store.erasures()
        changed = erasures != self._erasures
        if changed:
            self._histories, self._tastes, self._position, self._erasures = {}, {}, 0, erasures
        active = set[str]()
        while page := self._store.since(self._position, PAGE):
            for stored in page:
                if isinstance(stored.entry, Interaction):
                    history = self._histories.setdefault(stored.entry.visitor, [])
                    history.append(stored.entry)
                    del history[:-KEPT]
                    active.add(stored.entry.visitor)
            self._position = page[-1].position
        for visitor in active:
            self._tastes[visitor] = taste(genuine(self._histories[visitor]))
        return changed or bool(active)

    def _follow(self) -> None:
        pause = 0.0
        while not self._stopped.wait(pause):
            began = time.monotonic()
            try:
                self.refresh()
            except Exception:
                logger.exception("the recommender could not follow the event log; it goes on with what it knows")
            pause = max(self._interval, 3 * (time.monotonic() - began))
