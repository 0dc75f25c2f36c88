"""Why an item is shown, as a fact that any language can say."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from frontrow.recommend.colour import word
from frontrow.recommend.item import Item
from frontrow.recommend.ranking import Part, Touch

HERE = "here"  # the event of the look whose page is open


class Scored(Protocol):
    """An item and what its score is made of, largest part first: a recommendation, or a place of a slate."""

    @property
    def item(self) -> str: ...

    @property
    def parts(self) -> tuple[Part, ...]: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """The largest part of a score.

    kind: "popular", "together", "next" (what comes after), "line_up" (nothing known yet), the fact two looks
    share ("house", "garments", "fabrics", "colors", "prints", "silhouette", "price", "text"), or what re-ranking
    added: "answers" (looks like it are opened where they are shown), "explore" (chance), "new_designer", "pin",
    "variety". item: the look of the visitor's history it comes from. event: what she did with it (HERE: its page
    is open). value: the shared name, for a colour a key of `colour.WORDS`, for a new designer the house; None
    when it has no one name.
    """

    kind: str
    item: str | None = None
    event: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A reason and its share of the score: what speaks for the item sums to 1, what speaks against is below 0."""

    reason: Reason
    share: float


def reason_of(found: Scored, history: Sequence[Touch], items: Mapping[str, Item]) -> Reason:
    """The largest part of a recommendation made for this history; that a dismissed look differs is none."""
    dismissed = {touch.item for touch in history if touch.weight < 0}
    part = next((part for part in found.parts if part.amount > 0 and part.source not in dismissed), None)
    return Reason("line_up") if part is None else _said(part, found.item, history, items)


def shares_of(found: Scored, history: Sequence[Touch], items: Mapping[str, Item]) -> list[Share]:
    """Every reason of a score with its share, largest first.

    What one look of the history brings for or against the item is one share; its largest part says why.
    """
    total = math.fsum(part.amount for part in found.parts if part.amount > 0)
    if total <= 0:
        return [Share(Reason("line_up"), 1.0)]
    brought: dict[tuple[str | None, str | None, bool], list[Part]] = {}
    for part in found.parts:
        brought.setdefault((part.source, None if part.source else part.kind, part.amount > 0), []).append(part)
    shares = [
        Share(
            _said(max(parts, key=lambda part: abs(part.amount)), found.item, history, items),
            math.fsum(part.amount for part in parts) / total,
        )
        for parts in brought.values()
    ]
    return sorted((each for each in shares if each.share), key=lambda each: -each.share)


def _said(part: Part, item: str, history: Sequence[Touch], items: Mapping[str, Item]) -> Reason:
    if part.source is None:
        return Reason(part.kind, value=items[item].house if part.kind == "new_designer" else None)
    event = next(touch.event for touch in reversed(history) if touch.item == part.source)
    if part.kind != "content" or part.trait is None:
        return Reason(part.kind, part.source, event)
    return Reason(part.trait, part.source, event, _shared(part.trait, items[item], items[part.source]))


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
