"""Why an item is shown, as a fact that any language can say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontrow.recommend.colour import word
from frontrow.recommend.item import Item
from frontrow.recommend.ranking import Recommendation, Touch

HERE = "here"  # the event of the look whose page is open


@dataclass(frozen=True, slots=True)
class Reason:
    """The largest part of a score.

    kind: "popular", "together", "line_up" (nothing known yet), or the fact two looks share: "house",
    "garments", "fabrics", "colors", "prints", "silhouette", "price", "text". item: the look of the visitor's
    history it comes from. event: what she did with it (HERE: its page is open). value: the shared name, for a
    colour a key of `colour.WORDS`; None when it has no one name.
    """

    kind: str
    item: str | None = None
    event: str | None = None
    value: str | None = None


def reason_of(found: Recommendation, history: Sequence[Touch], items: Mapping[str, Item]) -> Reason:
    """The reason of a recommendation made for this history; that a dismissed look differs is none."""
    dismissed = {touch.item for touch in history if touch.weight < 0}
    part = next((part for part in found.parts if part.amount > 0 and part.source not in dismissed), None)
    if part is None:
        return Reason("line_up")
    if part.source is None:
        return Reason(part.kind)
    event = next(touch.event for touch in reversed(history) if touch.item == part.source)
    if part.kind != "content" or part.trait is None:
        return Reason(part.kind, part.source, event)
    value = _shared(part.trait, items[found.item], items[part.source])
    return Reason(part.trait, part.source, event, value)


def _shared(trait: str, one: Item, other: Item) -> str | None:
    if trait == "house":
        return one.house
    if trait == "colors":
        words = {word(color) for color in other.colors}
        return next((word(color) for color in one.colors if word(color) in words), None)
    if trait in ("garments", "fabrics", "prints"):
        names: Sequence[str] = getattr(one, trait)
        return next(name for name in names if name in getattr(other, trait))
    return None
