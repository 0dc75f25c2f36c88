"""The engine: counts what is done as it is done, forgets whoever asks, and keeps what it knows on the disk."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from frontrow.recommend.engine.compiled import compile_all
from frontrow.recommend.engine.counts import DENSE
from frontrow.recommend.engine.deeds import LAST
from frontrow.recommend.engine.folder import Folder
from frontrow.recommend.engine.histories import key
from frontrow.recommend.engine.lineup import Lineup
from frontrow.recommend.engine.ranker import Ranker
from frontrow.recommend.engine.rebuild import recounted
from frontrow.recommend.engine.rows import total
from frontrow.recommend.engine.segment import Segment, freeze, leave, thawed
from frontrow.recommend.engine.solved import Solved
from frontrow.recommend.engine.state import State
from frontrow.recommend.events import Entry, EventStore, Interaction, Stored
from frontrow.recommend.item import Item

logger = logging.getLogger(__name__)
PAGE = 2_000  # entries read at once
BREATH = 0.05  # seconds between two looks at the log, however often it is told to look
FEW = 32  # entries counted at once: whoever asks waits no longer than for these
SOON, LATE = 10.0, 60.0  # seconds: the least and the most between two writes of what is known
MANY = 20_000  # interactions that are written sooner: a start reads as many again in a second


class Engine:
    """What `store` says about the items that `catalogue()` returns, counted exactly.

    path: a folder where the state is kept for the next start; None keeps none. interval: seconds between two looks at
    the log, for what other processes wrote; and between two solvings of EASE (at most DENSE items), which take at most
    a quarter of one core. Everything here may be called from any thread.
    """

    def __init__(
        self,
        store: EventStore,
        catalogue: Callable[[], Sequence[Item]],
        path: Path | None = None,
        interval: float = 0.5,
    ) -> None:
        self._store, self._catalogue, self._interval = store, catalogue, interval
        self._folder = Folder(path) if path else None
        self._lock = threading.RLock()  # state, position, erasures and what a ranker is made of
        self._refreshing = threading.Lock()
        self._state: State | None = None
        self._segments: Sequence[Segment] = ()
        self._position = self._erasures = 0
        self._lineup = Lineup((), {})
        self._solved: Solved | None = None
        self._recount = False  # whether the log must be read from its beginning
        self._told: dict[int, int] = {}  # batches that were observed: first and last position
        self._gone: dict[int, float] = {}  # who was forgotten in the last minute, and when
        self._forgettings = 0  # ever; it only grows, as somebody may be forgotten twice
        self._news = self._unwritten = 0  # interactions since the last solving, and since the last write
        self._forgotten = False  # whether somebody was, since the last write
        self._written = -LATE
        self._stopped, self._woken = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Follow the log in a background thread until `stop`."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._follow, name="recommend", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop following; what is known is written first."""
        self._stopped.set()
        self._woken.set()
        if self._thread:
            self._thread.join()
            self._thread = None
        if self._folder and self._state is not None:
            with self._refreshing:
                if self._unwritten or self._forgotten:
                    self._settle(solve=False, write=True)
            self._folder.close()

    @property
    def ready(self) -> bool:
        """Whether the state is in memory; until then whoever asks waits for the disk and for the catalogue."""
        return self._state is not None

    def ranker(self) -> Ranker:
        """Ranks by all that has been observed, now and whenever it is asked again."""
        with self._lock:
            state = self._known()
            return Ranker(state, self._lineup, self._solved, self._position, self._lock)

    def observe(self, entries: Sequence[Entry], last: int = 0) -> None:
        """Count what has just been stored; it may be told again, later or by the log, and counts once.

        last: the position of the last of `entries`, when they are a whole batch: it need not be read then.
        """
        done = [entry for entry in entries if isinstance(entry, Interaction)]
        with self._lock:
            # Of somebody who was erased just now only the log knows what came before and what after.
            if self._gone and any(key(one.visitor) in self._gone for one in done):
                return
            self._count(done)
            if last:
                self._told[last - len(entries) + 1] = last

    def wake(self) -> None:
        """Look at the log now: somebody else has written to it."""
        self._woken.set()

    def forget(self, visitor: str) -> None:
        """Whoever was erased from the store by somebody else was never here."""
        with self._lock:
            self._forget(key(visitor))

    def done_by(self, visitor: str) -> list[Interaction]:
        """What the log has of her, for what is chosen for herself; also when she is not measured."""
        return self._store.by_visitor(visitor)

    def erase(self, visitor: str) -> int:
        """Remove everything kept about the visitor, from the store too; the number of entries removed.

        The counts are at once what they would be had she never been here. EASE is solved, and the files are written,
        without her at the next look at the log, at most SOON seconds later.
        """
        before = self._store.erasures()
        removed = self._store.erase(visitor)
        with self._lock:
            self._forget(key(visitor))
            if removed and self._erasures == before:
                self._erasures += 1  # ours; any other one has yet to be looked for
        return removed

    def refresh(self) -> bool:
        """Read what is new in the log, solve and write what is due; whether anything had changed."""
        with self._refreshing:
            changed = self._follow_catalogue()
            changed = self._reconcile() or changed
            changed = self._read() or changed
            with self._lock:
                solve = len(self._known().items) <= DENSE and (self._solved is None or self._news > 0)
            age = time.monotonic() - self._written
            write = age > SOON and (self._forgotten or self._unwritten > MANY or (self._unwritten and age > LATE))
            if solve or write:
                self._settle(bool(solve), bool(write))
            return changed or bool(solve)

    def _known(self) -> State:
        """The state; at first the one on disk, or one that knows the looks alone. With the lock held."""
        if self._state is None:
            self._begin(tuple(self._catalogue()))
        assert self._state is not None
        return self._state

    def _begin(self, catalogue: tuple[Item, ...]) -> None:
        if self._state is not None:
            return  # while the catalogue was read
        found = self._folder.load() if self._folder else None
        if found and found.erasures > self._store.erasures():
            found = None  # of another store, or of this one before it was restored
        state = thawed(found) if found else State()
        if found:
            self._segments, self._position, self._erasures = found.segments, found.position, found.erasures
        else:
            self._erasures = self._store.erasures()
        self._extend(state, catalogue)
        self._state = state

    def _extend(self, state: State, catalogue: tuple[Item, ...]) -> None:
        self._recount = not state.extend(item.id for item in catalogue) or self._recount
        self._lineup = Lineup(catalogue, state.number)
        self._solved = None

    def _count(self, done: Sequence[Interaction]) -> bool:
        if not self._known().observe(done):
            return False
        self._news += len(done)
        self._unwritten += len(done)
        return True

    def _forget(self, visitor: int) -> None:
        self._gone[visitor] = time.monotonic()
        self._forgettings += 1
        if self._known().forget(visitor):
            self._forgotten = True
            self._news += 1

    def _follow_catalogue(self) -> bool:
        catalogue = tuple(self._catalogue())
        with self._lock:
            known = self._known()
            changed = catalogue != self._lineup.catalogue
            if changed:
                self._extend(known, catalogue)
            recount, items = self._recount, list(known.items) if self._recount else []
        if recount:
            erasures = self._store.erasures()
            state, segment, position = recounted(self._store, items)
            with self._lock:
                self._state, self._segments, self._position, self._erasures = state, (segment,), position, erasures
                self._extend(state, catalogue)
                self._recount, self._forgotten, self._news = False, True, 1
        return changed or recount

    def _reconcile(self) -> bool:
        """Find whom another process erased: she is known here and not in the store, or has done new things since."""
        erasures = self._store.erasures()
        with self._lock:
            state = self._known()
            if erasures == self._erasures:
                return False
            known, lately = state.histories.keys(), {*state.histories.recent, *state.histories.leaving}
        present = {key(visitor): visitor for visitor in self._store.visitors()}
        for visitor in known - present.keys():
            with self._lock:
                self._forget(visitor)
        for visitor in lately & present.keys():
            done = self._store.by_visitor(present[visitor], 10 * LAST)
            with self._lock:
                state.replace(visitor, state.deeds(done)[-LAST:])
        with self._lock:
            self._erasures, self._forgotten, self._news = erasures, True, 1
        return True

    def _read(self) -> bool:
        """Follow the log to its end. What was observed already counts no second time."""
        changed = False
        while True:
            with self._lock:
                while told := self._told.pop(self._position + 1, 0):
                    self._position = told
                self._told = {first: last for first, last in self._told.items() if last > self._position}
                position, forgettings = self._position, self._forgettings
            page = self._store.since(position, PAGE)
            for some in _batched(page, FEW):
                with self._lock:
                    if self._forgettings != forgettings:
                        break  # somebody was erased while this was read: read again
                    done = [each.entry for each in some if isinstance(each.entry, Interaction)]
                    changed = self._count(done) or changed
                    self._position = some[-1].position
            else:
                if len(page) < PAGE:
                    break
        with self._lock:
            now = time.monotonic()
            self._gone = {visitor: at for visitor, at in self._gone.items() if now - at < LATE}
        return changed

    def _settle(self, solve: bool, write: bool) -> None:
        with self._lock:
            state, whole = self._known(), write and self._forgotten
            self._news = 0
            if write:
                self._unwritten, self._forgotten, self._written = 0, False, time.monotonic()
            left = leave(state, self._position, self._erasures)
        self._segments = freeze(state, self._lock, self._segments, left, whole)
        frozen = replace(left, segments=tuple(self._segments))
        if solve:
            near = total([segment.together for segment in frozen.segments])
            solved = Solved.of(near, frozen.of_item[:, 0], frozen.position)
            with self._lock:
                if self._state is state:
                    self._solved = solved
        if write and self._folder and self._folder.mine():
            self._folder.save(frozen)

    def _follow(self) -> None:
        compile_all()  # first, and without the lock that requests wait for
        due = 0.0
        while not self._stopped.is_set():
            woken = self._woken.wait(max(due - time.monotonic(), 0.0))
            self._woken.clear()
            began = time.monotonic()
            try:
                if woken and began < due:
                    with self._refreshing:
                        self._reconcile()
                        self._read()
                    self._stopped.wait(BREATH)
                    continue
                self.refresh()
            except Exception:
                logger.exception("the recommender could not follow the event log; it goes on with what it knows")
            due = time.monotonic() + max(self._interval, 3 * (time.monotonic() - began))


def _batched(page: Sequence[Stored], size: int) -> Iterator[Sequence[Stored]]:
    return (page[start : start + size] for start in range(0, len(page), size))
