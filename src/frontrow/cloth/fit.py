"""Fitting: simulated cloth put clear of the body, and its overstretched edges eased, without a step of time.

The solver holds points off the limb they met; where a body passes through itself (an armpit) there may be no such
place. Here a point goes to the nearest place outside the union of all limbs, and cloth bridges the crease.
"""

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from frontrow.cloth.collider import Collider
from frontrow.cloth.geometry import vertex_normals
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.outside import REACH, Skin

Floats = NDArray[np.float64]

LAYERS = 0.012  # m, how far apart two garments may be and still be held apart
GAP = 0.0025  # m, the most that is asked for between them


def fitted(
    positions: ArrayLike,
    cloth: Cloth,
    body: ArrayLike,
    collider: Collider,
    *,
    margin: float = 0.0012,
    reach: float = REACH,
    stretch: float = 0.035,
    rounds: int = 4,
    sweeps: int = 50,
) -> Floats:
    """Positions (n, 3) metres, near the given ones, outside the body ((nb, 3), a closed mesh) by `margin`.

    Each of `rounds` finds the points within the margin or inside anew, leads them to the nearest place of the
    union's surface, spreads that over the neighbours, and then, in `sweeps`, shortens edges longer than 1 + stretch
    times their flat length, weighed by mass, holding layers and body apart. The last word is the body's.
    reach: metres, how far a point may be led; less from half of that on. In motion a short reach leaves what is
    deep between two limbs where it is, unseen, for there the nearest way out jumps from side to side.
    """
    start = np.ascontiguousarray(positions, np.float64)
    x = start.copy()
    skin = Skin(collider.positions(body), collider, x, reach)
    weight = 1 / np.maximum(cloth.masses, 1e-12)
    limit = cloth.lengths * (1 + stretch)
    pairs = _layered(x, cloth)
    for turn in range(rounds):
        if turn:
            _gather(x, cloth.edges, 1.4 * limit, *cloth.neighbours)
        move, plane = skin.contacts(x, margin)
        _spread(move, *cloth.neighbours)
        x += move
        if turn == rounds - 1:
            break
        for _ in range(sweeps):
            _ease(x, weight, cloth.edges, limit)
            _part(x, weight, *pairs)
            _hold(x, plane)
    for _ in range(3 if reach >= REACH else 1):
        move, _ = skin.contacts(x, margin)
        if not move.any():
            break
        x += move
    return x


def _layered(x: Floats, cloth: Cloth) -> tuple[NDArray[np.int32], Floats]:
    """Points of outer layers with the nearest of the layers below: (k, 2) ids and (k, 4) normal and least height."""
    ids, planes = [np.zeros((0, 2), np.int32)], [np.zeros((0, 4))]
    normals = np.zeros_like(x)
    vertex_normals(x, cloth.triangles, normals)
    for layer in np.unique(cloth.layer)[1:]:
        outer, inner = np.flatnonzero(cloth.layer == layer), np.flatnonzero(cloth.layer < layer)
        distance, k = cKDTree(x[inner]).query(x[outer], distance_upper_bound=LAYERS, workers=1)
        met = np.isfinite(distance)
        a, b = outer[met], inner[k[met]]
        height = ((x[a] - x[b]) * normals[b]).sum(axis=1)
        over = height > 0
        ids.append(np.stack([a, b], axis=1)[over].astype(np.int32))
        planes.append(np.c_[normals[b], np.minimum(height, GAP)][over])
    return np.concatenate(ids), np.concatenate(planes)


@njit(cache=True, error_model="numpy")
def _spread(move, ring, ring_ids):  # type: ignore[no-untyped-def]
    """Three rounds in which points follow half of what their neighbours do; those led out keep their own move."""
    n = move.shape[0]
    led = np.zeros(n, np.bool_)
    for i in range(n):
        led[i] = move[i, 0] != 0.0 or move[i, 1] != 0.0 or move[i, 2] != 0.0
    for _ in range(3):
        old = move.copy()
        for i in range(n):
            count = ring[i + 1] - ring[i]
            if led[i] or count == 0:
                continue
            for axis in range(3):
                total = 0.0
                for s in range(ring[i], ring[i + 1]):
                    total += old[ring_ids[s], axis]
                move[i, axis] = 0.8 * total / count


@njit(cache=True, error_model="numpy")
def _gather(x, edges, limit, ring, ring_ids):  # type: ignore[no-untyped-def]
    """Points whose edges are torn far apart, for they were led out on another side than their neighbours, go back
    among these (three Jacobi rounds of the mean)."""
    n = x.shape[0]
    torn = np.zeros(n, np.bool_)
    for e in range(edges.shape[0]):
        i, j = edges[e, 0], edges[e, 1]
        dx, dy, dz = x[j, 0] - x[i, 0], x[j, 1] - x[i, 1], x[j, 2] - x[i, 2]
        if dx * dx + dy * dy + dz * dz > limit[e] * limit[e]:
            torn[i] = torn[j] = True
    for _ in range(3):
        old = x.copy()
        for i in range(n):
            count = ring[i + 1] - ring[i]
            if not torn[i] or count == 0:
                continue
            for axis in range(3):
                total = 0.0
                for s in range(ring[i], ring[i + 1]):
                    total += old[ring_ids[s], axis]
                x[i, axis] = total / count


@njit(cache=True, error_model="numpy")
def _ease(x, w, edges, limit):  # type: ignore[no-untyped-def]
    for e in range(edges.shape[0]):
        i, j = edges[e, 0], edges[e, 1]
        dx, dy, dz = x[j, 0] - x[i, 0], x[j, 1] - x[i, 1], x[j, 2] - x[i, 2]
        square = dx * dx + dy * dy + dz * dz
        if square <= limit[e] * limit[e]:
            continue
        length = np.sqrt(square)
        s = (length - limit[e]) / (length * (w[i] + w[j]))
        wi, wj = s * w[i], s * w[j]
        x[i, 0] += wi * dx
        x[i, 1] += wi * dy
        x[i, 2] += wi * dz
        x[j, 0] -= wj * dx
        x[j, 1] -= wj * dy
        x[j, 2] -= wj * dz


@njit(cache=True, error_model="numpy")
def _part(x, w, pairs, plane):  # type: ignore[no-untyped-def]
    for k in range(pairs.shape[0]):
        i, j = pairs[k, 0], pairs[k, 1]
        nx, ny, nz = plane[k, 0], plane[k, 1], plane[k, 2]
        h = (x[i, 0] - x[j, 0]) * nx + (x[i, 1] - x[j, 1]) * ny + (x[i, 2] - x[j, 2]) * nz
        if h >= plane[k, 3]:
            continue
        s = (plane[k, 3] - h) / (w[i] + w[j])
        wi, wj = s * w[i], s * w[j]
        x[i, 0] += wi * nx
        x[i, 1] += wi * ny
        x[i, 2] += wi * nz
        x[j, 0] -= wj * nx
        x[j, 1] -= wj * ny
        x[j, 2] -= wj * nz


@njit(cache=True, error_model="numpy")
def _hold(x, plane):  # type: ignore[no-untyped-def]
    for i in range(x.shape[0]):
        nx, ny, nz = plane[i, 0], plane[i, 1], plane[i, 2]
        push = plane[i, 3] - (x[i, 0] * nx + x[i, 1] * ny + x[i, 2] * nz)
        if push > 0.0:
            x[i, 0] += push * nx
            x[i, 1] += push * ny
            x[i, 2] += push * nz
