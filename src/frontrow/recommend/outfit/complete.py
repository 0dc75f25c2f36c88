"""Garments that finish an outfit: what it lacks, in colours and cloths that go with what it has."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from frontrow.recommend.item import Item
from frontrow.recommend.outfit.category import Category, category, missing
from frontrow.recommend.outfit.harmony import harmony
from frontrow.recommend.outfit.head import WEIGHTS, learn
from frontrow.recommend.ranking import Part

OTHERWISE = 0.6  # how much less a garment that could replace one counts than one that is missing


@dataclass(frozen=True, slots=True)
class Piece:
    """One garment of a look. number: its place in dressing order. density: g/m², 0 when unknown."""

    look: str
    number: int
    garment: str
    color: str = ""
    density: float = 0.0
    house: str = ""

    @property
    def category(self) -> Category:
        return category(self.garment)


@dataclass(frozen=True, slots=True)
class Finish:
    """A garment that finishes an outfit. beside: the garment it goes with best. fills: whether it was missing.

    parts sum to the score: "colour", "fabric" (weights that hang together), "worn" (such garments are worn
    together in looks), "house", "together" (visitors who like one look like the other), each counted by its weight
    in the head; "missing" is what counts for filling a gap.
    """

    piece: Piece
    beside: Piece
    fills: bool
    parts: tuple[Part, ...]

    @property
    def score(self) -> float:
        return math.fsum(part.amount for part in self.parts)


class Outfits:
    """The garments of the looks of a catalogue, and what is known of garments that go together.

    liked: how much visitors who like the first look like the second, in [0, 1]; nobody is asked when left out.
    """

    def __init__(self, catalogue: Sequence[Item], liked: Callable[[str, str], float] | None = None) -> None:
        self.pieces = {item.id: pieces(item) for item in catalogue if item.kind == "look"}
        self._liked = liked or (lambda one, other: 0.0)
        self._pairs, self._single, self._looks = _counted(self.pieces)
        self.weights: Mapping[str, float] = WEIGHTS
        self.weights = learn([self._facts(*pair) for pair in self._worn()], [self._facts(*p) for p in self._not_worn()])

    def complete(self, look: str, k: int = 3, garment: int | None = None) -> list[Finish]:
        """At most k garments of other looks that finish this one, or go with one garment of it, best first.

        What is missing comes before what could take a garment's place; of one look only its best is told.
        """
        worn = [each for each in self.pieces.get(look, ()) if garment in (None, each.number)]
        gaps = missing(each.category for each in worn)
        best: dict[str, Finish] = {}
        for other, theirs in self.pieces.items():
            for piece in theirs if other != look else ():
                found = self._finish(piece, worn, gaps)
                if found and (other not in best or found.score > best[other].score):
                    best[other] = found
        return sorted(best.values(), key=lambda each: (-each.score, each.piece.look))[:k]

    def _finish(self, piece: Piece, worn: list[Piece], gaps: tuple[Category, ...]) -> Finish | None:
        fills = piece.category in gaps
        part = {"top": "bottom", "bottom": "top"}.get(piece.category)
        beside = [each for each in worn if (each.category if fills else part) == each.category and each.category]
        if not beside:
            return None
        rated = []
        for each in beside:
            facts = self._facts(each, piece)
            share = 1.0 if fills else OTHERWISE
            parts = [Part(kind, share * self.weights[kind] * amount) for kind, amount in facts.items() if amount]
            rated.append((math.fsum(part.amount for part in parts), each, parts))
        # It is worn beside all of them: the garment it goes with least decides, the one it goes with best is told.
        _, _, parts = min(rated, key=lambda each: each[0])
        _, told, _ = max(rated, key=lambda each: each[0])
        if fills:
            parts = [*parts, Part("missing", 1.0)]
        return Finish(piece, told, fills, tuple(sorted(parts, key=lambda part: -part.amount)))

    def _facts(self, one: Piece, other: Piece) -> dict[str, float]:
        return {
            "colour": harmony(one.color, other.color) if one.color and other.color else 0.0,
            "fabric": _weights_agree(one.density, other.density),
            "worn": self._lift(one.garment, other.garment),
            "house": float(bool(one.house) and one.house == other.house),
            "together": self._liked(one.look, other.look),
        }

    def _lift(self, one: str, other: str) -> float:
        """How much more often than by chance two garments are worn in one look: in (-1, 1), 0 when unknown."""
        together = self._pairs[frozenset((one, other))]
        chance = self._single[one] * self._single[other] / max(self._looks, 1)
        return (together - chance) / (together + chance + 1)

    def _worn(self) -> list[tuple[Piece, Piece]]:
        return [pair for theirs in self.pieces.values() for pair in combinations(theirs, 2)]

    def _not_worn(self) -> list[tuple[Piece, Piece]]:
        """For each pair that is worn, its first garment beside the second's counterpart in the next look."""
        looks, found = list(self.pieces.values()), []
        for start, theirs in enumerate(looks):
            for one, other in combinations(theirs, 2):
                later = looks[start + 1 :] + looks[:start]
                swaps = (each for look in later for each in look if each.category == other.category)
                if swap := next(swaps, None):
                    found.append((one, swap))
        return found


def pieces(item: Item) -> tuple[Piece, ...]:
    """The garments of a look."""
    return tuple(
        Piece(
            item.id,
            number,
            garment,
            item.colors[number] if len(item.colors) == len(item.garments) else "",
            item.densities[number] if len(item.densities) == len(item.garments) else 0.0,
            item.house,
        )
        for number, garment in enumerate(item.garments)
    )


def _weights_agree(one: float, other: float) -> float:
    """1 for cloths of one weight, 0 where one is three times the other; 0 when one is unknown."""
    return max(0.0, 1 - abs(math.log(one / other)) / math.log(3)) if one and other else 0.0


def _counted(looks: Mapping[str, tuple[Piece, ...]]) -> tuple[Counter[frozenset[str]], Counter[str], int]:
    pairs, single = Counter[frozenset[str]](), Counter[str]()
    for theirs in looks.values():
        single.update({piece.garment for piece in theirs})
        pairs.update({frozenset((a.garment, b.garment)) for a, b in combinations(theirs, 2)})
    return pairs, single, len(looks)
