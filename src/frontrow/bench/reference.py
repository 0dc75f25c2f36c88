"""The simplest cloth solver that does the task: what every cleverness has to beat.

Small steps of position based dynamics (Mueller et al. 2007, Macklin et al. 2019) on edge lengths and on the distances
across edges, one colour of constraints at a time in NumPy; a body of points with normals (the nearest one counts); no
cloth against cloth.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.bench.run import Stepper
from frontrow.bench.swaying import DT, Task
from frontrow.cloth import Cloth

Floats = NDArray[np.float64]

OFFSET, FRICTION = 0.0035, 0.35


def colours(pairs: NDArray[np.int32], count: int) -> list[NDArray[np.int64]]:
    """Constraints (k, 2) in groups that share no point, greedily."""
    group = np.zeros(len(pairs), np.int64)
    taken = [0] * count
    for k, (i, j) in enumerate(pairs.tolist()):
        free = ~(taken[i] | taken[j])
        group[k] = (free & -free).bit_length() - 1
        taken[i] |= 1 << int(group[k])
        taken[j] |= 1 << int(group[k])
    return [np.flatnonzero(group == g) for g in range(int(group.max()) + 1)]


def links(cloth: Cloth) -> tuple[NDArray[np.int32], Floats, Floats]:
    """(k, 2) ids, (k,) rest lengths and (k,) stiffness N/m: edges, then the diagonals across them."""
    across = cloth.hinges[0][:, 2:]
    ends = cloth.hinges[0][:, :2]
    edge = float(np.median(cloth.lengths))
    stretch = np.mean([(m.stretch_warp + m.stretch_weft) / 2 for m in cloth.materials])
    bend = np.mean([(m.bend_warp + m.bend_weft) / 2 for m in cloth.materials])
    pairs = np.concatenate([cloth.edges, across])
    rest = np.concatenate([cloth.lengths, np.full(len(ends), np.sqrt(3) * edge)])
    return pairs, rest, np.r_[np.full(len(cloth.edges), stretch), np.full(len(ends), 4 * bend / edge**2)]


def simplest(task: Task, substeps: int) -> Stepper:
    """The reference solver with so many small steps a frame."""
    cloth = task.cloth
    pairs, rest, stiffness = links(cloth)
    groups = [(pairs[g], rest[g, None], stiffness[g, None]) for g in colours(pairs, cloth.vertices)]
    x, v = task.positions.copy(), np.zeros_like(task.positions)
    w = 1 / cloth.masses
    h = DT / substeps
    triangles = task.collider.triangles
    normal = np.zeros_like(task.body)
    corners = task.body[triangles]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    for k in range(3):
        np.add.at(normal, triangles[:, k], face)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-18
    tree = cKDTree(task.body)

    def step(k: int) -> Floats:
        nonlocal x, v
        near = tree.query(x - task.shift(DT * k))[1]
        for s in range(substeps):
            v[:, 1] -= 9.81 * h
            v *= 1 - 2 * h
            p, x = x, x + h * v
            for ids, length, stiff in groups:
                i, j = ids.T
                way = x[i] - x[j]
                long = np.linalg.norm(way, axis=1, keepdims=True) + 1e-12
                wi, wj = w[i, None], w[j, None]
                push = (length - long) / (long * (wi + wj + 1 / (stiff * h * h))) * way
                x[i] += wi * push
                x[j] -= wj * push
            moved, now = task.shift(DT * (k + s / substeps)), task.shift(DT * (k + (s + 1) / substeps))
            n = normal[near]
            depth = OFFSET - ((x - now - task.body[near]) * n).sum(axis=1)
            deep = np.flatnonzero((depth > 0) & (depth < 0.03))
            out, n = depth[deep, None], n[deep]
            x[deep] += out * n
            slip = x[deep] - p[deep] - (now - moved)
            slip -= (slip * n).sum(axis=1, keepdims=True) * n
            size = np.linalg.norm(slip, axis=1, keepdims=True) + 1e-12
            x[deep] -= slip * np.minimum(1.0, FRICTION * out / size)
            v = (x - p) / h
        return x

    return step
