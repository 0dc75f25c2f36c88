"""Looks by a description: what is asked for, as facts of looks, and which looks have most of it for the money."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from frontrow.language.desk.fulltext import FullText
from frontrow.language.desk.money import Limit, limit

SKIRTS = ("pleated-skirt", "circle-skirt")
WEIGHTS = {"garment": 3.0, "colour": 2.0, "fabric": 2.0, "print": 2.0, "occasion": 1.5, "text": 1.0}


@dataclass(frozen=True)
class Wearable:
    """A look as facts. garments, fabrics, prints, colours: by name, colours as the words of `recommend.colour`.
    weight: g/m² of the outermost cloth, None when unknown. price: in whole currency, None where it is not sold. text:
    what is written about it.
    """

    slug: str
    garments: tuple[str, ...]
    fabrics: tuple[str, ...]
    prints: tuple[str, ...]
    colours: tuple[str, ...]
    weight: float | None
    price: float | None
    text: str


@dataclass(frozen=True)
class Wish:
    """What is asked for; each of the names as in wishes.yaml."""

    garments: tuple[str, ...] = ()
    fabrics: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    limit: Limit = field(default_factory=Limit)

    def __bool__(self) -> bool:
        named = self.garments + self.fabrics + self.prints + self.colours + self.occasions
        return bool(named) or self.limit != Limit()


@dataclass(frozen=True)
class Suggestion:
    """slug: the look. because: (kind, name) of what was asked for and is so. within: whether the price is."""

    slug: str
    because: tuple[tuple[str, str], ...]
    within: bool


def wish(question: str) -> Wish:
    """What a question asks for; empty when it names nothing that looks have."""
    words = _words()
    text = question[:500].casefold()
    garments = list(_named(text, words["garments"]))
    if "slip-dress" in garments and "dress" in garments:
        garments.remove("dress")
    if not set(garments) & set(SKIRTS) and any(_says(text, word) for word in words["skirts"]):
        garments += SKIRTS
    if re.search(r"半身裙|百褶裙|圆裙|短裙", text):
        garments = [name for name in garments if name != "dress"]
    return Wish(
        tuple(garments),
        tuple(_named(text, words["fabrics"])),
        tuple(_named(text, words["prints"])),
        tuple(_named(text, words["colours"])),
        tuple(_named(text, {name: each["words"] for name, each in words["occasions"].items()})),
        limit(question),
    )


def suggest(asked: Wish, question: str, looks: Sequence[Wearable], count: int = 3) -> list[Suggestion]:
    """The looks that have most of what is asked for, the cheaper first among equals.

    What is within the limit comes before what is not; when nothing is within it, the nearest in price (`within` False).
    Only looks with at least half of the best one's merit are told; nothing when nothing asked for is there.
    """
    shared = FullText([look.text for look in looks]).scores(question)
    rated = []
    for look, near in zip(looks, shared, strict=True):
        because = tuple(_because(asked, look))
        merit = sum(WEIGHTS[kind] for kind, _ in because) + WEIGHTS["text"] * min(float(near), 1.0) * bool(because)
        rated.append((merit, look, because))
    named = Wish(asked.garments, asked.fabrics, asked.prints, asked.colours, asked.occasions)
    if named:
        rated = [each for each in rated if each[2]]
    rated = [each for each in rated if each[1].price is not None]
    inside = [each for each in rated if _within(asked.limit, each[1])]
    if inside:
        best = max(each[0] for each in inside)
        chosen = sorted(inside, key=lambda each: (-each[0], each[1].price))
        return [Suggestion(look.slug, because, True) for merit, look, because in chosen if merit >= best / 2][:count]
    nearest = sorted(rated, key=lambda each: (_beyond(asked.limit, each[1]), -each[0]))
    return [Suggestion(look.slug, because, False) for _, look, because in nearest[:1]]


def _because(asked: Wish, look: Wearable) -> Iterator[tuple[str, str]]:
    yield from (("garment", name) for name in asked.garments if name in look.garments)
    yield from (("colour", name) for name in asked.colours if name in look.colours)
    yield from (("fabric", name) for name in asked.fabrics if any(name in fabric for fabric in look.fabrics))
    yield from (("print", name) for name in asked.prints if name in look.prints)
    for name in asked.occasions:
        usual = _words()["occasions"][name]
        if "most" in usual or "least" in usual:
            weight = look.weight
            right = weight is not None and usual.get("least", 0) <= weight <= usual.get("most", 9_999)
        else:
            right = bool(set(usual.get("garments", ())) & set(look.garments))
            right |= any(fabric in kind for fabric in usual.get("fabrics", ()) for kind in look.fabrics)
        if right:
            yield "occasion", name


def _within(asked: Limit, look: Wearable) -> bool:
    return _beyond(asked, look) == 0


def _beyond(asked: Limit, look: Wearable) -> float:
    price = look.price or 0.0
    return max(price - (asked.most or price), (asked.least or price) - price, 0.0)


def _named(text: str, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from (name for name, said in words.items() if any(_says(text, word) for word in said))


def _says(text: str, word: str) -> bool:
    word = str(word).casefold()
    if re.search(r"[^\x00-ɏЀ-ӿ؀-ۿ]", word):  # scripts without spaces, or with endings that are stuck on
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@cache
def _words() -> dict[str, Any]:
    source = resources.files("frontrow.language.desk") / "data" / "wishes.yaml"
    return yaml.safe_load(source.read_text(encoding="utf-8"))
