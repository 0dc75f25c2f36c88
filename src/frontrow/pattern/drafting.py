"""Drawing a pattern: formulas to points, points to outlines, darts taken out."""

from collections.abc import Callable, Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from frontrow.pattern import curve
from frontrow.pattern.errors import PatternError
from frontrow.pattern.expression import FormulaError, evaluate
from frontrow.pattern.flat import Draft, FlatPanel, Piece
from frontrow.pattern.model import Dart, Edge, Formula, Panel, Pattern, Point

Array = NDArray[np.float64]
FEWEST = 0.0025  # a dart or an edge shorter than this, metres, is not sewn
FARTHEST = 600.0  # cm: no point of a garment is farther out
LARGEST = 30.0  # m² of cloth in one garment
Spot = Callable[[str | Point, str], Array]
NOT_LENGTHS = ("weight", "shoulder_slope", "age")


def draft(pattern: Pattern, measures: Mapping[str, float], options: Mapping[str, float] | None = None) -> Draft:
    """The pattern drawn for a body's measures (metres) and options; missing options take their default.

    Raises PatternError for an unknown option or one out of range, a formula that cannot be worked out, a
    panel that crosses itself, a dart that does not fit, or an absurd size.
    """
    return _Drafter(pattern, measures, options or {}).draft()


class _Drafter:
    def __init__(self, pattern: Pattern, measures: Mapping[str, float], options: Mapping[str, float]) -> None:
        self.pattern = pattern
        self.measures = measures
        self.options = self.chosen(options)
        self.names = {k: float(v) if k in NOT_LENGTHS else float(v) * 100 for k, v in measures.items()}
        self.names |= self.options
        self.panels: dict[str, FlatPanel] = {}
        self.drawing: list[str] = []

    def wrong(self, text: str) -> PatternError:
        return PatternError(f"{self.pattern.file}: {text}")

    def chosen(self, options: Mapping[str, float]) -> dict[str, float]:
        known = self.pattern.options
        for name, value in options.items():
            if name not in known:
                raise self.wrong(f"has no option `{name}`; its options are {', '.join(known) or 'none'}.")
            option = known[name]
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise self.wrong(f"option {name} must be a number, not {value!r:.40}.")
            if not option.least <= value <= option.most:
                raise self.wrong(
                    f"option {name} is {value:g}; choose from {option.least:g} to {option.most:g} {option.unit}."
                )
        return {name: float(options.get(name, option.default)) for name, option in known.items()}

    def value(self, formula: Formula, where: str) -> float:
        try:
            return evaluate(formula, self.names, self.length)
        except FormulaError as error:
            raise self.wrong(f"{where}: {error}.") from None

    def length(self, panel: str, edge: str) -> float:
        """cm; draws the panel first if need be."""
        if panel not in self.pattern.panels:
            raise FormulaError(f"`length({panel}.{edge})` names a panel that is not there")
        if edge not in [e.name for e in self.pattern.panels[panel].edges]:
            raise FormulaError(f"`length({panel}.{edge})`: panel {panel} has no edge `{edge}`")
        if panel in self.drawing:
            raise FormulaError(f"`length({panel}.{edge})` depends on itself")
        return self.panel(panel).length(edge) * 100

    def draft(self) -> Draft:
        for name, formula in self.pattern.let.items():
            if name in self.options:
                raise self.wrong(f"let {name}: the name is already an option; choose another.")
            self.names[name] = self.value(formula, f"let {name}")
        for name in self.pattern.panels:
            self.panel(name)
        panels = {name: self.panels[name] for name in self.pattern.panels}
        seams = tuple((seam, self.value(seam.ease, f"seam {seam.name}: ease") / 100) for seam in self.pattern.seams)
        made = Draft(self.pattern, dict(self.measures), self.options, panels, seams)
        if made.area > LARGEST:
            raise self.wrong(f"its panels add up to {made.area:.0f} m² of cloth; at most {LARGEST:.0f} are sewn.")
        return made

    def panel(self, name: str) -> FlatPanel:
        if name not in self.panels:
            if len(self.drawing) > 8:
                raise self.wrong(f"panel {name}: panels measure one another too deeply; use `let`.")
            self.drawing.append(name)
            self.panels[name] = self.draw(self.pattern.panels[name])
            self.drawing.pop()
        return self.panels[name]

    def point(self, point: Point, where: str) -> Array:
        spot = np.array([self.value(point[0], where + " x"), self.value(point[1], where + " y")])
        if np.abs(spot).max() > FARTHEST:
            raise self.wrong(f"{where} lies {np.abs(spot).max():.0f} cm out; at most {FARTHEST:.0f} is drawn.")
        return spot / 100

    def draw(self, panel: Panel) -> FlatPanel:
        where = f"panel {panel.name}"
        points = {name: self.point(p, f"{where}, point {name}") for name, p in panel.points.items()}

        def spot(item: str | Point, at: str) -> Array:
            return points[item] if isinstance(item, str) else self.point(item, at)

        pieces: list[Piece] = []
        darts: list[tuple[str, int, int]] = []
        for edge in panel.edges:
            line = self.line(edge, points, spot, where)
            if line is None:
                continue
            mine = [dart for dart in panel.darts if dart.edge == edge.name]
            self.cut_darts(mine, edge.name, line, spot, where, pieces, darts)
        if len(pieces) < 2:
            raise self.wrong(f"{where} has no outline: its edges have no length.")
        if np.linalg.norm(pieces[-1].line[-1] - pieces[0].line[0]) > 1e-6:
            pieces.append(Piece("", np.vstack([pieces[-1].line[-1], pieces[0].line[0]])))
        pieces, darts = self.turned(pieces, darts)
        if panel.cut == "fold":
            self.on_fold(pieces, where)
        self.simple(pieces, where)
        elastic = self.value(panel.elastic, f"{where}: elastic")
        if not 0.5 <= elastic <= 1.2:
            raise self.wrong(f"{where}: `elastic` is {elastic:g}; a share of the cut length from 0.5 to 1.2.")
        return FlatPanel(
            name=panel.name,
            cut=panel.cut,
            pieces=tuple(pieces),
            darts=tuple(darts),
            points=points,
            place=panel.place,
            lift=self.value(panel.place.lift, f"{where}: lift") / 100,
            grain=float(np.radians(self.value(panel.grain, f"{where}: grain"))),
            elastic=elastic,
            fabric=panel.fabric,
        )

    def line(self, edge: Edge, points: Mapping[str, Array], spot: Spot, where: str) -> Array | None:
        """The edge as a polyline, or None when it has no length (such as a dart's mouth that closed)."""
        at = f"{where}, edge {edge.name}"
        start, end = points[edge.start], points[edge.end]
        if edge.bend:
            line = curve.bezier(np.vstack([start, *(spot(p, at) for p in edge.bend), end]))
        elif edge.through:
            through = np.vstack([start, *(spot(p, at) for p in edge.through), end])
            if np.linalg.norm(np.diff(through, axis=0), axis=1).min() < 1e-5:
                raise self.wrong(f"{at} runs through the same point twice; move or leave out one of them.")
            line = curve.spline(through)
        elif edge.arc is not None:
            centre = spot(edge.arc, at)
            if min(np.linalg.norm(start - centre), np.linalg.norm(end - centre)) < 1e-4:
                raise self.wrong(f"{at} is an arc without a radius; move its centre.")
            line = curve.arc(start, end, centre)
        else:
            line = np.vstack([start, end])
        return line if curve.arclength(line)[-1] >= 1e-6 else None

    def cut_darts(
        self,
        mine: list[Dart],
        edge: str,
        line: Array,
        spot: Spot,
        where: str,
        pieces: list[Piece],
        darts: list[tuple[str, int, int]],
    ) -> None:
        total = float(curve.arclength(line)[-1])
        cuts = []
        for dart in mine:
            at = f"{where}, dart {dart.name}"
            width = self.value(dart.width, at + " width") / 100
            if width < FEWEST:
                continue
            middle, half = self.value(dart.at, at + " at"), width / 2 / total
            if middle - half < 0.01 or middle + half > 0.99:
                raise self.wrong(
                    f"{at} is {width * 100:.1f} cm wide at {middle:.0%} of edge {edge} "
                    f"({total * 100:.1f} cm) and runs off its end; make it narrower or move it."
                )
            cuts.append((middle - half, middle + half, spot(dart.tip, at + " tip"), dart.name))
        cuts.sort(key=lambda cut: cut[0])
        begin = 0.0
        for low, high, tip, name in cuts:
            if low < begin + 0.005:
                raise self.wrong(f"{where}, dart {name} overlaps another dart on edge {edge}; move it.")
            mouth = curve.sample(line, np.array([low, high]))
            pieces.append(Piece(edge, _between(line, begin, low)))
            pieces.append(Piece("", np.vstack([mouth[0], tip]), name))
            pieces.append(Piece("", np.vstack([tip, mouth[1]]), name))
            legs = pieces[-2].length, pieces[-1].length
            if min(legs) < 0.01 or max(legs) > 1.15 * min(legs):
                raise self.wrong(
                    f"{where}, dart {name} has legs of {legs[0] * 100:.1f} and {legs[1] * 100:.1f} cm; "
                    "move its tip so that they match."
                )
            darts.append((name, len(pieces) - 2, len(pieces) - 1))
            begin = high
        pieces.append(Piece(edge, _between(line, begin, 1.0)))

    def turned(
        self, pieces: list[Piece], darts: list[tuple[str, int, int]]
    ) -> tuple[list[Piece], list[tuple[str, int, int]]]:
        """Counter-clockwise."""
        x, y = np.vstack([piece.line[:-1] for piece in pieces]).T
        if x @ np.roll(y, -1) - y @ np.roll(x, -1) >= 0:
            return pieces, darts
        last = len(pieces) - 1
        back = [Piece(piece.edge, piece.line[::-1].copy(), piece.dart) for piece in reversed(pieces)]
        return back, [(name, last - b, last - a) for name, a, b in darts]

    def on_fold(self, pieces: list[Piece], where: str) -> None:
        for piece in pieces:
            if piece.line[:, 0].min() < -1e-4:
                name = piece.edge or "the fold"
                raise self.wrong(f"{where}, edge {name} crosses the fold at x = 0; draw the left half, with x above 0.")
        folds = [p for p in pieces if np.abs(p.line[:, 0]).max() < 1e-6]
        if len(folds) != 1:
            raise self.wrong(f"{where} is cut on the fold, but {len(folds)} of its edges lie on x = 0; make it one.")

    def simple(self, pieces: list[Piece], where: str) -> None:
        ring = np.vstack([piece.line[:-1] for piece in pieces])
        polygon = shapely.Polygon(ring)
        if polygon.is_valid and polygon.area > 1e-5:
            return
        if polygon.is_valid:
            raise self.wrong(f"{where} has almost no area; check its points.")
        lines = [shapely.LineString(piece.line) for piece in pieces]
        for i, a in enumerate(lines):
            name = pieces[i].edge or pieces[i].dart or "fold"
            if not a.is_simple:
                raise self.wrong(f"{where}: edge {name} crosses itself; check its points and bends.")
            for j in range(i + 1, len(lines)):
                other = pieces[j].edge or pieces[j].dart or "fold"
                near = j == i + 1 or (i == 0 and j == len(lines) - 1)
                if a.crosses(lines[j]) or a.overlaps(lines[j]) or (not near and a.intersects(lines[j])):
                    raise self.wrong(f"{where} crosses itself: edge {name} meets edge {other}; check their points.")
        raise self.wrong(f"{where} crosses itself; check the order of its points.")


def _between(line: Array, low: float, high: float) -> Array:
    if high < 1.0:
        line = curve.split(line, high)[0]
    return curve.split(line, low / high)[1] if low > 0 else line
