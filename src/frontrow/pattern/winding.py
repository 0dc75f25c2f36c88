"""A panel in the terms of the tube it is wound round: how high, how far round, how much cloth there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, diags
from scipy.sparse.linalg import spsolve

from frontrow.pattern import tube
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.mesh import PanelMesh

Array = NDArray[np.float64]
APART = 0.008
STEP = 0.01  # metres between the stations at which cloth is counted


@dataclass(frozen=True, eq=False)
class Spot:
    """A panel's vertices in the tube's own terms: station (k,) metres, share (k,) from the inner edge (0)
    to the outer edge (1), angle (k,) degrees, across (k,) metres from the inner edge on the flat."""

    station: Array
    share: Array
    angle: Array
    across: Array


def rows(draft: Draft, panel: FlatPanel, mesh: PanelMesh, levels: Mapping[str, float]) -> Spot:
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
    wide = np.maximum(wide, 0.01)
    share = folded(panel, mesh, (x - left) / wide) if mesh.folds else (x - left) / wide
    low, high = panel.place.span
    # the cap of a sleeve or the top of a bodice may be wider than the row where its edges end
    share = np.clip(share, -0.15, 1.15)
    return Spot(station(draft, panel, y, levels), share, low + share * (high - low), x - left)


def _edge_lines(panel: FlatPanel, edges: Sequence[str]) -> Array:
    """Points of edges, sorted upwards."""
    lines = [panel.pieces[i].line for edge in edges for i in panel.run(edge)]
    points = np.vstack(lines)
    return points[np.argsort(points[:, 1], kind="stable")]


def station(draft: Draft, panel: FlatPanel, y: Array, levels: Mapping[str, float]) -> Array:
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


def girth(spots: Sequence[tuple[FlatPanel, PanelMesh, Array]], stations: Array, times: float) -> Array:
    """(s,) metres of cloth round the tube at each station, as it lies folded: its area by height."""
    edges = np.arange(stations[0] - 0.5 * STEP, stations[-1] + 1.5 * STEP, 3 * STEP)
    area = np.zeros(len(edges) - 1)
    for panel, mesh, height in spots:
        p, s = mesh.points[mesh.triangles], height[mesh.triangles].mean(axis=1)
        d, e = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
        weight = 0.5 * np.abs(d[:, 0] * e[:, 1] - d[:, 1] * e[:, 0])
        area += np.histogram(s, edges, weights=_shown(panel, mesh) * weight)[0]
    round_ = times * area / (3 * STEP)
    return np.asarray(np.interp(stations, (edges[1:] + edges[:-1]) / 2, round_))


def _shown(panel: FlatPanel, mesh: PanelMesh) -> float | Array:
    """What share of the cloth is seen when pleats lie folded; (t,) from the folded edge to the far one."""
    if not panel.folds:
        return 1.0
    top, low, _ = np.mean([fold.line for fold in panel.folds], axis=0)
    way = (low - top) / float(((low - top) ** 2).sum())
    down = np.clip((mesh.points[mesh.triangles].mean(axis=1) - top) @ way, 0, 1)
    return np.asarray(panel.seen[0] + (panel.seen[1] - panel.seen[0]) * down)


def grown(rings: tube.Rings, round_: Array, most: float) -> Array:
    """(s,) how far each ring stands off the body for the cloth to lie round it without folds."""
    spare = (round_ - rings.girths()) / (2 * np.pi)
    smooth = np.convolve(np.pad(spare, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return np.clip(smooth, tube.CLEARANCE, most)


def harmonic_share(panel: FlatPanel, mesh: PanelMesh) -> Array:
    """(k,) share from the inner edge (0) to the outer (1) that is as smooth as can be on the panel; where pleats are
    folded it turns back with the cloth."""
    inner = [i for edge in panel.place.inner for i in panel.run(edge)]
    if panel.cut == "fold":
        inner += [i for i, p in enumerate(panel.pieces) if np.abs(p.line[:, 0]).max() < 1e-6]
    outer = [i for e in panel.place.outer for i in panel.run(e)]
    known = {int(v): 0.0 for i in inner for v in mesh.pieces[i]} | {int(v): 1.0 for i in outer for v in mesh.pieces[i]}
    share = np.clip(harmonic(mesh, known), 0, 1)
    return folded(panel, mesh, share) if mesh.folds else share


def folded(panel: FlatPanel, mesh: PanelMesh, share: Array) -> Array:
    """(k,) where each vertex lies across the folded panel, from its share (k,) across the flat one."""
    starts = np.array([share[fold[0]] for fold in mesh.folds])
    across = np.array([fold.share for fold in panel.folds])
    if len(starts) > 1 and np.polyfit(starts, across, 1)[0] < 0:
        across = 1 - across  # the edge is written from the outer end
    across = np.clip(across, APART, 1 - APART)  # folds of two panels that meet do not touch
    known = {int(v): float(a) for fold, a in zip(mesh.folds, across, strict=True) for v in fold}
    ends = (share < 1e-3) | (share > 1 - 1e-3)
    known |= {int(v): float(np.clip(share[v], 0, 1)) for v in np.flatnonzero(ends) if int(v) not in known}
    return harmonic(mesh, known)


def fold_levels(panel: FlatPanel, mesh: PanelMesh) -> Array:
    """(k,) how far out a vertex of a pleated panel lies: 1 where the cloth turns under, 0 where it turns back."""
    if not mesh.folds:
        return np.zeros(len(mesh.points))
    lines = zip(panel.folds, mesh.folds, strict=True)
    known = {int(v): float(fold.mountain) for fold, line in lines for v in line}
    for edge in (*panel.place.inner, *panel.place.outer):
        known |= {int(v): 0.5 for i in panel.run(edge) for v in mesh.pieces[i] if int(v) not in known}
    return harmonic(mesh, known)


def harmonic(mesh: PanelMesh, known: Mapping[int, float]) -> Array:
    """(k,) values with these at the `known` vertices, as smooth as can be elsewhere (cotangent Laplacian)."""
    p, t, n = mesh.points, mesh.triangles, len(mesh.points)
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
    matrix = coo_matrix((np.concatenate(weights), (np.concatenate(heads), np.concatenate(tails))), (n, n)).tocsr()
    matrix = (diags(np.asarray(matrix.sum(axis=1)).ravel()) - matrix).tocsr()
    value = np.full(n, np.nan)
    value[list(known)] = list(known.values())
    fixed = ~np.isnan(value)
    free = ~fixed
    if free.any():
        value[free] = spsolve(matrix[free][:, free].tocsc(), -matrix[free][:, fixed] @ value[fixed])
    return value
