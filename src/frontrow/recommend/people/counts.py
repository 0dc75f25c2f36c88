"""How many visitors each segment has, ready to be published with noise: each visitor counts once, in one segment."""

from collections.abc import Mapping
from typing import Protocol

import polars as pl

from frontrow.recommend.people.segments import Segments

UNKNOWN = "unknown"


class Release(Protocol):
    """What publishes counts under a privacy budget (`frontrow.privacy`)."""

    def __call__(self, name: str, counts: Mapping[str, int], contribution: int) -> Mapping[str, float]:
        """The counts with noise, for one visitor changing at most `contribution` of them by 1. Raises when the
        budget is spent."""
        ...


def segment_counts(where: pl.DataFrame, segments: Segments) -> dict[str, int]:
    """Exact visitors by segment number (as text), with UNKNOWN: never to be shown to a house as they are.

    where: (visitor, segment), at most one row a visitor; a second one would break the promise and is an error.
    All segments are there, the empty ones too, so that which exist tells nothing about anybody.
    """
    if where["visitor"].n_unique() != len(where):
        raise ValueError("a visitor may count once; give one row a visitor")
    found = {str(segment.number): 0 for segment in segments.segments} | {UNKNOWN: 0}
    for number, count in where.group_by("segment").len().iter_rows():
        found[UNKNOWN if number is None else str(number)] += count
    return found


def published(where: pl.DataFrame, segments: Segments, release: Release) -> Mapping[str, float]:
    """The counts as a house may see them."""
    return release("segments", segment_counts(where, segments), 1)
