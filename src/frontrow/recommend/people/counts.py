"""How many visitors each segment has, ready to be released with noise: each visitor counts once, in one segment."""

import polars as pl

from frontrow.recommend.people.segments import Segments

UNKNOWN = "unknown"
PER_VISITOR = 1  # cells in which one visitor may be counted


def segment_counts(where: pl.DataFrame, segments: Segments) -> dict[str, int]:
    """Exact visitors by segment number (as text), with UNKNOWN: never to be shown to a house as they are.

    To be released with noise for PER_VISITOR cells a visitor (`privacy.private_counts`, or `noisy_counts` once paid).
    where: (visitor, segment; null or -1 for unknown), one row a visitor; a second one would break the promise and
    is a ValueError. All segments are there, the empty ones too, so that which exist tells nothing about anybody.
    """
    if where["visitor"].n_unique() != len(where):
        raise ValueError("a visitor may count once; give one row a visitor")
    found = {str(segment.number): 0 for segment in segments.segments} | {UNKNOWN: 0}
    for number, count in where.group_by("segment").len().iter_rows():
        found[str(number) if number is not None and number >= 0 else UNKNOWN] += count
    return found
