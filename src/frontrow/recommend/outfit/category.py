"""What part of an outfit a garment is, from its name, and what finishes an outfit."""

from collections.abc import Iterable
from typing import Literal

Category = Literal["top", "bottom", "whole", "outer", ""]

_NAMES: dict[Category, tuple[str, ...]] = {
    "whole": ("dress", "gown", "jumpsuit", "romper", "overall"),
    "outer": ("coat", "jacket", "blazer", "cardigan", "cape", "parka", "trench"),
    "bottom": ("skirt", "trouser", "jean", "short", "legging", "pant", "culotte"),
    "top": ("tshirt", "t-shirt", "shirt", "top", "blouse", "sweater", "jumper", "tee", "vest"),
}


def category(garment: str) -> Category:
    """The part of an outfit a garment's name says it is: the word that comes last decides; "" when none does."""
    found: tuple[int, Category] = (0, "")
    for part, names in _NAMES.items():
        for name in names:
            if name in garment:
                found = max(found, (garment.rfind(name) + len(name), part))
    return found[1]


def missing(worn: Iterable[Category]) -> tuple[Category, ...]:
    """What finishes an outfit of these parts: what covers the body first, then a layer over it."""
    has = set(worn)
    if not has - {""}:
        return ()
    bare: list[Category] = []
    if "whole" not in has:
        bare += [part for part in ("top", "bottom") if part not in has]
    if "outer" not in has:
        bare.append("outer")
    return tuple(bare)
