"""Knife pleats: where an edge is folded, what then lies under what, and the folds that run down the panel."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern import curve
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Fold, Piece
from frontrow.pattern.model import Pleats

Array = NDArray[np.float64]
SHOWN = 0.005  # metres of cloth that show between two folds, at least


@dataclass(frozen=True, eq=False)
class Folding:
    """Pleats on one edge. top, low: the edge and the one the folds run to, as drawn, both beginning at the folds'
    start; depth, shown: metres at (top, low); folds: in order along the top."""

    pleats: Pleats
    top: Array
    low: Array
    count: int
    depth: tuple[float, float]
    shown: tuple[float, float]
    turned: bool
    folds: tuple[Fold, ...]

    @property
    def seen(self) -> tuple[float, float]:
        """The share of the cloth that shows, at (top, low)."""
        top, low = (s / (s + 2 * d) for s, d in zip(self.shown, self.depth, strict=True))
        return top, low

    def pieces(self) -> list[Piece]:
        """The pieces of the folded edge: of each pleat what shows, and twice what it takes under."""
        depth, shown = self.depth[0], self.shown[0]
        steps = [(shown, self.pleats.edge), (depth, ""), (depth, "")] * self.count
        at = np.cumsum([0.0] + [step for step, _ in steps])
        at /= at[-1]
        made = [
            Piece(edge, curve.between(self.top, at[k], at[k + 1]), pleat="" if edge else self.pleats.name)
            for k, (_, edge) in enumerate(steps)
        ]
        if self.turned:  # the folds were counted from the edge's end
            return [Piece(p.edge, p.line[::-1].copy(), pleat=p.pleat) for p in reversed(made)]
        return made

    def hem(self) -> list[Piece]:
        """The pieces of the edge that the folds run to, in the order of the outline."""
        length = curve.arclength(self.low)[-1]
        at = [0.0, *(fold.at / length for fold in self.folds), 1.0]
        made = [curve.between(self.low, a, b) for a, b in pairwise(at) if b - a > 1e-9]
        if not self.turned:  # round the panel the far edge runs against the near one
            made = [line[::-1].copy() for line in reversed(made)]
        return [Piece(self.pleats.to, line) for line in made]


def folding(
    pleats: Pleats,
    top: Array,
    low: Array,
    count: int,
    depth: tuple[float, float],
    by: float,
    pressed: float,
    where: str,
    wrong: Callable[[str], PatternError],
) -> Folding:
    """Pleats laid into the polylines top (k, 2) and low (m, 2), metres, as they run round the outline.

    depth: metres at the top and at the far edge; by: metres below the top where the depth becomes that of the far edge,
    0 where it changes all the way. Raises the error that `wrong` makes when they do not fit.
    """
    turned = pleats.towards == "start"
    top = top[::-1].copy() if turned else top
    low = low if turned else low[::-1].copy()
    lengths = curve.arclength(top)[-1], curve.arclength(low)[-1]
    shown = [(length / count) - 2 * d for length, d in zip(lengths, depth, strict=True)]
    for length, d, s, edge in zip(lengths, depth, shown, (pleats.edge, pleats.to), strict=True):
        if s < SHOWN:
            raise wrong(
                f"{where}: {count} folds of {d * 100:.1f} cm take up {2 * count * d * 100:.1f} of the "
                f"{length * 100:.1f} cm of edge {edge}; make them fewer or shallower."
            )
    folds = []
    for k in range(count):
        outer = [k * (s + 2 * d) + s for s, d in zip(shown, depth, strict=True)]
        for number, mountain in enumerate((True, False)):
            at = [o + number * d for o, d in zip(outer, depth, strict=True)]
            start = curve.sample(top, np.array([at[0] / lengths[0]]))[0]
            straight, end = (curve.sample(line, np.array([at[1] / lengths[1]]))[0] for line in (top, low))
            way = float(np.linalg.norm(end - straight))
            if by > 0.9 * way:
                raise wrong(f"{where}: `by` is {100 * by:.1f} cm of a fold {100 * way:.1f} cm long; make it shorter.")
            knee = straight + (end - straight) * by / way if by > 0 else 0.5 * (start + end)
            share = ((k + 1) * shown[0] - number * depth[0]) / (count * shown[0])
            folds.append(Fold(np.stack([start, knee, end]), at[1], 1 - share if turned else share, mountain, pressed))
    return Folding(pleats, top, low, count, depth, (shown[0], shown[1]), turned, tuple(folds))
