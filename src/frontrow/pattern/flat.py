"""A pattern drawn for one set of measures: outlines in metres, ready to be cut or meshed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.curve import arclength
from frontrow.pattern.model import Pattern, Place, Seam

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Piece:
    """A stretch of outline between two corners: part of the edge `edge` (empty for a dart's leg, what a pleat
    takes under, or the fold)."""

    edge: str
    line: Array  # (k, 2) metres, counter-clockwise round the panel
    dart: str = ""
    pleat: str = ""

    @cached_property
    def length(self) -> float:
        return float(arclength(self.line)[-1])


@dataclass(frozen=True, eq=False)
class Fold:
    """A line down a pleated panel: `line` (3, 2), metres, from the folded edge over where its depth has become even to
    the far edge; `at`: metres along that edge.

    share: where it lies across the folded panel, 0 to 1 along the edge as written; mountain: whether the cloth
    turns under there, or back.
    """

    line: Array
    at: float
    share: float
    mountain: bool
    pressed: float


@dataclass(frozen=True, eq=False)
class FlatPanel:
    """One drawn panel: the left one of a pair, or the left half of a panel on the fold.

    `pieces` walk round it counter-clockwise, each beginning where the one before ends; `darts` are pairs of
    pieces, by index, that are sewn together; `folds` are its pleats', `seen` the share
    of the cloth that shows between them at the folded edge and at the far one. `grain` is in radians. `points`
    are the named points and `buttons` (k, 2) those that hold the left piece to the right one, metres.
    """

    name: str
    cut: str
    pieces: tuple[Piece, ...]
    darts: tuple[tuple[str, int, int], ...]
    folds: tuple[Fold, ...]
    seen: tuple[float, float]
    points: Mapping[str, Array]
    buttons: Array
    place: Place
    lift: float
    grain: float
    elastic: float
    grip: float
    fabric: str
    layers: int

    @cached_property
    def outline(self) -> Array:
        """(k, 2) metres, counter-clockwise, not closed."""
        return np.vstack([piece.line[:-1] for piece in self.pieces])

    @cached_property
    def area(self) -> float:
        """m² of cloth, both halves or both of the pair."""
        x, y = self.outline.T
        return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)))

    def run(self, edge: str) -> list[int]:
        """The pieces of an edge, counter-clockwise; darts and what pleats take under are left out."""
        found = [i for i, piece in enumerate(self.pieces) if piece.edge == edge]
        if found and found[0] == 0 and found[-1] == len(self.pieces) - 1:  # the edge runs over the start
            gap = next(k for k in range(1, len(found)) if self.pieces[found[k] - 1].edge != edge)
            before = self.pieces[found[gap] - 1]
            gap = gap if not before.dart and not before.pleat else 0
            return found[gap:] + found[:gap]
        return found

    def tucks(self) -> list[tuple[int, int]]:
        """The two pieces of each pleat that lie under a folded edge, closed where the first begins and the second
        ends."""
        under = [i for i, piece in enumerate(self.pieces) if piece.pleat]
        return list(zip(under[::2], under[1::2], strict=True))

    def length(self, edge: str) -> float:
        """Sewn length of an edge, metres."""
        return sum(self.pieces[i].length for i in self.run(edge))


@dataclass(frozen=True, eq=False)
class Draft:
    """A pattern drawn for `measures` (metres) with `options` (as in the file: cm, degrees, shares)."""

    pattern: Pattern
    measures: Mapping[str, float]
    options: Mapping[str, float]
    panels: Mapping[str, FlatPanel]
    seams: tuple[tuple[Seam, float], ...]  # with the ease worked out, as a share

    @property
    def area(self) -> float:
        """m² of cloth in the cut panels, without seam allowance."""
        return sum(panel.area for panel in self.panels.values())
