"""Where every point of a panel sits before the cloth is let go: wound round its part of the body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator
from scipy.sparse import coo_matrix, diags
from scipy.sparse.linalg import spsolve

from frontrow.pattern import tube
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.form import Form
from frontrow.pattern.mesh import PanelMesh

Array = NDArray[np.float64]
STEEPEST = np.radians(40)  # how far a skirt may stand out before its fullness goes into flutes
STEP = 0.01


@dataclass(frozen=True, eq=False)
class Spot:
    """A panel's vertices in the tube's own terms: station (k,) metres, share (k,) from the inner edge (0)
    to the outer edge (1), angle (k,) degrees, across (k,) metres from the inner edge on the flat."""

    station: Array
    share: Array
    angle: Array
    across: Array


def placed(draft: Draft, meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, Array]:
    """panel -> (k, 3) start positions of its left copy, metres, in the body's dressing pose."""
    out: dict[str, Array] = {}
    for part in dict.fromkeys(panel.place.on for panel in draft.panels.values()):
        panels = [panel for panel in draft.panels.values() if panel.place.on == part]
        out |= PARTS[part](draft, panels, meshes, form)
    return out


def _edge_lines(panel: FlatPanel, edges: Sequence[str]) -> Array:
    """Points of edges, sorted upwards."""
    lines = [panel.pieces[i].line for edge in edges for i in panel.run(edge)]
    points = np.vstack(lines)
    return points[np.argsort(points[:, 1], kind="stable")]


def _rows(draft: Draft, panel: FlatPanel, mesh: PanelMesh, levels: Mapping[str, float]) -> Spot:
    """Share by the row: how far each vertex is between the inner and the outer edge at its own height."""
    x, y = mesh.points.T
    outer = _edge_lines(panel, panel.place.outer)
    if panel.place.inner:
        inner = _edge_lines(panel, panel.place.inner)
        left = np.interp(y, inner[:, 1], inner[:, 0])
    else:
        left = np.zeros(len(y))
    right = np.interp(y, outer[:, 1], outer[:, 0])
    wide = right - left
    wide = np.where(np.abs(wide) < 0.01, np.where(wide < 0, -0.01, 0.01), wide)
    share = (x - left) / wide
    low, high = panel.place.span
    # the cap of a sleeve or the top of a bodice may be wider than the row where its edges end
    share = np.clip(share, -0.15, 1.15)
    return Spot(_station(draft, panel, y, levels), share, low + share * (high - low), x - left)


def _station(draft: Draft, panel: FlatPanel, y: Array, levels: Mapping[str, float]) -> Array:
    """Heights: linear between pinned points, true to the cloth beyond them."""
    pins = []
    for point, level in panel.place.level.items():
        if level not in levels:
            raise PatternError(
                f"{draft.pattern.file}: panel {panel.name}, place: level {level} is not on the "
                f"{panel.place.on}; choose from {', '.join(levels)}."
            )
        pins.append((float(panel.points[point][1]), levels[level]))
    pins.sort()
    at, to = np.array([p[0] for p in pins]), np.array([p[1] for p in pins])
    if len(at) > 1 and np.diff(at).min() < 1e-4:
        raise PatternError(
            f"{draft.pattern.file}: panel {panel.name}, place: two pinned points lie at the same height; "
            "pin one of them."
        )
    inside = np.interp(y, at, to)
    return np.asarray(inside + np.minimum(y - at[0], 0) + np.maximum(y - at[-1], 0) + panel.lift)


def _girth(spots: Sequence[tuple[PanelMesh, Array]], stations: Array, times: float) -> Array:
    """(s,) metres of cloth round the tube at each station: its area by height."""
    edges = np.arange(stations[0] - 0.5 * STEP, stations[-1] + 1.5 * STEP, 3 * STEP)
    area = np.zeros(len(edges) - 1)
    for mesh, station in spots:
        p, s = mesh.points[mesh.triangles], station[mesh.triangles].mean(axis=1)
        d, e = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
        area += np.histogram(s, edges, weights=0.5 * np.abs(d[:, 0] * e[:, 1] - d[:, 1] * e[:, 0]))[0]
    girth = times * area / (3 * STEP)
    return np.asarray(np.interp(stations, (edges[1:] + edges[:-1]) / 2, girth))


def _grown(rings: tube.Rings, girth: Array, most: float) -> Array:
    """(s,) how far each ring stands off the body for the cloth to lie round it without folds."""
    spare = (girth - rings.girths()) / (2 * np.pi)
    smooth = np.convolve(np.pad(spare, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return np.clip(smooth, tube.CLEARANCE, most)


def _torso(draft: Draft, panels: Sequence[FlatPanel], meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, Array]:
    rings = tube.trunk(form)
    spots = {p.name: _rows(draft, p, meshes[p.name], form.levels) for p in panels}
    girth = _girth([(meshes[n], s.station) for n, s in spots.items()], rings.stations, 2.0)
    pit = form.levels["armpit"]
    girth[rings.stations > pit] = 0.0
    table = rings.wound(_grown(rings, girth, 0.12))
    chest = _Chest(form)
    out = {}
    for panel in panels:
        spot = spots[panel.name]
        round_ = rings.at(table, spot.station, np.clip(spot.angle, -180, 180))
        start = rings.at(table, np.full(1, pit), np.array([panel.place.span[0]]))[0, 0]
        upper = chest.at(start + spot.across, spot.station, panel.place.span)
        blend = np.clip((spot.station - pit + 0.01) / max(0.5 * (form.levels["neck"] - pit), 0.03), 0, 1)
        blend = (blend * blend * (3 - 2 * blend))[:, None]
        out[panel.name] = (1 - blend) * round_ + blend * upper
    return out


class _Chest:
    """The front and back of chest and shoulders as two height fields z(x, y)."""

    def __init__(self, form: Form) -> None:
        p, levels = form.positions, form.levels
        wide = form.marks["shoulder_l"][0] + 0.04
        zone = form.zones["torso"] | form.zones["neck"] | form.zones["arms"]
        near = zone & (np.abs(p[:, 0]) < wide) & (p[:, 1] > levels["bust"] - 0.1)
        near &= p[:, 1] < levels["nape"] + 0.03
        self.fields = {}
        for name, sign in (("front", 1), ("back", -1)):
            facing = near & (form.normals[:, 2] * sign > 0.05)
            spots, z = p[facing][:, :2], p[facing][:, 2]
            self.fields[name] = (LinearNDInterpolator(spots, z), NearestNDInterpolator(spots, z), sign)

    def at(self, x: Array, y: Array, span: tuple[float, float]) -> Array:
        """(k, 3) just off the skin, in front for a span that begins ahead of 90 degrees, else behind."""
        middle = abs(sum(span)) / 2
        linear, nearest, sign = self.fields["front" if middle < 90 else "back"]
        z = linear(x, y)
        z = np.where(np.isnan(z), nearest(x, y), z)
        return np.stack([x, y + 0.012, z + sign * 0.014], axis=1)


def _arm(draft: Draft, panels: Sequence[FlatPanel], meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, Array]:
    rings, levels = tube.arm(form)
    spots = {p.name: _rows(draft, p, meshes[p.name], levels) for p in panels}
    girth = _girth([(meshes[n], s.station) for n, s in spots.items()], rings.stations, 1.0)
    table = rings.wound(_grown(rings, girth, 0.08))
    return {p.name: rings.at(table, spots[p.name].station, np.clip(spots[p.name].angle, -180, 180)) for p in panels}


def _leg(draft: Draft, panels: Sequence[FlatPanel], meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, Array]:
    legs, hips = tube.leg(form), tube.trunk(form)
    crotch, waist = form.levels["crotch"], form.levels["waist"]
    spots = {p.name: _rows(draft, p, meshes[p.name], form.levels) for p in panels}
    pairs = [(meshes[n], s.station) for n, s in spots.items()]
    leg_table = legs.wound(_grown(legs, _girth(pairs, legs.stations, 1.0), 0.12))
    girth = _girth(pairs, hips.stations, 2.0)
    # lower down the crotch's curve adds cloth that goes between the legs, not round the hips
    seat = crotch + 0.5 * (waist - crotch)
    girth = np.minimum(girth, np.interp(np.maximum(hips.stations, seat), hips.stations, girth))
    hip_table = hips.wound(_grown(hips, girth, 0.10))
    out = {}
    for panel in panels:
        spot = spots[panel.name]
        first = -90.0 if panel.place.side == "front" else 270.0
        angle = first + spot.share * (90.0 - first)
        angle = (angle + 180) % 360 - 180
        lower = legs.at(leg_table, np.minimum(spot.station, legs.stations[-1]), angle)
        lower[:, 1] = spot.station
        upper = hips.at(hip_table, np.maximum(spot.station, crotch), np.clip(spot.angle, -180, 180))
        blend = np.clip((spot.station - crotch) / (0.45 * (waist - crotch)), 0, 1)
        blend = (blend * blend * (3 - 2 * blend))[:, None]
        spots3 = (1 - blend) * lower + blend * upper
        spots3[:, 0] = np.maximum(spots3[:, 0], np.where(spot.share < 1e-6, 0.0, 0.002))
        out[panel.name] = spots3
    return out


def _skirt(draft: Draft, panels: Sequence[FlatPanel], meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, Array]:
    """Hung from its top edge: the cloth's distance from that edge is its way down a cone round the body."""
    rings = tube.trunk(form)
    hang: dict[str, tuple[Array, Array]] = {}
    tops = []
    for panel in panels:
        mesh = meshes[panel.name]
        line = shapely.MultiLineString([panel.pieces[i].line for e in panel.place.top for i in panel.run(e)])
        drop = shapely.distance(line, shapely.points(mesh.points))
        hang[panel.name] = drop, _harmonic(draft, panel, mesh)
        level = next(iter(panel.place.level.values()))
        tops.append(form.levels[level] + panel.lift if level in form.levels else form.levels["waist"])
    top = float(np.mean(tops))
    deepest = max(float(drop.max()) for drop, _ in hang.values())
    steps = np.arange(0.0, deepest + 3 * STEP, STEP)
    girth = _girth([(meshes[n], -drop) for n, (drop, _) in hang.items()], -steps[::-1], 2.0)[::-1]
    girth[:3] = girth[3]
    body_girth = rings.girths()
    height, off = np.empty(len(steps)), np.empty(len(steps))
    height[0], off[0] = top, tube.CLEARANCE
    for i in range(1, len(steps)):
        here = float(np.interp(height[i - 1] - STEP, rings.stations, body_girth))
        wanted = max(tube.CLEARANCE, (girth[i] - here) / (2 * np.pi))
        off[i] = min(wanted, off[i - 1] + STEP * np.sin(STEEPEST))
        off[i] = max(off[i], off[i - 1] - STEP * np.sin(STEEPEST))
        height[i] = height[i - 1] - np.sqrt(STEP**2 - (off[i] - off[i - 1]) ** 2)
    low = max(0.01 - height.min(), 0.0)
    around = np.interp(height, rings.stations, body_girth) + 2 * np.pi * off
    radius = around / (2 * np.pi)
    slope = np.linspace(0, 6, 200)
    turn = np.linspace(0, np.pi, 65)
    ratio = np.sqrt(1 + (slope[:, None] * np.sin(turn)) ** 2).mean(axis=1)
    flutes = 14
    wave = np.interp(girth / around, ratio, slope) * radius / flutes
    wave = np.clip(np.minimum(wave, 0.85 * (off - tube.CLEARANCE)), 0.0, None)
    wave = np.convolve(np.pad(wave, 4, mode="edge"), np.ones(9) / 9, mode="valid")
    order = np.argsort(height)
    sub = tube.Rings(
        height[order],
        tuple(rings.outlines[int(np.abs(rings.stations - h).argmin())] for h in height[order]),
        np.stack([0 * height, height, 0 * height], axis=1)[order],
        rings.x,
        rings.y,
        rings.middle,
    )
    table = sub.wound(off[order])
    centre = table.mean(axis=1, keepdims=True)
    out = {}
    for panel in panels:
        drop, share = hang[panel.name]
        first, last = panel.place.span
        angle = first + share * (last - first)
        station = np.interp(drop, steps, height)
        spots = sub.at(table, station, np.clip(angle, -180, 180))
        middle = np.stack([np.interp(station, sub.stations, centre[:, 0, k]) for k in (0, 1)], axis=1)
        way = spots[:, [0, 2]] - middle
        reach = np.linalg.norm(way, axis=1, keepdims=True)
        swing = np.interp(drop, steps, wave) * np.cos(np.radians(flutes * angle))
        spots[:, [0, 2]] += way / np.maximum(reach, 1e-6) * swing[:, None]
        spots[:, 1] += low
        out[panel.name] = spots
    return out


def _harmonic(draft: Draft, panel: FlatPanel, mesh: PanelMesh) -> Array:
    """Share from the inner edge (0) to the outer (1) that is as smooth as can be on the panel."""
    n = len(mesh.points)
    value = np.full(n, np.nan)
    inner = [i for edge in panel.place.inner for i in panel.run(edge)]
    if panel.cut == "fold":
        inner += [i for i, p in enumerate(panel.pieces) if np.abs(p.line[:, 0]).max() < 1e-6]
    for pieces, share in ((inner, 0.0), ([i for e in panel.place.outer for i in panel.run(e)], 1.0)):
        for i in pieces:
            value[mesh.pieces[i]] = share
    p, t = mesh.points, mesh.triangles
    heads: list[NDArray[np.int64]] = []
    tails: list[NDArray[np.int64]] = []
    weights: list[Array] = []
    for k in range(3):
        a, b, c = t[:, k], t[:, (k + 1) % 3], t[:, (k + 2) % 3]
        u, v = p[b] - p[a], p[c] - p[a]
        cot = (u * v).sum(axis=1) / np.maximum(np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]), 1e-12)
        heads += [b, c]
        tails += [c, b]
        weights += [cot, cot]
    rows, columns, weight = np.concatenate(heads), np.concatenate(tails), np.concatenate(weights)
    matrix = coo_matrix((weight, (rows, columns)), (n, n)).tocsr()
    matrix = (diags(np.asarray(matrix.sum(axis=1)).ravel()) - matrix).tocsr()
    known = ~np.isnan(value)
    free = ~known
    if free.any():
        value[free] = spsolve(matrix[free][:, free].tocsc(), -matrix[free][:, known] @ value[known])
    return np.asarray(np.clip(value, 0, 1))


PARTS = {"torso": _torso, "arm": _arm, "leg": _leg, "skirt": _skirt}
