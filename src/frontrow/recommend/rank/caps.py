"""Frequency caps: who has seen a thing often enough sees others first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from frontrow.recommend.events import Impression


@dataclass(frozen=True, slots=True)
class Cap:
    """No more than `times` showings of one item to one visitor within `seconds`."""

    times: int = 6
    seconds: float = 24 * 3600.0


def worn_out(impressions: Sequence[Impression], cap: Cap, now: float, place: str | None = None) -> frozenset[str]:
    """The items this visitor has been shown `cap.times` times already, in `place` or anywhere."""
    counts = Counter(
        item
        for each in impressions
        if now - cap.seconds < each.at <= now and place in (None, each.place)
        for item in set(each.items)
    )
    return frozenset(item for item, count in counts.items() if count >= cap.times)
