"""Coarse levels: a few points far apart carry what is smooth in the load, which single edges pass on too slowly.

A sweep over edges moves load on by one edge; cloth that hangs by its shoulders has a hundred. So, as in hierarchical
position based dynamics (Müller 2008), some points are chosen 4 and 16 edges apart and joined by ties as long as the
flat cloth between them. Cloth may hang in a curve between two such points but cannot be stretched farther apart:
a tie longer than that is drawn in, whatever the folds, and never pushes. The move of the chosen points is spread
over the points between them. Taut ties also resist being lengthened or shortened *quickly*: they damp the slow
stretching waves that edges cannot see. At rest a tie does nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from frontrow.cloth.lanes import points
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.ties import AROUND, relax, take

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int32]

STEPS = (4.0, 16.0)  # spacing of the chosen points, in edges
REACH = 1.6  # spacings, the longest tie
CALM = 0.03  # m/s, the speed that a tie damps at most
SLACK, HANGING = 0.006, 1.2  # strain that every tie leaves alone; metres of cloth that may hang below it
LOCKED, LOAD = 0.6, 20.0  # rad, where threads jam; N/m in shear that ties leave to the cloth
BIAS = 0.1  # sine times cosine of a tie's angle to the thread, where it crosses a seam


@dataclass(frozen=True)
class Level:
    """nodes: (c,) which of the finer level's points; near, share: (m, AROUND) whose move each of the finer level's
    points takes, and how much; starts, taken: (c + 1,) and (m * AROUND,), the same for each node: where in `near`
    its points stand; ties: (e, 2) of nodes; length: (e,) metres; mass: (c,) kg."""

    nodes: Ints
    near: Ints
    share: Singles
    starts: Ints
    taken: Ints
    ties: Ints
    length: Floats
    mass: Floats


class Levels:
    """The coarse levels of a cloth: `aim` for its inverse masses, `solve` every substep."""

    def __init__(self, cloth: Cloth, gravity: float) -> None:
        """gravity: m/s², for the load that ties must allow for."""
        allow = _allowance(cloth, gravity)
        edge = float(np.median(cloth.lengths))
        web = _web(cloth)
        panels, flat = _flat(cloth)
        finer, mass = np.arange(cloth.vertices, dtype=np.int32), cloth.masses
        self.levels: list[Level] = []
        self._nodes: list[Ints] = []
        for step in STEPS:
            level, ids = _level(web, finer, mass, step * edge, panels, flat, allow)
            if len(level.ties) == 0:
                break
            self.levels.append(level)
            self._nodes.append(ids)
            finer, mass = ids, level.mass
        self._weight = [np.zeros(len(level.mass)) for level in self.levels]
        self._old, self._new, self._start = ([points(len(level.mass)) for level in self.levels] for _ in range(3))

    def aim(self, inverse_mass: Floats) -> None:
        """Take inverse masses (n,): points that are held (0) hold the chosen points there."""
        free = inverse_mass > 0
        mass = np.where(free, 1 / np.maximum(inverse_mass, 1e-30), 0.0)
        for level, weight in zip(self.levels, self._weight, strict=True):
            mass = np.bincount(level.near.ravel(), (level.share * mass[:, None]).ravel(), len(level.nodes))
            free = free[level.nodes]
            weight[:] = np.where(free, 1 / np.maximum(mass, 1e-12), 0.0)

    def solve(self, x: Floats, p: Floats, w: Floats, fall: Floats, dt: float, calm: bool) -> None:
        """Draw in the ties from the coarsest level to the finest, and damp them if they shall calm the cloth.

        x, p: (n, 4) positions now and before; fall: (n,) m/s downwards that are weight's, a force and no speed to be
        damped."""
        for nodes, new, old, start in zip(self._nodes, self._new, self._old, self._start, strict=True):
            take(x, p, nodes, fall, dt, new, old, start)
        most = CALM * dt if calm else 0.0
        for k in range(len(self.levels) - 1, -1, -1):
            level, way = self.levels[k], (self._new[k], self._old[k], self._start[k])
            to = (self._new[k - 1], self._weight[k - 1]) if k else (x, w)
            shares = level.near, level.share, level.starts, level.taken
            relax(*to, *way, self._weight[k], level.ties, level.length, most, *shares)


def _allowance(cloth: Cloth, gravity: float) -> Floats:
    """(n, 2) strain around each point that ties leave alone: along threads, and on the bias for a full shear."""
    each = []
    for m in cloth.materials:
        weight = 2 * m.density * gravity * HANGING
        each.append((SLACK + weight / min(m.stretch_warp, m.stretch_weft), min(LOCKED, LOAD / m.shear)))
    return np.stack([cloth.at_vertices(np.array(column)) for column in zip(*each, strict=True)], axis=1)


def _web(cloth: Cloth) -> csr_array:
    """Distances (n, n), metres, along edges and straight across hinges laid flat: nearly the way of a thread."""
    ids, corner = cloth.hinges
    place = []
    for side in (0, 1):
        triangle, k = corner[:, side] // 3, corner[:, side] % 3
        row = np.arange(len(ids))
        flat = cloth.flat[triangle]
        apex, one, two = flat[row, k], flat[row, (k + 1) % 3], flat[row, (k + 2) % 3]
        first = (cloth.triangles[triangle, (k + 1) % 3] == ids[:, 0])[:, None]
        start, end = np.where(first, one, two), np.where(first, two, one)
        along = (end - start) / np.linalg.norm(end - start, axis=1)[:, None]
        from_start = apex - start
        off = np.abs(from_start[:, 0] * along[:, 1] - from_start[:, 1] * along[:, 0])
        place.append(((from_start * along).sum(axis=1), off))
    across = np.hypot(place[0][0] - place[1][0], place[0][1] + place[1][1])
    i, j = np.r_[cloth.edges[:, 0], ids[:, 2]], np.r_[cloth.edges[:, 1], ids[:, 3]]
    # the same two points may be joined twice; a sparse sum would add the two ways up
    _, first = np.unique(np.minimum(i, j).astype(np.int64) * cloth.vertices + np.maximum(i, j), return_index=True)
    i, j, length = i[first], j[first], np.r_[cloth.lengths, across][first]
    shape = (cloth.vertices, cloth.vertices)
    return csr_array((np.r_[length, length], (np.r_[i, j], np.r_[j, i])), shape=shape)


def _flat(cloth: Cloth) -> tuple[Ints, Floats]:
    """(n,) one panel that each point lies in, and (n, 2) where in it."""
    ids, corner = cloth.hinges
    sides = []
    for side in (0, 1):
        triangle = corner[:, side] // 3
        ends = np.zeros((len(ids), 2, 2))
        for end in (0, 1):
            match = cloth.triangles[triangle] == ids[:, end, None]
            ends[:, end] = cloth.flat[triangle, match.argmax(axis=1)]
        sides.append(ends)
    same = np.abs(sides[0] - sides[1]).max(axis=(1, 2)) < 1e-6
    pair = corner[same] // 3
    count = len(cloth.triangles)
    graph = csr_array((np.ones(len(pair)), (pair[:, 0], pair[:, 1])), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    panel, flat = np.zeros(cloth.vertices, np.int32), np.zeros((cloth.vertices, 2))
    panel[cloth.triangles.ravel()] = np.repeat(label, 3)
    # a point on a seam lies in several panels: take the place in the one it was given
    fits = panel[cloth.triangles] == label[:, None]
    flat[cloth.triangles[fits]] = cloth.flat[fits]
    return panel, flat


def _level(
    web: csr_array, finer: Ints, mass: Floats, spacing: float, panels: Ints, flat: Floats, allow: Floats
) -> tuple[Level, Ints]:
    """A level whose nodes are `spacing` metres apart, chosen among the points `finer`; and those points."""
    nodes = _apart(web, finer, spacing)
    points = finer[nodes]
    rows, columns, ways = [], [], []
    for first in range(0, len(points), 64):
        chunk = points[first : first + 64]
        distance = dijkstra(web, indices=chunk, limit=3.2 * spacing)[:, finer]
        row, column = np.nonzero(np.isfinite(distance))
        rows.append(row + first)
        columns.append(column)
        ways.append(distance[row, column])
    node, point = np.concatenate(rows).astype(np.int32), np.concatenate(columns).astype(np.int32)
    way = np.concatenate(ways)
    near, share = _shares(node, point, way, len(finer), spacing)
    inverse = np.full(len(finer), -1)
    inverse[nodes] = np.arange(len(nodes))
    tie = (inverse[point] > node) & (way < REACH * spacing)
    a, b, length = node[tie], inverse[point[tie]], way[tie]
    weight = np.asarray(np.bincount(near.ravel(), (share * mass[:, None]).ravel(), len(nodes)), np.float64)
    # within a panel the thread is straight
    one = panels[points[a]] == panels[points[b]]
    straight = np.linalg.norm(flat[points[a]] - flat[points[b]], axis=1)
    length = np.where(one & (straight > length / 1.06), straight, length)
    order = np.argsort(-(flat[points[a], 1] + flat[points[b], 1]), kind="stable")
    ties = np.stack([a, b], axis=1)[order].astype(np.int32)
    # threads hardly give, but across them, on the bias, cloth gives by its shear
    line = flat[points[a]] - flat[points[b]]
    bias = np.abs(line[:, 0] * line[:, 1]) / np.maximum((line**2).sum(axis=1), 1e-12)
    bias = np.where(one, bias, BIAS)[order]
    give = allow[points[ties]].mean(axis=1)
    spare = give[:, 0] + give[:, 1] * bias
    length = length[order]
    most = np.ascontiguousarray(np.stack([length, length * (1 + spare)], axis=1))
    taken = np.argsort(near, axis=None, kind="stable").astype(np.int32)
    starts = np.searchsorted(near.ravel()[taken], np.arange(len(nodes) + 1)).astype(np.int32)
    return Level(nodes, near, share, starts, taken, ties, most, weight), points


def _apart(web: csr_array, among: Ints, spacing: float) -> Ints:
    """Indices into `among` of points at least `spacing` metres apart that leave no room for another."""
    free = np.ones(web.shape[0], bool)
    chosen = []
    for k, point in enumerate(among):
        if free[point]:
            chosen.append(k)
            free[dijkstra(web, indices=point, limit=spacing) < spacing] = False
    return np.array(chosen, np.int32)


def _shares(node: Ints, point: Ints, way: Floats, count: int, spacing: float) -> tuple[Ints, Singles]:
    """(count, AROUND) nearest nodes of each point and their shares of its move (Shepard 1968, as modified by
    Franke & Nielson 1980: smooth, 1 at the node itself, and nothing at the rim)."""
    order = np.lexsort((node, way, point))
    node, point, way = node[order], point[order], way[order]
    starts = np.searchsorted(point, np.arange(count + 1))
    at = starts[:-1, None] + np.arange(AROUND + 1)
    there = at < starts[1:, None]
    at = np.where(there, at, starts[:-1, None])
    distance = np.where(there, way[at], 2.5 * spacing)
    rim = np.minimum(distance[:, -1:], 2.5 * spacing) + 1e-9
    weight = np.where(there, np.maximum(rim - distance, 0) / (rim * np.maximum(distance, 1e-9)), 0)[:, :AROUND] ** 2
    share = weight / weight.sum(axis=1, keepdims=True)
    return np.ascontiguousarray(node[at[:, :AROUND]], np.int32), np.ascontiguousarray(share, np.float32)
