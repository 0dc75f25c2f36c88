"""The last correction: foretold cloth put clear of the body, and spread over its neighbours, so that nothing pops.

The same holds a garment over those that are worn beneath it (`layers.py`).

Each point remembers, for up to three limbs, the body vertex that was nearest in the samples; from there it walks over
the body's mesh to the nearest one, so that no search structure is needed. `client/look/space/correct.ts` is the twin.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.cloth import Collider
from frontrow.cloth.geometry import barycentric, vertex_normals
from frontrow.cloth.mesh import adjacency, fans

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

CANDIDATES = 3
NONE = 65535
REACH = 0.035  # metres, how near a limb ever comes to a point that remembers it
DEEP = 0.12  # metres, farther than this nothing is pushed
FREE = 0.012  # metres over the nearest body vertex, along its normal: no triangle round it can be in the way
ROUNDS, SPREAD = 8, 3  # rounds of pushing; those that neighbours follow
LEAST = 0.0015  # metres that every point keeps off the skin


def candidates(positions: Floats, bodies: Floats, collider: Collider) -> NDArray[np.uint16]:
    """(n, 3) body vertices to start from, of limbs that come near in any drape: positions (s, n, 3) on bodies
    (s, nb, 3)."""
    count, n, _ = positions.shape
    parts = np.unique(collider.parts[collider.used])
    nearest = np.full((len(parts), n), np.inf)
    vertex = np.full((len(parts), n), NONE)
    for s in range(count):
        for k, part in enumerate(parts):
            ids = collider.used[collider.parts[collider.used] == part]
            distance, found = cKDTree(bodies[s, ids]).query(positions[s])
            nearer = distance < nearest[k]
            nearest[k, nearer], vertex[k, nearer] = distance[nearer], ids[found[nearer]]
    order = np.argsort(nearest, axis=0)[:CANDIDATES]
    out = np.full((CANDIDATES, n), NONE)
    chosen = np.take_along_axis(vertex, order, axis=0)
    near = np.take_along_axis(nearest, order, axis=0) < REACH
    near[0] = True
    out[: len(order)][near] = chosen[near]
    return np.ascontiguousarray(out.T.astype(np.uint16))


@dataclass(frozen=True, eq=False)
class Surface:
    """The mesh of an obstacle: triangles (t, 3); ring and fan, neighbours and triangles round each vertex; rim: (nb,)
    vertices on its border, beyond which there is nothing to be led out of."""

    triangles: Ints
    ring: tuple[Ints, Ints]
    fan: tuple[Ints, Ints]
    rim: NDArray[np.bool_]

    @staticmethod
    def of(triangles: Ints, vertices: int) -> "Surface":
        """Of any mesh."""
        t = np.ascontiguousarray(triangles, np.int32)
        sides = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1)
        edges, uses = np.unique(sides, axis=0, return_counts=True)
        rim = np.zeros(vertices, np.bool_)
        rim[edges[uses == 1].ravel()] = True
        return Surface(t, adjacency(edges.astype(np.int32), vertices), fans(t, vertices), rim)


def led_out(
    positions: Floats,
    ring: tuple[Ints, Ints],
    starts: NDArray[np.uint16],
    surface: Surface,
    obstacle: Floats,
    least: float,
    deep: float,
) -> tuple[Floats, int]:
    """Positions (n, 3) metres, `least` or more over an obstacle (nb, 3) wherever they are within `deep` of it, and how
    many were still on their way when the rounds were over.

    ring: neighbours of each point; starts: (n, c) vertices of the obstacle to walk from.
    """
    x = np.ascontiguousarray(positions, np.float64).copy()
    b = np.ascontiguousarray(obstacle, np.float64)
    normals = np.zeros_like(b)
    vertex_normals(b, surface.triangles, normals)
    at = starts.astype(np.int32)
    near = np.ones(len(x), np.bool_)
    mesh = (surface.triangles, *surface.ring, *surface.fan, surface.rim)
    led = 0
    for turn in range(ROUNDS + 1):
        move = np.zeros_like(x)
        led = _push(x, at, b, normals, *mesh, least, deep, near, move)
        if not led or turn == ROUNDS:
            break
        if turn < SPREAD:
            _spread(move, *ring)
        x += move
        near = np.asarray((move != 0).any(axis=1))  # what did not move is as it was
    return x, led


@njit(cache=True, nogil=True, error_model="numpy")
def _push(x, at, b, normal, triangles, ring, ring_ids, fan, fan_ids, rim, lowest, deep, near, move):  # type: ignore[no-untyped-def]
    """Moves that lead points inside the body, or too near, out along the skin's normal; how many there are.

    near: (n,) which points to look at."""
    led = 0
    for i in range(x.shape[0]):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        if not near[i]:
            continue
        touched = False
        for c in range(at.shape[1]):
            v = at[i, c]
            if v == NONE:
                continue
            best = (px - b[v, 0]) ** 2 + (py - b[v, 1]) ** 2 + (pz - b[v, 2]) ** 2
            walking = True
            while walking:
                walking = False
                here = v
                for s in range(ring[here], ring[here + 1]):
                    k = ring_ids[s]
                    d = (px - b[k, 0]) ** 2 + (py - b[k, 1]) ** 2 + (pz - b[k, 2]) ** 2
                    if d < best:
                        best, v, walking = d, k, True
            at[i, c] = v
            if best > deep * deep:
                continue
            over = (px - b[v, 0]) * normal[v, 0] + (py - b[v, 1]) * normal[v, 1] + (pz - b[v, 2]) * normal[v, 2]
            if over > FREE:
                continue
            least = 1e9
            border = False
            height, nx, ny, nz = 0.0, 0.0, 0.0, 0.0
            for s in range(fan[v], fan[v + 1]):
                t = fan_ids[s]
                j, k, m = triangles[t, 0], triangles[t, 1], triangles[t, 2]
                u, w, z = barycentric(
                    px, py, pz,
                    b[j, 0], b[j, 1], b[j, 2],
                    b[k, 0], b[k, 1], b[k, 2],
                    b[m, 0], b[m, 1], b[m, 2],
                )  # fmt: skip
                dx = px - u * b[j, 0] - w * b[k, 0] - z * b[m, 0]
                dy = py - u * b[j, 1] - w * b[k, 1] - z * b[m, 1]
                dz = pz - u * b[j, 2] - w * b[k, 2] - z * b[m, 2]
                d = dx * dx + dy * dy + dz * dz
                if d < least:
                    least = d
                    border = (u == 0.0 or rim[j]) and (w == 0.0 or rim[k]) and (z == 0.0 or rim[m])
                    ex = u * normal[j, 0] + w * normal[k, 0] + z * normal[m, 0]
                    ey = u * normal[j, 1] + w * normal[k, 1] + z * normal[m, 1]
                    ez = u * normal[j, 2] + w * normal[k, 2] + z * normal[m, 2]
                    length = np.sqrt(ex * ex + ey * ey + ez * ez) + 1e-12
                    nx, ny, nz = ex / length, ey / length, ez / length
                    height = dx * nx + dy * ny + dz * nz
            if least > 1e8 or border:
                continue
            lack = lowest - height
            if lack > 1e-6:
                px += lack * nx
                py += lack * ny
                pz += lack * nz
                touched = True
        if touched:
            led += 1
            move[i, 0], move[i, 1], move[i, 2] = px - x[i, 0], py - x[i, 1], pz - x[i, 2]
    return led


@njit(cache=True, nogil=True, error_model="numpy")
def _spread(move, ring, ring_ids):  # type: ignore[no-untyped-def]
    """Three rounds in which points that were not led follow four fifths of their neighbours' mean move."""
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
