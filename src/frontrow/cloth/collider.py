"""The body as an obstacle: a moving mesh, in parts."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from frontrow.cloth.geometry import vertex_normals
from frontrow.cloth.inside import Columns
from frontrow.cloth.mesh import Ints, adjacency, fans

PARTS = 8  # most parts a collider may have
SKIN = 0.0005  # m, over a vertex must be free or something else hides it


@dataclass(frozen=True, eq=False)
class Collider:
    """Topology of an obstacle whose positions are given anew each frame.

    triangles: (t, 3) int32, oriented outwards. parts: (n,) which limb each vertex belongs to, 0 to 7; cloth caught
    between two parts (a sleeve between arm and flank) is held off both, and never jumps from one to the other.
    solid: (t,) bool, triangles that collide (default: all). hidden: (n,) bool, vertices that cloth cannot come near
    (default: none).
    """

    triangles: Ints
    parts: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    solid: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    hidden: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "triangles", np.ascontiguousarray(self.triangles, np.int32))
        count = int(self.triangles.max()) + 1 if len(self.triangles) else 0
        parts = np.asarray(self.parts)
        parts = parts if len(parts) else np.zeros(count, np.int32)
        if parts.min(initial=0) < 0 or parts.max(initial=0) >= PARTS:
            raise ValueError(f"Collider parts must be 0 to {PARTS - 1}.")
        put(self, "parts", np.ascontiguousarray(parts, np.int32))
        solid = np.asarray(self.solid)
        put(self, "solid", solid.astype(bool) if len(solid) else np.ones(len(self.triangles), bool))

        hidden = np.asarray(self.hidden)
        put(self, "hidden", hidden.astype(bool) if len(hidden) else np.zeros(count, bool))

    @property
    def vertices(self) -> int:
        return len(self.parts)

    @cached_property
    def used(self) -> Ints:
        """Vertices by which the surface is found."""
        ids = np.unique(self.triangles[self.solid]).astype(np.int32)
        return ids[~self.hidden[ids]]

    @cached_property
    def neighbours(self) -> tuple[Ints, Ints]:
        t = self.triangles[self.solid]
        edges = np.unique(np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1), axis=0)
        edges = edges[~self.hidden[edges].any(axis=1)]
        return adjacency(edges.astype(np.int32), self.vertices)

    @cached_property
    def fans(self) -> tuple[Ints, Ints]:
        starts, ids = fans(self.triangles[self.solid], self.vertices)
        return starts, np.flatnonzero(self.solid).astype(np.int32)[ids]

    def bare(self, body: ArrayLike) -> "Collider":
        """This obstacle without what its own surface hides in a frame (nb, 3): an ankle in its boot, for one.

        What is then no longer joined to the rest becomes a part of its own, as far as there are numbers left."""
        x = self.positions(body)
        normals = np.zeros_like(x)
        vertex_normals(x, self.triangles, normals)
        hidden = Columns(x, self.triangles).winding(x + SKIN * normals) > 0
        if not hidden.any():
            return self
        a, b, c = self.triangles[~hidden[self.triangles].any(axis=1)].T
        graph = coo_array((np.ones(2 * len(a)), (np.r_[a, b], np.r_[b, c])), shape=(self.vertices,) * 2)
        _, piece = connected_components(graph, directed=False)
        sizes = np.bincount(piece, minlength=1)
        parts, free = self.parts.copy(), int(self.parts.max()) + 1
        for k in np.argsort(-sizes, kind="stable")[1:]:
            if sizes[k] > 1:
                parts[piece == k] = min(free, PARTS - 1)
                free += 1
        solid = self.solid & ~hidden[self.triangles].all(axis=1)
        return replace(self, parts=parts, solid=solid, hidden=hidden)

    @staticmethod
    def none() -> "Collider":
        """An obstacle that is not there."""
        return Collider(np.zeros((0, 3), np.int32))

    def positions(self, body: ArrayLike) -> NDArray[np.float64]:
        """(n, 3) float64 of a frame, checked against the topology."""
        out = np.ascontiguousarray(body, np.float64)
        if out.shape != (self.vertices, 3):
            raise ValueError(f"Body frame has shape {out.shape}; the collider has {self.vertices} vertices.")
        return out


def limbs(joint_names: list[str], joint_indices: NDArray[np.integer], joint_weights: ArrayLike) -> Ints:
    """(n,) part of each body vertex from its skin: 0 trunk and head, 1/2 left/right arm, 3/4 left/right leg.

    joint_names end in `.L`/`.R` or `_l`/`_r` or contain left/right; arms are everything below the shoulder joint.
    """
    part = np.zeros(len(joint_names), np.int32)
    arm = ("upperarm", "lowerarm", "forearm", "wrist", "hand", "finger", "metacarpal", "thumb")
    leg = ("upperleg", "thigh", "lowerleg", "shin", "calf", "knee", "foot", "toe", "ankle", "heel")
    for k, name in enumerate(joint_names):
        low = name.lower()
        right = low.endswith((".r", "_r", "-r")) or "right" in low
        low = low.replace("_", "")
        if any(word in low for word in arm):
            part[k] = 2 if right else 1
        elif any(word in low for word in leg):
            part[k] = 4 if right else 3
    weight = np.zeros((len(joint_indices), PARTS))
    for k in range(joint_indices.shape[1]):
        np.add.at(weight, (np.arange(len(weight)), part[joint_indices[:, k]]), np.asarray(joint_weights)[:, k])
    return weight.argmax(axis=1).astype(np.int32)
