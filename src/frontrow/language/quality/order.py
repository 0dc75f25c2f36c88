"""The order of pieces: quality, readers, freshness; one author after the other, and slots for new voices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontrow.language.quality.engagement import Rate

DAYS = 21.0  # half-life of freshness
OLD = 0.4  # what is left of an old piece's score
TRUST = 0.6  # how much readers count: the exponent of the lift
AGAIN = 0.65  # a second piece of an author in the same list counts so much less
EVERY, FIRST = 5, 2  # each fifth slot is kept for a new voice, beginning with the third
FEW, SEEN = 3, 200.0  # an author is new with fewer pieces than that, which were shown less often than that


@dataclass(frozen=True)
class Piece:
    """quality: 0 to 1. age: days since it was published. pieces: how many its author has published."""

    name: str
    author: str
    quality: float
    rate: Rate
    age: float
    pieces: int

    @property
    def parts(self) -> Mapping[str, float]:
        """What the score is the product of."""
        return {
            "quality": self.quality,
            "readers": self.rate.lift**TRUST,
            "fresh": OLD + (1 - OLD) * 0.5 ** (max(0.0, self.age) / DAYS),
        }

    @property
    def score(self) -> float:
        """By which pieces are ordered: the product of its parts, 0 and up."""
        found = 1.0
        for part in self.parts.values():
            found *= part
        return found


@dataclass(frozen=True)
class Placed:
    """kept: it stands in a slot that is kept for new voices. variety: what an earlier piece of its author cost it."""

    piece: Piece
    kept: bool
    variety: float


def is_new(pieces: Sequence[Piece]) -> set[str]:
    """The authors who are new voices here."""
    shown: dict[str, float] = {}
    for piece in pieces:
        shown[piece.author] = shown.get(piece.author, 0.0) + piece.rate.shown
    return {piece.author for piece in pieces if piece.pieces < FEW and shown[piece.author] < SEEN}


def ordered(pieces: Sequence[Piece], count: int | None = None) -> list[Placed]:
    """The best order of at most `count` pieces. A kept slot goes to the new author shown least, by her best piece;
    when no new voice is left it is a slot like the others."""
    left, new, found = sorted(pieces, key=lambda piece: piece.name), is_new(pieces), list[Placed]()
    before: dict[str, int] = {}
    while left and (count is None or len(found) < count):
        kept = len(found) % EVERY == FIRST
        voices = [piece for piece in left if piece.author in new] if kept else []
        kept = bool(voices)
        if voices:
            best = min(voices, key=lambda piece: (before.get(piece.author, 0), piece.rate.shown, -piece.score))
        else:
            best = max(left, key=lambda piece: piece.score * AGAIN ** before.get(piece.author, 0))
        found.append(Placed(best, kept, AGAIN ** before.get(best.author, 0)))
        before[best.author] = before.get(best.author, 0) + 1
        left.remove(best)
    return found
