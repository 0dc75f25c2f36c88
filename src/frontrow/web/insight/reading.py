"""The log as the insight pages read it: not more than is bounded, not more often than is needed."""

import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence

import polars as pl
from django.conf import settings

from frontrow.recommend.events import Entry
from frontrow.recommend.insight.visits import Visits
from frontrow.recommend.people.counts import segment_counts
from frontrow.recommend.people.labels import labels_of
from frontrow.recommend.people.profiles import material
from frontrow.recommend.people.segments import kept
from frontrow.recommend.people.space import attention
from frontrow.recommend.people.touches import stored
from frontrow.web.learning import catalogue, store

LAST = 500  # entries of a visitor that are read, her last ones: a bound for each, so that nobody moves another's
FRESH = 60.0  # seconds

_lock = threading.Lock()
_heard: object = None
_kept: "tuple[float, Visits, dict[str, deque[Entry]]] | None" = None


def visits() -> Visits:
    """What visitors did with the season's looks; at most FRESH seconds old, and without whoever was erased."""
    return _fresh()[0]


def by_visitor() -> Mapping[str, Sequence[Entry]]:
    """The last entries of each visitor, oldest first, as old as `visits`."""
    return _fresh()[1]


def forget() -> None:
    """Read anew next time: somebody was erased, or a release wants the latest."""
    global _kept
    _kept = None


def _fresh() -> "tuple[Visits, dict[str, deque[Entry]]]":
    global _kept
    with _lock:
        found = _kept
        if found is None or time.monotonic() - found[0] > FRESH:
            _listen()
            found = _kept = (time.monotonic(), *_read())
        return found[1], found[2]


def _listen() -> None:
    """Hear of erasures from the store that this process reads."""
    global _heard
    events = store()
    if _heard is not events:
        events.bus.listen(lambda news: forget() if news.kind == "erased" else None)
        _heard = events


def _read() -> "tuple[Visits, dict[str, deque[Entry]]]":
    events, hers, position = store(), dict[str, deque[Entry]](), 0
    while page := events.since(position, 10_000):
        for stored_entry in page:
            entry = stored_entry.entry
            hers.setdefault(entry.visitor, deque(maxlen=LAST)).append(entry)
        position = page[-1].position
    return Visits.of(hers, [item.id for item in catalogue() if item.kind == "look"]), hers


def segmented() -> dict[str, int]:
    """Exact visitors by segment number, to be released with noise; empty until `frontrow segments` has run."""
    segments = kept(settings.HOME.segments)
    if segments is None or not len(segments):
        return {}
    made = material(stored(store()), labels_of(catalogue()))
    told = attention(made.touches, made.labels, segments.space.labels)
    where = pl.DataFrame({"visitor": told.visitors, "segment": segments.assign(told)})
    return segment_counts(where.with_columns(pl.col("segment").replace(-1, None)), segments)
