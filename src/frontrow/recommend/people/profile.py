"""What a visitor's own history says about her, as facts she can read and object to."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from frontrow.recommend.events import Interaction
from frontrow.recommend.genuine import automatic, genuine
from frontrow.recommend.item import Item
from frontrow.recommend.people.denied import denied
from frontrow.recommend.people.labels import labels_of
from frontrow.recommend.ranking import Touch
from frontrow.recommend.taste import DAY, kept, taste

ENOUGH = 0.8  # of touch weight: one save, or a few looks at
MOST = 3
FACETS = ("colors", "houses", "garments", "fabrics", "prints", "silhouette")
WIDE, NARROW = 0.7, 0.4  # of the season's own breadth
FEW = 6  # looks before breadth or a time of day says anything
DAYS = 3  # different ones before a time of day is a habit
MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known, or concluded, about a visitor.

    kind: "nothing"; "automatic" (why her record looks like a program's, and does not count: a value of
    `genuine.automatic`); "seen" (count of looks; times of the first and last interaction, seconds since the epoch);
    "looked" (count: seconds); "watched" (values: shows; count: seconds); "saved", "bag" and "dismissed" (values:
    looks); "colors", "houses", "garments", "fabrics", "prints", "silhouette" (values: what she is drawn to more than
    to the rest of the season, strongest first, as in `labels_of`); "prices" (the lowest and highest of what she is
    drawn to); "wide" and "narrow" (how many kinds of things she looks at); "daypart" (values: one of
    `profiles.DAYPARTS`, UTC).
    """

    kind: str
    values: tuple[str, ...] = ()
    count: int = 0
    times: tuple[float, float] | None = None
    prices: tuple[float, float] | None = None


def describe(interactions: Sequence[Interaction], catalogue: Sequence[Item]) -> list[Fact]:
    """All that the recommender concludes from these interactions (oldest first), and nothing else."""
    items = {item.id: item for item in catalogue}
    mine = genuine(interactions)
    why = automatic(interactions)
    facts = [Fact("automatic", (why,))] if why else []
    seen = [done for done in mine if done.item in items]
    watched = [done for done in mine if done.event == "attend" and done.value]
    shows = tuple(dict.fromkeys(done.item for done in watched))
    attended = [Fact("watched", shows, int(sum(done.value or 0.0 for done in watched)))] if watched else []
    if not taste(seen):
        return [*facts, *attended] or [Fact("nothing")]
    times = [done.at for done in seen]
    facts.append(Fact("seen", count=len({done.item for done in seen}), times=(min(times), max(times))))
    looked = sum(done.value or 0.0 for done in seen if done.event in ("dwell", "linger"))
    if looked >= 1:
        facts.append(Fact("looked", count=int(looked)))
    facts += attended
    for kind, event in (("saved", "save"), ("bag", "add_to_bag"), ("dismissed", "dismiss")):
        if values := kept(seen, event):
            facts.append(Fact(kind, values))
    touches = [touch for touch in taste(seen, max(times)) if touch.weight > 0]
    return [*facts, *_drawn(touches, items, denied(interactions)), *_habits(seen)]


def _drawn(touches: Sequence[Touch], items: dict[str, Item], not_so: tuple[tuple[str, str], ...]) -> list[Fact]:
    """What counts for a larger share of her touches than of the season, by how much larger."""
    facts, total = [], sum(touch.weight for touch in touches)
    hers: dict[tuple[str, str], float] = {}
    labels = labels_of(list(items.values()))
    said = {item: list(zip(own["facet"], own["label"], strict=True)) for (item,), own in labels.group_by("item")}
    for touch in touches:
        for label in said.get(touch.item, ()):
            hers[label] = hers.get(label, 0.0) + touch.weight
    season = {(facet, label): count / len(items) for facet, label, count in _counted(labels)}
    for kind in FACETS:
        more = {
            label: weight / total - season[facet, label]
            for (facet, label), weight in hers.items()
            if facet == kind and weight >= ENOUGH and (facet, label) not in not_so
        }
        ranked = sorted((label for label in more if more[label] > 0), key=lambda label: (-more[label], label))
        if ranked:
            facts.append(Fact(kind, tuple(ranked[:MOST])))
    prices = [price for touch in touches if touch.weight >= ENOUGH and (price := items[touch.item].price) is not None]
    if prices:
        facts.append(Fact("prices", prices=(min(prices), max(prices))))
    if len(touches) >= FEW and (breadth := _breadth(hers, season)):
        facts += [Fact("wide")] if breadth >= WIDE else [Fact("narrow")] if breadth <= NARROW else []
    return facts


def _counted(labels: pl.DataFrame) -> list[tuple[str, str, int]]:
    return list(labels.group_by("facet", "label").len().iter_rows())


def _breadth(hers: dict[tuple[str, str], float], season: dict[tuple[str, str], float]) -> float:
    """How many labels her attention is spread over, of those the season's looks are; the mean over facets."""
    found = []
    for kind in FACETS:
        own, all_ = ([share for (facet, _), share in of.items() if facet == kind] for of in (hers, season))
        if len(all_) > 1 and own:
            found.append((_even(own) - 1) / max(_even(all_) - 1, 1e-9))
    return sum(found) / len(found) if found else 0.0


def _even(shares: Sequence[float]) -> float:
    """Among how many these would be shared if they were shared evenly: the exponential of their entropy."""
    total = sum(shares)
    return math.exp(-sum(share / total * math.log(share / total) for share in shares if share > 0))


def _habits(seen: Sequence[Interaction]) -> list[Fact]:
    from frontrow.recommend.people.profiles import DAYPARTS

    parts = [DAYPARTS[int(done.at % DAY // (DAY / 4))] for done in seen]
    most = max(DAYPARTS, key=parts.count)
    often = len({done.item for done in seen}) >= FEW and len({done.at // DAY for done in seen}) >= DAYS
    return [Fact("daypart", (most,))] if often and parts.count(most) >= MOSTLY * len(parts) else []
