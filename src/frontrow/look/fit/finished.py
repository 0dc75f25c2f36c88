"""What a cut garment measures when it is sewn, from its flat panels alone: a tailor's figures, before any drape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from frontrow.pattern import Draft, FlatPanel
from frontrow.pattern.winding import station

Array = NDArray[np.float64]

GIRTHS = ("bust", "waist", "hips")
PLACES = (*GIRTHS, "shoulder", "length")
OPEN = 0.12  # metres below the bust in which neckline and armholes must have closed for the girth there to count
REACH = 0.012  # metres by which a panel may end short of a level and still be measured there, at its edge
NEAR = 0.004  # metres from an edge that still count as being on it
ROUND = 170.0  # degrees that panels of one half must span to be a ring
STEPS = 240


@dataclass(frozen=True)
class Across:
    """Cloth round the body at one level: metres of each panel, both halves or both of the pair."""

    panels: tuple[tuple[str, float], ...]

    @property
    def girth(self) -> float:
        """Metres."""
        return sum(length for _, length in self.panels)


@dataclass(frozen=True)
class Finished:
    """Girths where the wearer's bust, waist and hips are, as far as the garment reaches them; `shoulder` from seam to
    seam where sleeves are set in; `length` from where it `hangs` ("neck" at the side of the neck, or "waist") down to
    the hem. Metres; `across` says which panels a girth is made of."""

    measures: Mapping[str, float]
    hangs: str
    across: Mapping[str, Across]


def levels_of(measures: Mapping[str, float]) -> dict[str, float]:
    """Heights above the floor of the levels that patterns are pinned to, metres, from a body's measures."""
    nape = measures["nape_height"]
    return {
        "nape": nape,
        "neck": nape - 0.005,
        "shoulder": measures["shoulder_height"],
        "armpit": measures["underarm_height"],
        "bust": measures["bust_height"],
        "underbust": measures["underbust_height"],
        "waist": measures["waist_height"],
        "hip": measures["hip_height"],
        "crotch": measures["crotch_height"],
        "knee": measures["knee_height"],
        "ankle": measures["ankle_height"],
    }


def finished(draft: Draft) -> Finished:
    """The finished measures of a draft, on the body that it was drafted for."""
    levels = levels_of(draft.measures)
    layers = _layers(draft, levels)
    across: dict[str, Across] = {}
    for place, level in zip(GIRTHS, ("bust", "waist", "hip"), strict=True):
        # at the waist seam bodice and skirt meet: what is closest holds
        deepest = OPEN if place == "bust" else 0.0
        rings = [ring for layer in layers if (ring := layer.at(levels[level], deepest))]
        if rings:
            across[place] = min(rings, key=lambda ring: ring.girth)
    measures = {place: ring.girth for place, ring in across.items()}
    if (shoulder := _shoulder(draft)) is not None:
        measures["shoulder"] = shoulder
    top = max(layer.top for layer in layers)
    hangs = "neck" if top > levels["armpit"] else "waist"
    measures["length"] = top - min(layer.hem for layer in layers)
    return Finished(measures, hangs, across)


class _Layer:
    """Panels that go round the body together: on the trunk, or hung from one height as a skirt or a waistband."""

    def __init__(self, draft: Draft, panels: Sequence[FlatPanel], levels: Mapping[str, float]) -> None:
        self.panels = panels
        self.hung = panels[0].place.on == "skirt"
        if self.hung:
            level = next(iter(panels[0].place.level.values()))
            self.top = levels[level] + panels[0].lift
            tops = {p.name: shapely.MultiLineString([p.pieces[i].line for i in _top(p)]) for p in panels}
            self.lines = tops
            drops = [float(shapely.distance(tops[p.name], shapely.points(p.outline)).max()) for p in panels]
            self.hem = self.top - max(drops)
            self.rows: dict[str, tuple[Array, Array]] = {}
        else:
            self.rows = {}
            for p in panels:
                low, high = p.outline[:, 1].min(), p.outline[:, 1].max()
                y = np.linspace(low, high, STEPS)
                self.rows[p.name] = y, station(draft, p, y, levels)
            self.top = max(float(height[-1]) for _, height in self.rows.values())
            self.hem = min(float(height[0]) for _, height in self.rows.values())

    def at(self, height: float, deepest: float = 0.0) -> Across | None:
        """The ring of cloth at a height, if it closes; each panel there, or where it has become whole at most `deepest`
        below: a low back or an armhole takes nothing from what the front has."""
        if self.hung:
            if not self.hem - REACH <= height <= self.top + REACH:
                return None
            found = [(p, _below(p, self.lines[p.name], max(self.top - height, 0.0))) for p in self.panels]
        else:
            rows = [(p, self._whole(p, height, deepest)) for p in self.panels]
            found = [(p, row) for p, row in rows if row is not None]
            if sum(abs(p.place.span[1] - p.place.span[0]) for p, _ in found) < ROUND:
                return None
        return Across(tuple((p.name, 2 * length * p.elastic) for p, length in found))

    def _whole(self, panel: FlatPanel, height: float, deepest: float) -> float | None:
        y, heights = self.rows[panel.name]
        for h in np.arange(height, height - deepest - 0.005, -0.01):
            if heights[0] - REACH <= h <= heights[-1] + REACH:
                row = _row(panel, float(np.clip(np.interp(h, heights, y), y[0] + 5e-4, y[-1] - 5e-4)))
                if row is not None:
                    return row
        return None


def _layers(draft: Draft, levels: Mapping[str, float]) -> list[_Layer]:
    groups: dict[tuple[str, float], list[FlatPanel]] = {}
    for panel in draft.panels.values():
        if panel.place.over or panel.place.on not in ("torso", "skirt", "leg"):
            continue
        lift = round(panel.lift, 4) if panel.place.on == "skirt" else 0.0
        groups.setdefault((panel.place.on, lift), []).append(panel)
    return [_Layer(draft, panels, levels) for panels in groups.values()]


def _top(panel: FlatPanel) -> list[int]:
    found = {i for edge in panel.place.top for i in panel.run(edge)}
    return sorted(found | {i for pair in panel.tucks() for i in pair})


def _below(panel: FlatPanel, top: shapely.MultiLineString, drop: float) -> float:
    """Metres of cloth in half the panel along the line that lies `drop` below its top edge, as pleats leave it."""
    deepest = float(shapely.distance(top, shapely.points(panel.outline)).max())
    drop = min(drop, deepest - 1e-3)
    seen = panel.seen[0] + (panel.seen[1] - panel.seen[0]) * drop / deepest
    if drop < 1e-3:
        return seen * float(top.length)
    ring = shapely.buffer(top, drop, quad_segs=64).boundary
    return seen * float(shapely.intersection(ring, shapely.Polygon(panel.outline)).length)


def _row(panel: FlatPanel, y: float) -> float | None:
    """Metres of cloth across half the panel at y, None where it does not go from its inner edge to its outer one; what
    lies beyond the middle of a lapped front does not count, nor what a trouser leg has between the legs."""
    shape = _closed(panel)
    low, _, high, _ = shape.bounds
    if panel.place.lap:
        low = 0.0
    if panel.place.on == "leg":
        rise = panel.pieces[panel.run(panel.place.inner[0])[0]].line
        low = max(low, float(rise[rise[:, 1].argmin(), 0]))
    row = shapely.intersection(shape, shapely.LineString([(low, y), (high + 0.01, y)]))
    if row.is_empty:
        return None
    first, _, last, _ = row.bounds
    cut_off = bool(panel.place.lap) or panel.place.on == "leg"
    begins = (cut_off and first < low + NEAR) or _meets(panel, first, y, inner=True)
    return float(row.length) if begins and _meets(panel, last, y, inner=False) else None


def _meets(panel: FlatPanel, x: float, y: float, inner: bool) -> bool:
    """Whether a point lies on the panel's inner or on its outer edges, the fold being an inner one."""
    if inner and panel.cut == "fold" and not panel.place.inner:
        return x < NEAR
    edges = panel.place.inner if inner else panel.place.outer
    lines = [np.vstack([panel.pieces[i].line for i in panel.run(edge)]) for edge in edges if panel.run(edge)]
    return min(float(shapely.distance(shapely.LineString(line), shapely.Point(x, y))) for line in lines) < NEAR


def _closed(panel: FlatPanel) -> shapely.Polygon:
    """The panel with the darts that open to its side closed: they turn the cloth below them and take nothing from its
    width; those from above or below do."""
    skip: dict[int, bool] = {}
    for _, first, second in panel.darts:
        mouth = panel.pieces[first].line[0], panel.pieces[second].line[-1]
        tip = panel.pieces[first].line[-1]
        way = np.abs((mouth[0] + mouth[1]) / 2 - tip)
        if way[0] > way[1]:
            skip |= {first: True, second: True}
    lines = [piece.line[:-1] for k, piece in enumerate(panel.pieces) if k not in skip]
    return shapely.Polygon(np.vstack(lines)).buffer(0)


def _shoulder(draft: Draft) -> float | None:
    """From one armhole to the other over the back of the neck, where sleeves are sewn in."""
    on = {name: panel.place.on for name, panel in draft.panels.items()}
    sleeved = [
        end.split(".")
        for seam, _ in draft.seams
        for end in (*seam.join, *seam.to)
        if "arm" in {on[e.split(".")[0]] for e in (*seam.join, *seam.to)} and on[end.split(".")[0]] == "torso"
    ]
    tips = []
    for name, edge in sleeved:
        panel = draft.panels[name]
        if panel.place.side == "back":
            line = np.vstack([panel.pieces[i].line for i in panel.run(edge)])
            tips.append(2 * float(line[line[:, 1].argmax(), 0]))
    return max(tips) if tips else None
