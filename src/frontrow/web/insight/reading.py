"""The log as the insight pages read it: not more than is bounded, not more often than is needed."""

import threading
import time

import polars as pl
from django.conf import settings

from frontrow.recommend.insight.visits import Visits
from frontrow.recommend.people.counts import segment_counts
from frontrow.recommend.people.labels import labels_of
from frontrow.recommend.people.profiles import material
from frontrow.recommend.people.segments import kept
from frontrow.recommend.people.space import attention
from frontrow.recommend.people.touches import stored
from frontrow.web.learning import catalogue, engine, store

MOST = 300_000  # entries that are read, the last ones
FRESH = 60.0  # seconds

_lock = threading.Lock()
_kept: tuple[float, Visits] | None = None


def visits() -> Visits:
    """What visitors did with the season's looks; at most FRESH seconds old."""
    global _kept
    with _lock:
        if _kept is None or time.monotonic() - _kept[0] > FRESH:
            _kept = time.monotonic(), _read()
        return _kept[1]


def forget() -> None:
    """Read anew next time: somebody was erased, or a test wants the latest."""
    global _kept
    _kept = None


def _read() -> Visits:
    events, entries = store(), []
    position = max(engine().ranker().position - MOST, 0)
    while page := events.since(position, 10_000):
        entries += [stored.entry for stored in page]
        position = page[-1].position
    return Visits.of(entries, [item.id for item in catalogue() if item.kind == "look"])


def segmented() -> dict[str, int]:
    """Exact visitors by segment number, to be released with noise; empty until `frontrow segments` has run."""
    segments = kept(settings.HOME.segments)
    if segments is None or not len(segments):
        return {}
    made = material(stored(store()), labels_of(catalogue()))
    told = attention(made.touches, made.labels, segments.space.labels)
    where = pl.DataFrame({"visitor": told.visitors, "segment": segments.assign(told)})
    return segment_counts(where.with_columns(pl.col("segment").replace(-1, None)), segments)
