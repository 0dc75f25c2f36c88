"""A visitor's entries, cut into visits of bounded length, between which nothing answers anything."""

from collections.abc import Iterable

from frontrow.recommend.events import Entry, Interaction

PAUSE = 4200.0  # seconds without an entry: longer than from a showing to the last deed that may answer it
MOST = 1_000  # entries of one visit; longer ones are cut


def visits(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The set of one visitor's entries, in time, cut at pauses longer than PAUSE and after every MOST entries."""
    found: list[list[Entry]] = []
    for entry in sorted(set(entries), key=_moment):
        if not found or len(found[-1]) == MOST or entry.at - found[-1][-1].at > PAUSE:
            found.append([])
        found[-1].append(entry)
    return found


def _moment(entry: Entry) -> tuple[float, str, str, float, str]:
    if isinstance(entry, Interaction):
        return entry.at, entry.item, entry.event, -1.0 if entry.value is None else entry.value, entry.page or ""
    return entry.at, "", entry.slate, 0.0, ""
