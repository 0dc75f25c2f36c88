"""What the recommender may know about a look: its facts, never a picture of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """A look as a bag of comparable facts; whatever is unknown is left empty and does not count.

    id: the look's slug. garments, fabrics, prints: names, in dressing order. colors: "#rrggbb", largest
    first. silhouette: drafting options by name, numbers or words ("length": 0.6, "neckline": "boat").
    price: in the season's currency. text: what the house says about it, any language.
    """

    id: str
    house: str = ""
    garments: tuple[str, ...] = ()
    fabrics: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    silhouette: Mapping[str, float | str] = field(default_factory=dict)
    price: float | None = None
    text: str = ""
