"""One visitor among the others: her segment and why, and how her taste has moved between her last two days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from frontrow.recommend.events import Interaction
from frontrow.recommend.genuine import genuine
from frontrow.recommend.item import Item
from frontrow.recommend.people.denied import denied
from frontrow.recommend.people.drift import Drift, by_day, drift
from frontrow.recommend.people.labels import labels_of
from frontrow.recommend.people.segments import Place, Segments
from frontrow.recommend.people.space import Attention, attention, space_of, vocabulary
from frontrow.recommend.people.touches import events_of, touches
from frontrow.recommend.taste import DAY


@dataclass(frozen=True, slots=True)
class Own:
    """place: None where too little is known, or there are no segments. drift: None where a day has too little."""

    place: Place | None
    drift: Drift | None


def own(interactions: Sequence[Interaction], catalogue: Sequence[Item], segments: Segments | None) -> Own:
    """Of one visitor's interactions (oldest first); what she said is not true of her does not count."""
    items = {item.id for item in catalogue}
    done = [each for each in genuine(interactions) if each.item in items]
    if not done:
        return Own(None, None)
    labels = labels_of(catalogue)
    names = segments.space.labels if segments else vocabulary(labels)
    events = events_of(done).sort("timestamp", maintain_order=True)
    hers = _without(attention(touches(events), labels, names), names, denied(interactions))
    place = segments.place(hers) if segments and len(hers.visitors) else None
    days = sorted({int(each.at // DAY) for each in done})
    space = segments.space if segments else space_of(hers, names)
    if len(days) < 2 or not names:
        return Own(place, None)
    one, other = by_day(events, labels, space, (days[-2], days[-1]))
    return Own(place, drift(one, other, space))


def _without(hers: Attention, names: tuple[tuple[str, str], ...], not_so: tuple[tuple[str, str], ...]) -> Attention:
    keep = np.array([name not in not_so for name in names], np.float32)
    return replace(hers, matrix=(hers.matrix * keep).tocsr())
