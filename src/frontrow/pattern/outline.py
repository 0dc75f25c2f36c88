"""The outline of a panel: edges to curves, darts cut out, pleats folded in, and the checks that it can be cut."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from frontrow.pattern import curve
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Fold, Piece
from frontrow.pattern.model import Dart, Edge, Formula, Panel, Pleats, Point
from frontrow.pattern.pleat import Folding, folding

Array = NDArray[np.float64]
FEWEST = 0.0025  # a dart or an edge shorter than this, metres, is not sewn
LEAST = 1e-4  # m²: no piece of a garment is smaller
Spot = Callable[[str | Point, str], Array]
Value = Callable[[Formula, str], float]
Wrong = Callable[[str], PatternError]


@dataclass
class Outline:
    """Pieces counter-clockwise, with the pairs of them that darts close, and the folds of pleats."""

    pieces: list[Piece] = field(default_factory=list)
    darts: list[tuple[str, int, int]] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    seen: tuple[float, float] = (1.0, 1.0)


def outline(panel: Panel, points: Mapping[str, Array], spot: Spot, value: Value, wrong: Wrong) -> Outline:
    """The outline of a panel with these points, metres. Raises PatternError where it cannot be cut."""
    return _Outliner(panel, points, spot, value, wrong).outline()


class _Outliner:
    def __init__(self, panel: Panel, points: Mapping[str, Array], spot: Spot, value: Value, wrong: Wrong) -> None:
        self.panel, self.points, self.spot, self.value, self.wrong = panel, points, spot, value, wrong
        self.where = f"panel {panel.name}"
        self.made = Outline()

    def outline(self) -> Outline:
        panel, made = self.panel, self.made
        lines = {edge.name: self.line(edge) for edge in panel.edges}
        foldings = [self.folding(pleats, lines) for pleats in panel.pleats]
        for name, line in lines.items():
            if line is None:
                continue
            self.edge(name, line, foldings)
        if len(made.pieces) < 2:
            raise self.wrong(f"{self.where} has no outline: its edges have no length.")
        first, last = made.pieces[0], made.pieces[-1]
        if np.linalg.norm(last.line[-1] - first.line[0]) > 1e-6:
            made.pieces.append(Piece("", np.vstack([last.line[-1], first.line[0]])))
        for folded in foldings:
            made.folds += folded.folds
            made.seen = folded.seen
        self.turn()
        if panel.cut == "fold":
            self.on_fold()
        self.simple()
        return made

    def line(self, edge: Edge) -> Array | None:
        """The edge as a polyline, or None when it has no length (such as a dart's mouth that closed)."""
        at = f"{self.where}, edge {edge.name}"
        start, end = self.points[edge.start], self.points[edge.end]
        if edge.bend:
            line = curve.bezier(np.vstack([start, *(self.spot(p, at) for p in edge.bend), end]))
        elif edge.through:
            through = np.vstack([start, *(self.spot(p, at) for p in edge.through), end])
            if np.linalg.norm(np.diff(through, axis=0), axis=1).min() < 1e-5:
                raise self.wrong(f"{at} runs through the same point twice; move or leave out one of them.")
            line = curve.spline(through)
        elif edge.arc is not None:
            centre = self.spot(edge.arc, at)
            if min(np.linalg.norm(start - centre), np.linalg.norm(end - centre)) < 1e-4:
                raise self.wrong(f"{at} is an arc without a radius; move its centre.")
            line = curve.arc(start, end, centre)
        else:
            line = np.vstack([start, end])
        return line if curve.arclength(line)[-1] >= 1e-6 else None

    def edge(self, name: str, line: Array, foldings: Sequence[Folding]) -> None:
        """Add the pieces of one edge: folded, crossed by folds, darted or whole."""
        made = self.made
        for folded in foldings:
            if folded.pleats.edge == name:
                made.pieces += folded.pieces()
                return
            if folded.pleats.to == name:
                made.pieces += folded.hem()
                return
        self.cut_darts([dart for dart in self.panel.darts if dart.edge == name], name, line)

    def folding(self, pleats: Pleats, lines: Mapping[str, Array | None]) -> Folding:
        at = f"{self.where}, pleats {pleats.name}"
        top, low = lines[pleats.edge], lines[pleats.to]
        if top is None or low is None:
            raise self.wrong(f"{at} run between edges of which one has no length.")
        count, pressed = self.value(pleats.count, f"{at} count"), self.value(pleats.pressed, f"{at} pressed")
        depth = self.value(pleats.depth, f"{at} depth") / 100
        depth_to = self.value(pleats.depth_to, f"{at} depth_to") / 100
        if not 0.5 <= count <= 60:
            raise self.wrong(f"{at}: count is {count:g}; 1 to 60 folds are sewn.")
        if not 0 <= pressed <= 1:
            raise self.wrong(f"{at}: pressed is {pressed:g}; a share from 0 (soft) to 1 (sharp).")
        if min(depth, depth_to) < FEWEST:
            raise self.wrong(f"{at} are {100 * min(depth, depth_to):.1f} cm deep; a fold takes at least 0.25 cm under.")
        by = self.value(pleats.by, f"{at} by") / 100
        return folding(pleats, top, low, max(1, round(count)), (depth, depth_to), by, pressed, at, self.wrong)

    def cut_darts(self, mine: list[Dart], edge: str, line: Array) -> None:
        made = self.made
        total = float(curve.arclength(line)[-1])
        cuts = []
        for dart in mine:
            at = f"{self.where}, dart {dart.name}"
            width = self.value(dart.width, at + " width") / 100
            if width < FEWEST:
                continue
            middle, half = self.value(dart.at, at + " at"), width / 2 / total
            if middle - half < 0.01 or middle + half > 0.99:
                raise self.wrong(
                    f"{at} is {width * 100:.1f} cm wide at {middle:.0%} of edge {edge} "
                    f"({total * 100:.1f} cm) and runs off its end; make it narrower or move it."
                )
            cuts.append((middle - half, middle + half, self.spot(dart.tip, at + " tip"), dart.name))
        cuts.sort(key=lambda cut: cut[0])
        begin = 0.0
        for low, high, tip, name in cuts:
            if low < begin + 0.005:
                raise self.wrong(f"{self.where}, dart {name} overlaps another dart on edge {edge}; move it.")
            mouth = curve.sample(line, np.array([low, high]))
            made.pieces.append(Piece(edge, curve.between(line, begin, low)))
            made.pieces.append(Piece("", np.vstack([mouth[0], tip]), name))
            made.pieces.append(Piece("", np.vstack([tip, mouth[1]]), name))
            legs = made.pieces[-2].length, made.pieces[-1].length
            if min(legs) < 0.01 or max(legs) > 1.15 * min(legs):
                raise self.wrong(
                    f"{self.where}, dart {name} has legs of {legs[0] * 100:.1f} and {legs[1] * 100:.1f} cm; "
                    "move its tip so that they match."
                )
            made.darts.append((name, len(made.pieces) - 2, len(made.pieces) - 1))
            begin = high
        made.pieces.append(Piece(edge, curve.between(line, begin, 1.0)))

    def turn(self) -> None:
        """Make it counter-clockwise."""
        made = self.made
        x, y = np.vstack([piece.line[:-1] for piece in made.pieces]).T
        if x @ np.roll(y, -1) - y @ np.roll(x, -1) >= 0:
            return
        last = len(made.pieces) - 1
        made.pieces = [Piece(p.edge, p.line[::-1].copy(), p.dart, p.pleat) for p in reversed(made.pieces)]
        made.darts = [(name, last - b, last - a) for name, a, b in made.darts]

    def on_fold(self) -> None:
        for piece in self.made.pieces:
            if piece.line[:, 0].min() < -1e-4:
                name = piece.edge or "the fold"
                raise self.wrong(
                    f"{self.where}, edge {name} crosses the fold at x = 0; draw the left half, with x above 0."
                )
        folds = [p for p in self.made.pieces if np.abs(p.line[:, 0]).max() < 1e-6]
        if len(folds) != 1:
            raise self.wrong(
                f"{self.where} is cut on the fold, but {len(folds)} of its edges lie on x = 0; make it one."
            )

    def simple(self) -> None:
        pieces = self.made.pieces
        polygon = shapely.Polygon(np.vstack([piece.line[:-1] for piece in pieces]))
        if polygon.is_valid and polygon.area > LEAST:
            return
        if polygon.is_valid:
            raise self.wrong(
                f"{self.where} has almost no area ({polygon.area * 1e4:.2f} cm²); check the points that its formulas "
                "give for this size."
            )
        lines = [shapely.LineString(piece.line) for piece in pieces]
        for i, a in enumerate(lines):
            name = pieces[i].edge or pieces[i].dart or pieces[i].pleat or "fold"
            if not a.is_simple:
                raise self.wrong(f"{self.where}: edge {name} crosses itself; check its points and bends.")
            for j in range(i + 1, len(lines)):
                other = pieces[j].edge or pieces[j].dart or pieces[j].pleat or "fold"
                near = j == i + 1 or (i == 0 and j == len(lines) - 1)
                if a.crosses(lines[j]) or a.overlaps(lines[j]) or (not near and a.intersects(lines[j])):
                    raise self.wrong(
                        f"{self.where} crosses itself: edge {name} meets edge {other}; check their points."
                    )
        raise self.wrong(f"{self.where} crosses itself; check the order of its points.")
