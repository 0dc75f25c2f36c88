"""What is shown together, why, and how likely each item was to be shown where it is."""

import math
from dataclasses import dataclass

from frontrow.recommend.ranking import Part


@dataclass(frozen=True, slots=True)
class Shown:
    """An item of a slate; its parts, largest first, sum to its score. propensity: in (0, 1]."""

    item: str
    parts: tuple[Part, ...]
    propensity: float = 1.0

    @property
    def score(self) -> float:
        return math.fsum(part.amount for part in self.parts)


@dataclass(frozen=True, slots=True)
class Slate:
    """Items in the order in which they are shown.

    propensity: of an item, the chance that this visitor was shown this item in this place. model: which model
    proposed the candidates. likelihood: the chance of the whole slate, in (0, 1]. new_designers: how many
    places they could expect before chance had spoken (what `Floor.count` asks).
    """

    shown: tuple[Shown, ...]
    model: str = ""
    likelihood: float = 1.0
    new_designers: float = 0.0

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(each.item for each in self.shown)

    @property
    def propensities(self) -> tuple[float, ...]:
        return tuple(each.propensity for each in self.shown)
