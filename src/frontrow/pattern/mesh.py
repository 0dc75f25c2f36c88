"""A flat panel as triangles: the outline's stitches, a hexagonal grid inside, Delaunay between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Delaunay, cKDTree

from frontrow.pattern import curve
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import FlatPanel

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PanelMesh:
    """points: (k, 2) metres as drawn, the outline first; triangles: (t, 3) counter-clockwise; pieces: for
    each piece of the panel, its vertices counter-clockwise, both ends included; folds: the vertices down each fold
    line of the panel; buttons: the vertex of each button."""

    points: Array
    triangles: Ints
    pieces: tuple[Ints, ...]
    outline: int
    folds: tuple[Ints, ...]
    buttons: Ints


def mesh(panel: FlatPanel, cuts: Mapping[tuple[str, int], Array], h: float, file: str = "") -> PanelMesh:
    """Triangles of edge about h metres whose outline has a vertex at every stitch of `cuts`."""
    samples = [curve.sample(p.line, cuts[panel.name, i]) for i, p in enumerate(panel.pieces)]
    starts = np.cumsum([0] + [len(s) - 1 for s in samples])
    count = int(starts[-1])
    outline = np.vstack([s[:-1] for s in samples])
    if panel.cut == "fold":
        outline[np.abs(outline[:, 0]) < 1e-6, 0] = 0.0
    pieces = tuple((np.arange(a, b + 1) % count).astype(np.int64) for a, b in pairwise(starts))
    polygon = shapely.Polygon(outline)
    if not polygon.is_valid:
        raise PatternError(
            f"{file}: panel {panel.name} is too narrow somewhere to be cut at {h * 100:.1f} cm; widen it."
        )
    shapely.prepare(polygon)
    wanted = [(i, (i + 1) % count) for i in range(count)]
    fixed, folds = outline, []
    for fold in panel.folds:
        ends = [int(np.linalg.norm(outline - end, axis=1).argmin()) for end in (fold.line[0], fold.line[-1])]
        steps = max(1, round(float(curve.arclength(fold.line)[-1]) / h))
        between = curve.sample(fold.line, np.linspace(0, 1, steps + 1)[1:-1])
        folds.append(np.array([ends[0], *range(len(fixed), len(fixed) + len(between)), ends[1]], np.int64))
        wanted += list(pairwise(folds[-1].tolist()))
        fixed = np.vstack([fixed, between])
    fixed = np.vstack([fixed, _beside([fixed[line] for line in folds], polygon, h)])
    buttons = np.arange(len(fixed), len(fixed) + len(panel.buttons))
    fixed = np.vstack([fixed, panel.buttons])
    if len(panel.buttons) and not shapely.contains_xy(polygon, *panel.buttons.T).all():
        raise PatternError(f"{file}: panel {panel.name} has a button outside its outline; move the row of buttons.")
    inner = _grid(fixed, polygon, h, count)
    for _ in range(4):
        points = np.vstack([fixed, inner])
        inner = _smooth(points, _triangles(points, polygon, h, wanted), len(fixed))
    points = np.vstack([fixed, inner])
    triangles = _triangles(points, polygon, h, wanted)
    used = np.zeros(len(points), bool)
    used[triangles] = True
    used[: len(fixed)] = True
    new = np.cumsum(used) - 1
    return PanelMesh(points[used], new[triangles], pieces, count, tuple(folds), buttons)


def _beside(folds: Sequence[Array], polygon: shapely.Polygon, h: float) -> Array:
    """Points (k, 2) on either side of each fold line, over the middle of its edges: both sides mirror each other, so
    that a pressed fold is straight and does not lean from one edge to the next."""
    rows = []
    for line in folds:
        along = np.diff(line, axis=0)
        away = np.stack([-along[:, 1], along[:, 0]], axis=1) * np.sqrt(0.75)
        middle = 0.5 * (line[1:] + line[:-1])
        rows += [middle + away, middle - away]
    if not rows:
        return np.zeros((0, 2))
    points = np.vstack(rows)
    points = points[shapely.contains_xy(polygon, *points.T)]
    points = points[shapely.distance(polygon.exterior, shapely.points(points)) > 0.62 * h]
    lines = shapely.MultiLineString([shapely.LineString(line) for line in folds])
    points = points[shapely.distance(lines, shapely.points(points)) > 0.62 * h]
    apart = cKDTree(points).query_pairs(0.62 * h, output_type="ndarray")
    return np.delete(points, np.unique(apart[:, 1]), axis=0) if len(apart) else points


def _grid(fixed: Array, polygon: shapely.Polygon, h: float, count: int) -> Array:
    low, high = fixed.min(0), fixed.max(0)
    rows = np.arange(low[1] + 0.43 * h, high[1], h * np.sqrt(3) / 2)
    columns = np.arange(low[0], high[0] + h, h)
    x, y = np.meshgrid(columns, rows)
    x = x + 0.5 * h * (np.arange(len(rows)) % 2)[:, None]
    points: Array = np.stack([x.ravel(), y.ravel()], 1)
    points = points[shapely.contains_xy(polygon, points[:, 0], points[:, 1])]
    if not len(points):
        return points
    away = shapely.distance(polygon.exterior, shapely.points(points))
    points = points[away > 0.62 * h]
    if len(fixed) > count and len(points):
        points = points[cKDTree(fixed[count:]).query(points)[0] > 0.62 * h]
    return np.asarray(points)


def _triangles(points: Array, polygon: shapely.Polygon, h: float, wanted: Sequence[tuple[int, int]]) -> Ints:
    triangles = constrained(points, Delaunay(points).simplices.astype(np.int64), wanted)
    a, b, c = (points[triangles[:, k]] for k in range(3))
    area = _cross(b - a, c - a)
    triangles[area < 0] = triangles[area < 0][:, ::-1]
    centre = (a + b + c) / 3
    keep = shapely.contains_xy(polygon, centre[:, 0], centre[:, 1]) & (np.abs(area) > 1e-4 * h * h)
    return np.asarray(triangles[keep])


def _cross(a: Array, b: Array) -> Array:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def constrained(points: Array, triangles: Ints, wanted: Sequence[tuple[int, int]]) -> Ints:
    """The triangulation with every `wanted` edge (two point ids) in it, by flipping the edges that cross a
    missing one (S. W. Sloan, A fast algorithm for generating constrained Delaunay
    triangulations, Computers & Structures 47(3), 1993)."""
    key = np.sort(np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), 1)
    present = set(map(tuple, key.tolist()))
    missing = [(a, b) for a, b in wanted if (min(a, b), max(a, b)) not in present]
    if not missing:
        return triangles
    turned = triangles.copy()
    corner = [points[turned[:, k]] for k in range(3)]
    back = _cross(corner[1] - corner[0], corner[2] - corner[0]) < 0
    turned[back] = turned[back][:, ::-1]
    across: dict[tuple[int, int], int] = {}  # directed edge -> the corner across it
    for i, j, k in turned.tolist():
        across |= {(i, j): k, (j, k): i, (k, i): j}
    for a, b in missing:
        _insert(points, across, a, b)
    found = {tuple(sorted((i, j, k))): (i, j, k) for (i, j), k in across.items()}
    return np.array(list(found.values()), np.int64)


def _insert(points: Array, across: dict[tuple[int, int], int], a: int, b: int) -> None:
    def left(i: int, j: int, k: int) -> float:
        return float(_cross(points[j] - points[i], points[k] - points[i]))

    def crosses(i: int, j: int) -> bool:
        if {i, j} & {a, b}:
            return False
        return left(a, b, i) * left(a, b, j) < 0 and left(i, j, a) * left(i, j, b) < 0

    queue = [(i, j) for i, j in across if i < j and (j, i) in across and crosses(i, j)]
    for _ in range(60 * (len(queue) + 1)):
        if not queue:
            return
        i, j = queue.pop(0)
        k, m = across[i, j], across[j, i]
        if left(m, j, k) <= 0 or left(k, i, m) <= 0:  # not convex: wait until its neighbours have turned
            queue.append((i, j))
            continue
        for edge in ((i, j), (j, i)):
            del across[edge]
        across |= {(m, k): i, (k, i): m, (i, m): k, (k, m): j, (m, j): k, (j, k): m}
        if crosses(k, m):
            queue.append((min(k, m), max(k, m)))


def _smooth(points: Array, triangles: Ints, fixed: int) -> Array:
    """Inner points moved to the middle of their neighbours."""
    ends = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    ends = np.vstack([ends, ends[:, ::-1]])
    count = np.bincount(ends[:, 0], minlength=len(points))
    mean = np.stack([np.bincount(ends[:, 0], points[ends[:, 1], k], len(points)) for k in (0, 1)], 1)
    moved = points[fixed:] + 0.7 * (mean[fixed:] / np.maximum(count[fixed:, None], 1) - points[fixed:])
    moved[count[fixed:] == 0] = points[fixed:][count[fixed:] == 0]
    return np.asarray(moved)
