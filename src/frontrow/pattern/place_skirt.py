"""Placing a skirt: hung from its top edge, a cone that stands off the body and then falls into flutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from frontrow.pattern import tube
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.form import Form
from frontrow.pattern.mesh import PanelMesh
from frontrow.pattern.winding import STEP, fold_levels, girth, harmonic_share

Array = NDArray[np.float64]
STEEPEST = np.radians(40)  # how far a skirt may stand out before its fullness goes into flutes
FLUTES = 14
PLEAT = 0.014  # metres between the top of a pleat and its bottom
TUCK = 0.005  # metres that a pleat goes in at the waist seam
RAMP = 0.03  # metres from there down to its whole depth


@dataclass(frozen=True, eq=False)
class _Cone:
    """The surface a skirt is laid on, by the way down from its top: steps (s,), with height, standing off the body
    (off), and depth of its flutes (wave), all metres."""

    steps: Array
    height: Array
    off: Array
    wave: Array


def skirt(draft: Draft, panels: Sequence[FlatPanel], meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, Array]:
    """panel -> (k, 3) start positions, metres; panels that hang from the same height hang as one."""
    hung: dict[float, list[FlatPanel]] = {}
    for panel in panels:
        level = next(iter(panel.place.level.values()))
        top = form.levels.get(level, form.levels["waist"]) + panel.lift
        hung.setdefault(round(top, 4), []).append(panel)
    rings = tube.trunk(form)
    return {n: x for top, these in hung.items() for n, x in _hung(rings, top, these, meshes).items()}


def _hung(
    rings: tube.Rings, top: float, panels: Sequence[FlatPanel], meshes: Mapping[str, PanelMesh]
) -> dict[str, Array]:
    """Panels round a cone that begins at `top`: a point's distance from their top edge is its way down the cone."""
    drops: dict[str, Array] = {}
    for panel in panels:
        line = shapely.MultiLineString([panel.pieces[i].line for i in _top(panel)])
        drops[panel.name] = np.asarray(shapely.distance(line, shapely.points(meshes[panel.name].points)))
    steps = np.arange(0.0, max(float(drop.max()) for drop in drops.values()) + 3 * STEP, STEP)
    cloth = girth([(p, meshes[p.name], -drops[p.name]) for p in panels], -steps[::-1], 2.0)[::-1]
    cloth[:3] = cloth[3]
    cone = _cone(rings, top, steps, cloth)
    low = max(0.01 - cone.height.min(), 0.0)
    order = np.argsort(cone.height)
    height = cone.height[order]
    around = tube.Rings(
        height,
        tuple(rings.outlines[int(np.abs(rings.stations - h).argmin())] for h in height),
        np.stack([0 * height, height, 0 * height], axis=1),
        rings.x,
        rings.y,
        rings.middle,
    )
    table = around.wound(cone.off[order])
    centre = table.mean(axis=1)
    out = {}
    for panel in panels:
        mesh, drop = meshes[panel.name], drops[panel.name]
        first, last = panel.place.span
        angle = np.clip(first + harmonic_share(panel, mesh) * (last - first), -180, 180)
        station = np.interp(drop, steps, cone.height)
        spots = around.at(table, station, angle)
        middle = np.stack([np.interp(station, height, centre[:, k]) for k in (0, 1)], axis=1)
        way = spots[:, [0, 2]] - middle
        way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
        swing = np.interp(drop, steps, cone.wave) * np.cos(np.radians(FLUTES * angle))
        if panel.folds:  # at the waist what shows lies flat and the rest within; below, each fold on the next
            out_by, down = fold_levels(panel, mesh), np.clip(drop / RAMP, 0, 1)
            swing += PLEAT * down * out_by - TUCK * (1 - down) * np.clip(1 - out_by / 0.45, 0, 1)
        spots[:, [0, 2]] += way * swing[:, None]
        spots[:, 1] += low
        out[panel.name] = spots
    return out


def _top(panel: FlatPanel) -> list[int]:
    """The pieces of the edges the panel hangs from, with what pleats take under there."""
    found = {i for edge in panel.place.top for i in panel.run(edge)}
    return sorted(found | {i for pair in panel.tucks() for i in pair})


def _cone(rings: tube.Rings, top: float, steps: Array, cloth: Array) -> _Cone:
    """The cone for `cloth` (s,) metres of girth at each of `steps` (s,) below a top at this height."""
    body_girth = rings.girths()
    height, off = np.empty(len(steps)), np.empty(len(steps))
    height[0], off[0] = top, tube.CLEARANCE
    for i in range(1, len(steps)):
        here = float(np.interp(height[i - 1] - STEP, rings.stations, body_girth))
        wanted = max(tube.CLEARANCE, (cloth[i] - here) / (2 * np.pi))
        off[i] = min(wanted, off[i - 1] + STEP * np.sin(STEEPEST))
        off[i] = max(off[i], off[i - 1] - STEP * np.sin(STEEPEST))
        height[i] = height[i - 1] - np.sqrt(STEP**2 - (off[i] - off[i - 1]) ** 2)
    around = np.interp(height, rings.stations, body_girth) + 2 * np.pi * off
    slope = np.linspace(0, 6, 200)
    turn = np.linspace(0, np.pi, 65)
    ratio = np.sqrt(1 + (slope[:, None] * np.sin(turn)) ** 2).mean(axis=1)
    wave = np.interp(cloth / around, ratio, slope) * around / (2 * np.pi) / FLUTES
    wave = np.clip(np.minimum(wave, 0.85 * (off - tube.CLEARANCE)), 0.0, None)
    wave = np.convolve(np.pad(wave, 4, mode="edge"), np.ones(9) / 9, mode="valid")
    return _Cone(steps, height, off, wave)
