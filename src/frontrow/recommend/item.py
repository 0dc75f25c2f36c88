"""What the recommender may know about a thing it shows: its facts, never a picture of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["look", "garment", "story", "show", "sponsor"]


@dataclass(frozen=True, slots=True)
class Item:
    """A look, or anything else that is shown, as comparable facts; what is unknown is left empty and does not count.

    id: its slug. garments, fabrics, prints: names, in dressing order. colors: "#rrggbb", largest first.
    silhouette: drafting options by name, numbers or words ("length": 0.6, "neckline": "boat"). price: in the
    season's currency. text: what the house says about it, any language. kind: what it is; models learn from all
    kinds together, a slate is of one. new_designer: its house shows for the first time. densities: g/m² of each
    garment's fabric, as many as garments, or none. A show's facts are those of the looks that walk in it.
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
    kind: Kind = "look"
    new_designer: bool = False
    densities: tuple[float, ...] = ()


def of_looks(id: str, looks: Sequence[Item], text: str = "", kind: Kind = "show") -> Item:
    """What is made of looks (a show, a story, a sponsor's row) as comparable facts: theirs together.

    The house is theirs when they have one between them; garments, fabrics, prints and colours are each told once.
    """
    houses = {look.house for look in looks}
    return Item(
        id,
        house=houses.pop() if len(houses) == 1 else "",
        garments=tuple(dict.fromkeys(name for look in looks for name in look.garments)),
        fabrics=tuple(dict.fromkeys(name for look in looks for name in look.fabrics)),
        colors=tuple(dict.fromkeys(color for look in looks for color in look.colors)),
        prints=tuple(dict.fromkeys(name for look in looks for name in look.prints)),
        text=text,
        kind=kind,
        new_designer=bool(looks) and all(look.new_designer for look in looks),
    )
