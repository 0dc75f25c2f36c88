"""Drawing a pattern: formulas worked out for one wearer, panel by panel."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.errors import PatternError
from frontrow.pattern.expression import FormulaError, evaluate
from frontrow.pattern.flat import Draft, FlatPanel, Piece
from frontrow.pattern.model import Buttons, Formula, Panel, Pattern, Point
from frontrow.pattern.outline import outline

Array = NDArray[np.float64]
FARTHEST = 600.0  # cm: no point of a garment is farther out
LARGEST = 30.0  # m² of cloth in one garment
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

        mine = [buttons for buttons in self.pattern.buttons if buttons.on == panel.name]
        made = outline(panel, points, spot, self.value, self.wrong)
        self.right_way_round(panel, made.pieces)
        elastic = self.value(panel.elastic, f"{where}: elastic")
        if not 0.5 <= elastic <= 1.2:
            raise self.wrong(f"{where}: `elastic` is {elastic:g}; a share of the cut length from 0.5 to 1.2.")
        grip = self.value(panel.grip, f"{where}: grip")
        if not 0.0 <= grip <= 1.5:
            raise self.wrong(f"{where}: `grip` is {grip:g}; a coefficient of friction from 0 to 1.5.")
        return FlatPanel(
            name=panel.name,
            cut=panel.cut,
            pieces=tuple(made.pieces),
            darts=tuple(made.darts),
            folds=tuple(made.folds),
            seen=made.seen,
            points=points,
            buttons=np.vstack([np.zeros((0, 2)), *(self.row(b, spot) for b in mine)]),
            place=panel.place,
            lift=self.value(panel.place.lift, f"{where}: lift") / 100,
            grain=float(np.radians(self.value(panel.grain, f"{where}: grain"))),
            elastic=elastic,
            grip=grip,
            fabric=panel.fabric,
            layers=panel.layers,
        )

    def right_way_round(self, panel: Panel, pieces: Sequence[Piece]) -> None:
        """A panel whose formulas went negative is drawn inside out: its outer edge left of its inner one."""

        def middle(edges: tuple[str, ...]) -> float:
            lines = [piece.line for piece in pieces if piece.edge in edges]
            return float(np.vstack(lines)[:, 0].mean()) if lines else 0.0

        inner, outer = middle(panel.place.inner), middle(panel.place.outer)
        if outer < inner:
            raise self.wrong(
                f"panel {panel.name} is {100 * (outer - inner):.1f} cm wide, inside out: edge {panel.place.outer[0]} "
                "should lie to the right of its inner side; check what its formulas give for this size."
            )

    def row(self, buttons: Buttons, spot: Callable[[str | Point, str], Array]) -> Array:
        """(k, 2) buttons evenly between the two ends of their row."""
        at = f"buttons {buttons.name}"
        count = round(self.value(buttons.count, f"{at}: count"))
        if not 1 <= count <= 24:
            raise self.wrong(f"{at}: count is {count}; 1 to 24 buttons are sewn on.")
        share = np.linspace(0, 1, count)[:, None]
        return np.asarray((1 - share) * spot(buttons.start, f"{at}: from") + share * spot(buttons.end, f"{at}: to"))
