"""A pattern file read and checked for its grammar: every name is known, every value has the right type."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from frontrow.pattern.errors import PatternError
from frontrow.pattern.model import (
    CUTS,
    LEVELS,
    PARTS,
    SIDES,
    Dart,
    Edge,
    Formula,
    Option,
    Panel,
    Pattern,
    Place,
    Point,
    Seam,
)
from frontrow.pattern.yaml_text import read_mapping

MAX_PANELS, MAX_EDGES, MAX_POINTS, MAX_SEAMS, MAX_LET, MAX_OPTIONS = 64, 48, 160, 160, 160, 48
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
EDGE = re.compile(r"([a-z][a-z0-9_]{0,39})\.([a-z][a-z0-9_]{0,39})")
SPANS = {"front": (0.0, 90.0), "back": (180.0, 90.0), "around": (0.0, 180.0)}


def load(path: str | Path) -> Pattern:
    """The pattern in a YAML file of at most 256 kB. Raises PatternError: one sentence naming panel and
    edge."""
    path = Path(path)
    return _Reader(path.name).pattern(read_mapping(path))


class _Reader:
    """Carries the file's name, so that every complaint begins with it."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, text: str) -> PatternError:
        return PatternError(f"{self.file}: {text}")

    def pattern(self, data: Mapping[str, Any]) -> Pattern:
        self.known(
            data,
            "the file",
            ("pattern", "title", "about", "for", "layer", "fabrics", "options", "let", "panels", "seams"),
        )
        name = data.get("pattern")
        if not isinstance(name, str) or not SLUG.fullmatch(name):
            raise self.wrong("write `pattern: name` in small letters, digits and hyphens.")
        fabrics = self.mapping(data.get("fabrics", {"main": "cotton-poplin"}), "fabrics", 8)
        for slot, fabric in fabrics.items():
            if not isinstance(fabric, str) or len(fabric) > 120:
                raise self.wrong(f"fabrics: `{slot}` must name a fabric.")
        options = {
            key: self.option(key, value)
            for key, value in self.mapping(data.get("options", {}), "options", MAX_OPTIONS).items()
        }
        let = self.mapping(data.get("let", {}), "let", MAX_LET)
        panels = {
            key: self.panel(key, value, fabrics)
            for key, value in self.mapping(data.get("panels"), "panels", MAX_PANELS).items()
        }
        if not panels:
            raise self.wrong("has no panels; a pattern needs at least one.")
        seams = tuple(
            self.seam(key, value, panels)
            for key, value in self.mapping(data.get("seams", {}), "seams", MAX_SEAMS).items()
        )
        sex, layer = data.get("for"), data.get("layer", 0)
        if sex not in (None, "f", "m"):
            raise self.wrong(f"`for` is f or m, or left out, not {sex!r:.40}.")
        if isinstance(layer, bool) or not isinstance(layer, int) or not 0 <= layer <= 9:
            raise self.wrong(f"`layer` is a whole number from 0 (next to the skin) to 9, not {layer!r:.40}.")
        return Pattern(
            name=name,
            title=self.text(data.get("title", name.replace("-", " ").capitalize()), "title", 120),
            file=self.file,
            sex=sex,
            about=self.text(data.get("about", ""), "about", 4000),
            options=options,
            let={key: self.formula(value, f"let {key}") for key, value in let.items()},
            panels=panels,
            seams=seams,
            fabrics={str(k): str(v) for k, v in fabrics.items()},
            layer=layer,
        )

    def mapping(self, value: object, where: str, most: int) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must be a mapping of names, not {value!r:.40}.")
        if len(value) > most:
            raise self.wrong(f"{where} holds {len(value)} entries; at most {most} are read.")
        for key in value:
            if not isinstance(key, str) or not NAME.fullmatch(key):
                raise self.wrong(
                    f"{where}: `{key!s:.40}` is not a name; use small letters, digits and _, a letter first."
                )
        return value

    def known(self, value: Mapping[str, Any], where: str, keys: tuple[str, ...]) -> None:
        for key in value:
            if key not in keys:
                raise self.wrong(f"{where} has an unknown entry `{key!s:.40}`; it may have {', '.join(keys)}.")

    def text(self, value: object, where: str, most: int) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise self.wrong(f"`{where}` must be a text of at most {most} characters.")
        return value

    def formula(self, value: object, where: str) -> Formula:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.wrong(f"{where} must be a number or a formula, not {value!r:.40}.")
        return value

    def option(self, name: str, value: object) -> Option:
        where = f"option {name}"
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must be a mapping with default, from and to.")
        self.known(value, where, ("default", "from", "to", "title", "unit"))
        numbers = [value.get(key) for key in ("default", "from", "to")]
        for key, number in zip(("default", "from", "to"), numbers, strict=True):
            if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) <= 1e4:
                raise self.wrong(f"{where}: `{key}` must be a number, not {number!r:.40}.")
        default, least, most = (float(n) for n in numbers if n is not None)
        if not least <= default <= most:
            raise self.wrong(f"{where}: the default {default:g} is not between {least:g} and {most:g}.")
        title = self.text(value.get("title", name.replace("_", " ").capitalize()), f"{where} title", 80)
        return Option(name, default, least, most, title, self.text(value.get("unit", "cm"), f"{where} unit", 12))

    def panel(self, name: str, value: object, fabrics: Mapping[str, Any]) -> Panel:
        where = f"panel {name}"
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must be a mapping with cut, points, edges and place.")
        self.known(value, where, ("cut", "fabric", "grain", "elastic", "points", "edges", "darts", "place", "about"))
        cut = value.get("cut")
        if cut not in CUTS:
            raise self.wrong(f"{where}: `cut` is pair or fold, not {cut!r:.40}.")
        fabric = value.get("fabric", "main")
        if fabric not in fabrics:
            raise self.wrong(
                f"{where}: fabric `{fabric!s:.40}` is not one of the file's fabrics ({', '.join(fabrics)})."
            )
        points = {
            key: self.point(item, f"{where}, point {key}")
            for key, item in self.mapping(value.get("points"), f"{where}: points", MAX_POINTS).items()
        }
        edges = tuple(
            self.edge(key, item, where, points)
            for key, item in self.mapping(value.get("edges"), f"{where}: edges", MAX_EDGES).items()
        )
        self.closed(edges, cut, where)
        names = [edge.name for edge in edges]
        darts = tuple(
            self.dart(key, item, where, names, points)
            for key, item in self.mapping(value.get("darts", {}), f"{where}: darts", MAX_EDGES).items()
        )
        return Panel(
            name=name,
            cut=cut,
            points=points,
            edges=edges,
            darts=darts,
            place=self.place(value.get("place"), where, names, points, cut),
            grain=self.formula(value.get("grain", 0.0), f"{where}: grain"),
            fabric=str(fabric),
            elastic=self.formula(value.get("elastic", 1.0), f"{where}: elastic"),
        )

    def point(self, value: object, where: str) -> Point:
        if not isinstance(value, list) or len(value) != 2:
            raise self.wrong(f"{where} must be two formulas, [x, y].")
        return self.formula(value[0], f"{where} x"), self.formula(value[1], f"{where} y")

    def spot(self, value: object, where: str, points: Mapping[str, Point]) -> str | Point:
        if isinstance(value, str):
            return self.among(value, points, where, "point")
        return self.point(value, where)

    def among(self, value: object, names: Any, where: str, what: str) -> str:
        if not isinstance(value, str) or value not in names:
            raise self.wrong(f"{where}: there is no {what} `{value!s:.40}`; there are {', '.join(names)}.")
        return value

    def edge(self, name: str, value: object, panel: str, points: Mapping[str, Point]) -> Edge:
        where = f"{panel}, edge {name}"
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must be a mapping with from and to.")
        self.known(value, where, ("from", "to", "bend", "through", "arc"))
        if sum(key in value for key in ("bend", "through", "arc")) > 1:
            raise self.wrong(f"{where} may have one of bend, through and arc, not several.")
        bend, through = value.get("bend", []), value.get("through", [])
        if not isinstance(bend, list) or len(bend) > 2 or ("bend" in value and not bend):
            raise self.wrong(f"{where}: `bend` lists one or two control points.")
        if not isinstance(through, list) or len(through) > 12:
            raise self.wrong(f"{where}: `through` lists at most twelve points.")
        arc = value.get("arc")
        return Edge(
            name,
            self.among(value.get("from"), points, where, "point"),
            self.among(value.get("to"), points, where, "point"),
            tuple(self.spot(item, where, points) for item in bend),
            tuple(self.spot(item, where, points) for item in through),
            None if arc is None else self.spot(arc, where, points),
        )

    def closed(self, edges: tuple[Edge, ...], cut: str, where: str) -> None:
        if len(edges) < 2:
            raise self.wrong(f"{where} has fewer than two edges; name every side of its outline.")
        for edge, after in pairwise(edges):
            if edge.end != after.start:
                raise self.wrong(
                    f"{where}, edge {after.name} begins at `{after.start}`, but edge {edge.name} ends at "
                    f"`{edge.end}`; list the edges in order round the panel."
                )
        if cut != "fold" and edges[-1].end != edges[0].start:
            raise self.wrong(
                f"{where}, edge {edges[-1].name} ends at `{edges[-1].end}` and not where the outline began "
                f"(`{edges[0].start}`); close the outline."
            )

    def dart(self, name: str, value: object, panel: str, edges: list[str], points: Mapping[str, Point]) -> Dart:
        where = f"{panel}, dart {name}"
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must be a mapping with edge, at, width and tip.")
        self.known(value, where, ("edge", "at", "width", "tip"))
        return Dart(
            name,
            self.among(value.get("edge"), edges, where, "edge"),
            self.formula(value.get("at", 0.5), f"{where} at"),
            self.formula(value.get("width"), f"{where} width"),
            self.spot(value.get("tip"), f"{where} tip", points),
        )

    def place(self, value: object, panel: str, edges: list[str], points: Mapping[str, Point], cut: str) -> Place:
        where = f"{panel}, place"
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must say on which part of the body the panel sits.")
        self.known(value, where, ("on", "side", "inner", "outer", "span", "level", "top", "lift"))
        part, side = value.get("on"), value.get("side", "around")
        if part not in PARTS:
            raise self.wrong(f"{where}: `on` is {', '.join(PARTS)}, not {part!r:.40}.")
        if side not in SIDES:
            raise self.wrong(f"{where}: `side` is {', '.join(SIDES)}, not {side!r:.40}.")
        if part in ("arm", "leg") and cut != "pair":
            raise self.wrong(f"{where}: a panel on the {part} is cut as a pair, one for each side.")
        span = value.get("span", [-180.0, 180.0] if part == "arm" else list(SPANS[side]))
        if (
            not isinstance(span, list)
            or len(span) != 2
            or any(isinstance(a, bool) or not isinstance(a, int | float) or abs(a) > 180 for a in span)
            or span[0] == span[1]
        ):
            raise self.wrong(f"{where}: `span` is two different angles from -180 to 180, such as [0, 90].")
        names = {key: self.names(value.get(key, []), f"{where}: {key}", edges) for key in ("inner", "outer", "top")}
        if not names["outer"] or (cut != "fold" and not names["inner"]):
            raise self.wrong(f"{where} needs `inner` and `outer`: the edges at the two ends of its span.")
        if part == "skirt" and not names["top"]:
            raise self.wrong(f"{where} needs `top`: the edges from which the panel hangs.")
        level = self.mapping(value.get("level"), f"{where}: level", 4)
        if not level:
            raise self.wrong(f"{where}: `level` pins at least one point to a level of the body.")
        for point, height in level.items():
            self.among(point, points, f"{where}: level", "point")
            self.among(height, LEVELS, f"{where}: level {point}", "level")
        return Place(
            on=part,
            side=side,
            inner=names["inner"],
            outer=names["outer"],
            span=(float(span[0]), float(span[1])),
            level={str(k): str(v) for k, v in level.items()},
            top=names["top"],
            lift=self.formula(value.get("lift", 0.0), f"{where}: lift"),
        )

    def names(self, value: object, where: str, edges: list[str]) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        return tuple(self.among(item, edges, where, "edge") for item in items)

    def seam(self, name: str, value: object, panels: Mapping[str, Panel]) -> Seam:
        where = f"seam {name}"
        if isinstance(value, list):
            if len(value) != 2:
                raise self.wrong(f"{where} must name two edges, such as [front.side, back.side].")
            value = {"join": value[0], "to": value[1]}
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must name two edges, such as [front.side, back.side].")
        self.known(value, where, ("join", "to", "ease"))
        return Seam(
            name,
            self.run(value.get("join"), where, panels),
            self.run(value.get("to"), where, panels),
            self.formula(value.get("ease", 1.5), f"{where}: ease"),
        )

    def run(self, value: object, where: str, panels: Mapping[str, Panel]) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        if not items or len(items) > MAX_EDGES:
            raise self.wrong(f"{where} must join one to {MAX_EDGES} edges on each side.")
        for item in items:
            match = EDGE.fullmatch(item) if isinstance(item, str) else None
            if not match:
                raise self.wrong(f"{where}: `{item!s:.60}` is not an edge; write panel.edge.")
            if match[1] not in panels:
                raise self.wrong(
                    f"{where}: `{item}` names the panel `{match[1]}`, which is not there; "
                    f"the panels are {', '.join(panels)}."
                )
            panel = panels[match[1]]
            if match[2] not in [edge.name for edge in panel.edges]:
                raise self.wrong(
                    f"{where}: panel {match[1]} has no edge `{match[2]}`; "
                    f"its edges are {', '.join(edge.name for edge in panel.edges)}."
                )
        return tuple(items)
