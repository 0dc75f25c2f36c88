"""What readers made of stories: read from the event store, which holds nothing of whoever did not agree to it."""

import threading
import time
from collections.abc import Mapping
from functools import lru_cache

from frontrow.language.quality.engagement import CLICKED, LONG, STAYED, Rate, Showing, rate
from frontrow.recommend import Impression, Interaction
from frontrow.recommend.events import EventStore
from frontrow.recommend.marked import simulated
from frontrow.web.learning import store
from frontrow.web.stories.models.story import PREFIX

AGAIN = 30.0  # seconds after which the log is read on
PAGE = 10_000
ONCE = 86_400.0  # seconds within which a visitor's second sight of a story is the first one
MADE = {"click": CLICKED, "like": 1.0, "share": 1.0, "save": 1.0}


class Attention:
    """Follows `store`: of each visitor and story one showing a day, at the highest place, and what she made of it."""

    def __init__(self, store: EventStore) -> None:
        self._store, self._lock = store, threading.Lock()
        self._seen: dict[tuple[str, str, int], Showing] = {}
        self._position = self._erasures = 0
        self._at = 0.0

    def rates(self, now: float | None = None) -> Mapping[str, Rate]:
        """By the story's slug; a story that nobody was shown is not there."""
        with self._lock:
            if time.monotonic() - self._at > AGAIN or not self._at:
                self._follow()
                self._at = time.monotonic()
            showings: dict[str, list[Showing]] = {}
            for (_, item, _), showing in self._seen.items():
                showings.setdefault(item.removeprefix(PREFIX), []).append(showing)
        return {slug: rate(each, now or time.time()) for slug, each in showings.items()}

    def _follow(self) -> None:
        erasures = self._store.erasures()
        if erasures != self._erasures:  # somebody is gone: as if she had never been here
            self._seen, self._position, self._erasures = {}, 0, erasures
        while page := self._store.since(self._position, PAGE):
            for stored in page:
                if not simulated(stored.entry.visitor):
                    self._count(stored.entry)
            self._position = page[-1].position

    def _count(self, entry: Impression | Interaction) -> None:
        if isinstance(entry, Impression):
            for place, item in enumerate(entry.items):
                if item.startswith(PREFIX):
                    key = entry.visitor, item, int(entry.at / ONCE)
                    known = self._seen.get(key)
                    if known is None or place < known.place:
                        self._seen[key] = Showing(entry.at, place, known.made if known else 0.0)
            return
        today = int(entry.at / ONCE)
        keys = [(entry.visitor, entry.item, day) for day in (today, today - 1)]  # who reads past midnight
        key = next((key for key in keys if key in self._seen), None)
        if key is None:  # she came by another way than a list: nobody knows how often that is offered
            return
        known = self._seen[key]
        made = MADE.get(entry.event, 0.0) if entry.value != 0 else 0.0
        if entry.event == "dwell" and (entry.value or 0) >= LONG:
            made = STAYED
        if made:
            self._seen[key] = Showing(known.at, known.place, min(1.0, max(known.made + made, made)))


def attention() -> Attention:
    """One a process, on the site's own store."""
    return _of(store())


@lru_cache(maxsize=1)
def _of(log: EventStore) -> Attention:
    return Attention(log)
