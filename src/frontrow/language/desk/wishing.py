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


def is_wish(question: str) -> bool:
    """Whether it asks what there is of a kind ("do you have a coat?"), or names a kind and nothing else ("a coat")."""
    text = re.sub(r"\bu\b", "you", question[:500].casefold())
    words = _words()
    asked = wish(question)
    if not (asked.garments or asked.fabrics or asked.prints or asked.colours):
        return False
    if any(re.search(form, text) for form in words["asking"]):
        return True
    kinds = [words[kind] for kind in ("garments", "fabrics", "prints", "colours")]
    said = [str(word).casefold() for kind in kinds for each in kind.values() for word in each] + words["skirts"]
    for word in sorted([*said, *words["articles"]], key=len, reverse=True):
        if _says(text, word):
            text = text.replace(word, " ") if _stuck(word) else re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text)
    return bool(asked.garments) and not re.search(r"\w", text)


def unmet(asked: Wish, question: str, found: Sequence[Suggestion]) -> list[str]:
    """What of the wish none of the looks has, in the words of the question and their order."""
    met = {each for one in found for each in one.because}
    text, words = question[:500].casefold(), _words()
    missed = {}
    for kind, names in (
        ("garment", asked.garments),
        ("fabric", asked.fabrics),
        ("print", asked.prints),
        ("colour", asked.colours),
        ("occasion", asked.occasions),
    ):
        for name in names:
            if name in SKIRTS and any((kind, each) in met for each in SKIRTS):
                continue
            if (kind, name) not in met:
                table = words[f"{kind}s"][name]
                said = [
                    *(table["words"] if kind == "occasion" else table),
                    *(words["skirts"] if name in SKIRTS else ()),
                ]
                word = max((str(each).casefold() for each in said if _says(text, str(each))), key=len)
                missed[word] = text.find(word)
    return sorted(missed, key=lambda word: missed[word])


def suggest(asked: Wish, question: str, looks: Sequence[Wearable], count: int = 3) -> list[Suggestion]:
    """The looks that have most of what is asked for, the cheaper first among equals.

    A garment that is asked for is had by all of them where the season has it. What is within the limit comes before
    what is not; when nothing is within it, the nearest in price of those (`within` False).
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
    if with_garment := [each for each in rated if set(asked.garments) & set(each[1].garments)]:
        rated = with_garment
    inside = [each for each in rated if _within(asked.limit, each[1])]
    if inside:
        best = max(each[0] for each in inside)
        chosen = sorted(inside, key=lambda each: (-each[0], each[1].price))
        return [Suggestion(look.slug, because, True) for merit, look, because in chosen if merit >= best / 2][:count]
    least = max((sum(WEIGHTS[kind] for kind, _ in each[2]) for each in rated), default=0.0) / 2
    rated = [each for each in rated if sum(WEIGHTS[kind] for kind, _ in each[2]) >= least]
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
    if _stuck(word):
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _stuck(word: str) -> bool:
    """Whether it is of a script without spaces, or with endings that are stuck on."""
    return re.search(r"[^\x00-ɏЀ-ӿ؀-ۿ]", word) is not None


@cache
def _words() -> dict[str, Any]:
    source = resources.files("frontrow.language.desk") / "data" / "wishes.yaml"
    return yaml.safe_load(source.read_text(encoding="utf-8"))
