"""What a visitor's own history says about her, as facts she can read and object to."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from frontrow.recommend.colour import word
from frontrow.recommend.events import Interaction
from frontrow.recommend.item import Item
from frontrow.recommend.ranking import Touch
from frontrow.recommend.taste import kept, taste

ENOUGH = 0.8  # of touch weight: one save, or a few looks at
MOST = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known, or concluded, about a visitor.

    kind: "nothing"; "seen" (count of looks; times of the first and last interaction, seconds since the
    epoch); "saved", "bag" and "dismissed" (values: looks); "houses", "garments", "fabrics", "prints", "colors" (values:
    what she is drawn to more than to the rest of the season, strongest first; colours are keys of
    `colour.WORDS`); "prices" (the lowest and highest of what she is drawn to).
    """

    kind: str
    values: tuple[str, ...] = ()
    count: int = 0
    times: tuple[float, float] | None = None
    prices: tuple[float, float] | None = None


def describe(interactions: Sequence[Interaction], catalogue: Sequence[Item]) -> list[Fact]:
    """All that the recommender concludes from these interactions (oldest first), and nothing else."""
    items = {item.id: item for item in catalogue}
    seen = [done for done in interactions if done.item in items]
    if not taste(seen):
        return [Fact("nothing")]
    touches = [touch for touch in taste(seen) if touch.weight > 0]
    times = [done.at for done in seen]
    facts = [Fact("seen", count=len({done.item for done in seen}), times=(min(times), max(times)))]
    for kind, event in (("saved", "save"), ("bag", "add_to_bag"), ("dismissed", "dismiss")):
        if values := kept(seen, event):
            facts.append(Fact(kind, values))
    for kind, names in _TRAITS.items():
        drawn = _drawn(touches, items, names)
        if drawn:
            facts.append(Fact(kind, drawn))
    prices = [price for touch in touches if touch.weight >= ENOUGH and (price := items[touch.item].price) is not None]
    if prices:
        facts.append(Fact("prices", prices=(min(prices), max(prices))))
    return facts


def _drawn(touches: Sequence[Touch], items: dict[str, Item], names: Callable[[Item], Sequence[str]]) -> tuple[str, ...]:
    """What counts for a larger share of her touches than of the season, by how much larger."""
    hers: dict[str, float] = {}
    for touch in touches:
        for name in set(names(items[touch.item])):
            hers[name] = hers.get(name, 0.0) + touch.weight
    season = Counter(name for item in items.values() for name in set(names(item)))
    total = sum(touch.weight for touch in touches)
    more = {name: weight / total - season[name] / len(items) for name, weight in hers.items() if weight >= ENOUGH}
    ranked = sorted((name for name in more if more[name] > 0), key=lambda name: (-more[name], name))
    return tuple(ranked[:MOST])


_TRAITS: dict[str, Callable[[Item], Sequence[str]]] = {
    "colors": lambda item: [word(color) for color in item.colors],
    "houses": lambda item: [item.house] if item.house else [],
    "garments": lambda item: item.garments,
    "fabrics": lambda item: item.fabrics,
    "prints": lambda item: item.prints,
}
