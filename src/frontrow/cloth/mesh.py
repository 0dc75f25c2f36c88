"""Cloth as data: a welded mesh that remembers its flat panels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.material import ClothMaterial

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cloth:
    """One or several garments, ready to be simulated together.

    triangles: (t, 3) int32 vertex ids, oriented outwards.
    flat: (t, 3, 2) metres, each triangle's corners in its own flat panel: x along the weft, y along the warp.
    materials: the kinds of cloth; material: (t,) int32, which kind each triangle is (default: the first).
    layer: (n,) int32, 0 next to the skin, 1 over it, and so on (default: all 0).
    tension_edges, tension: (k, 2) vertex ids and (k,) rest scale; below 1 the edge is an elastic that is
    shorter than its fabric.
    crease_edges, crease: (k, 2) vertex ids and (k,) radians that the cloth is pressed to along an edge, 0 flat.
    above: (n,) bool, points that lie over the rest of their layer, as a lapel on its front (default: none); those of a
    seam to what is below are not among them.
    """

    triangles: Ints
    flat: Floats
    materials: tuple[ClothMaterial, ...] = (ClothMaterial(),)
    material: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    layer: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    tension_edges: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    tension: Floats = field(default_factory=lambda: np.zeros(0))
    crease_edges: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    crease: Floats = field(default_factory=lambda: np.zeros(0))
    above: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "triangles", np.ascontiguousarray(self.triangles, np.int32))
        put(self, "flat", np.ascontiguousarray(self.flat, np.float64))
        count = len(self.triangles)
        if self.flat.shape != (count, 3, 2):
            raise ValueError(f"flat has shape {self.flat.shape}; expected ({count}, 3, 2).")
        material = self.material if len(self.material) else np.zeros(count, np.int32)
        put(self, "material", np.ascontiguousarray(material, np.int32))
        layer = self.layer if len(self.layer) else np.zeros(int(self.triangles.max()) + 1, np.int32)
        put(self, "layer", np.ascontiguousarray(layer, np.int32))
        put(self, "above", self.above if len(self.above) else np.zeros(len(layer), bool))
        if (self.areas <= 0).any():
            raise ValueError(f"{int((self.areas <= 0).sum())} flat triangles have no area or are turned over.")

    @property
    def vertices(self) -> int:
        return len(self.layer)

    @cached_property
    def order(self) -> Ints:
        """(n,) int32, which lies outside which: layers from the skin outwards, each with what lies above it."""
        return np.asarray(2 * self.layer + self.above, np.int32)

    @cached_property
    def areas(self) -> Floats:
        """(t,) m², of the flat triangles."""
        a, b = self.flat[:, 1] - self.flat[:, 0], self.flat[:, 2] - self.flat[:, 0]
        return np.asarray((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) / 2)

    @cached_property
    def masses(self) -> Floats:
        """(n,) kg."""
        density = np.array([m.density for m in self.materials])[self.material]
        share = np.repeat(density * self.areas / 3, 3)
        return np.asarray(np.bincount(self.triangles.ravel(), share, self.vertices), np.float64)

    def at_vertices(self, of_material: Floats) -> Floats:
        """(n,) mean over the triangles round each vertex of a figure given for each material."""
        ids = self.triangles.ravel()
        total = np.bincount(ids, np.repeat(of_material[self.material], 3), self.vertices)
        return np.asarray(total / np.maximum(np.bincount(ids, minlength=self.vertices), 1))

    @cached_property
    def _corners(self) -> tuple[Ints, Floats, Ints]:
        """Half-edges sorted by their two vertex ids: (h, 2) ids, (h,) flat length, (h,) triangle * 3 + corner."""
        t, f = self.triangles, self.flat
        ends = np.sort(np.concatenate([t[:, [1, 2]], t[:, [2, 0]], t[:, [0, 1]]]), axis=1)
        length = np.linalg.norm(np.concatenate([f[:, 1] - f[:, 2], f[:, 2] - f[:, 0], f[:, 0] - f[:, 1]]), axis=1)
        corner = np.concatenate([np.arange(len(t)) * 3 + k for k in range(3)]).astype(np.int32)
        order = np.lexsort((corner, ends[:, 1], ends[:, 0]))
        return ends[order], length[order], corner[order]

    @cached_property
    def _edge_starts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        ends = self._corners[0]
        new = np.r_[True, (ends[1:] != ends[:-1]).any(axis=1)]
        starts = np.flatnonzero(new)
        return starts, np.diff(np.r_[starts, len(ends)])

    @cached_property
    def edges(self) -> Ints:
        """(e, 2) int32, each edge once, lower id first, sorted."""
        return np.ascontiguousarray(self._corners[0][self._edge_starts[0]])

    @cached_property
    def lengths(self) -> Floats:
        """(e,) metres in the flat panels; on a seam the mean of its sides. Elastic tension is not applied."""
        starts, counts = self._edge_starts
        return np.asarray(np.add.reduceat(self._corners[1], starts) / counts)

    @cached_property
    def hinges(self) -> tuple[Ints, Ints]:
        """(h, 4) ids: the edge's ends and the two vertices across it; (h, 2) triangle * 3 + corner across it."""
        starts, counts = self._edge_starts
        pair = starts[counts == 2]
        corner = np.stack([self._corners[2][pair], self._corners[2][pair + 1]], axis=1)
        across = self.triangles.ravel()[corner]
        ids = np.concatenate([self._corners[0][pair], across], axis=1)
        keep = across[:, 0] != across[:, 1]
        return np.ascontiguousarray(ids[keep], np.int32), np.ascontiguousarray(corner[keep], np.int32)

    @cached_property
    def elastic(self) -> tuple[Floats, NDArray[np.bool_]]:
        """(t, 3, 2) flat corners shrunk by the elastic edges, and (t,) which triangles those are."""
        touched = np.zeros(len(self.triangles), bool)
        if not len(self.tension):
            return self.flat, touched
        key = self.edges[:, 0].astype(np.int64) * self.vertices + self.edges[:, 1]
        wanted = np.sort(self.tension_edges.astype(np.int64), axis=1)
        wanted_key = wanted[:, 0] * self.vertices + wanted[:, 1]
        at = np.minimum(np.searchsorted(key, wanted_key), len(key) - 1)
        if (key[at] != wanted_key).any():
            missing = self.tension_edges[key[at] != wanted_key][0]
            raise ValueError(f"Tension names an edge {missing.tolist()} that the mesh does not have.")
        scale = np.ones(len(key))
        scale[at] = self.tension
        t, f = self.triangles, self.flat
        sides = np.sort(np.stack([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]], axis=1).astype(np.int64), axis=2)
        side_scale = scale[np.searchsorted(key, sides[..., 0] * self.vertices + sides[..., 1])]
        touched = (side_scale != 1).any(axis=1)
        d = np.stack([f[:, 1] - f[:, 0], f[:, 2] - f[:, 1], f[:, 0] - f[:, 2]], axis=1)[touched]
        rows = np.stack([d[..., 0] ** 2, 2 * d[..., 0] * d[..., 1], d[..., 1] ** 2], axis=2)
        target = (side_scale[touched] ** 2) * (d**2).sum(axis=2)
        m = np.linalg.solve(rows, target[..., None])[..., 0]
        metric = np.stack([m[:, [0, 1]], m[:, [1, 2]]], axis=1)
        value, vector = np.linalg.eigh(metric)
        root = vector * np.sqrt(np.maximum(value, 0.09))[:, None, :] @ vector.transpose(0, 2, 1)
        shrunk = f.copy()
        shrunk[touched] = f[touched] @ root
        return shrunk, touched

    @cached_property
    def neighbours(self) -> tuple[Ints, Ints]:
        """Vertices around each vertex as (n + 1,) starts and their ids."""
        return adjacency(self.edges, self.vertices)

    @cached_property
    def fans(self) -> tuple[Ints, Ints]:
        """Triangles around each vertex as (n + 1,) starts and their ids."""
        return fans(self.triangles, self.vertices)

    @staticmethod
    def join(cloths: Sequence["Cloth"], layers: Sequence[int] | None = None) -> "Cloth":
        """Several cloths as one, vertices in the order given; `layers` (default 0, 1, 2 ...) puts each whole
        cloth on a layer."""
        layers = range(len(cloths)) if layers is None else layers
        ids = np.cumsum([0, *(c.vertices for c in cloths)])
        kinds = np.cumsum([0, *(len(c.materials) for c in cloths)])
        return Cloth(
            np.concatenate([c.triangles + at for c, at in zip(cloths, ids, strict=False)]).astype(np.int32),
            np.concatenate([c.flat for c in cloths]),
            tuple(m for c in cloths for m in c.materials),
            np.concatenate([c.material + at for c, at in zip(cloths, kinds, strict=False)]).astype(np.int32),
            np.concatenate([np.full(c.vertices, k, np.int32) for c, k in zip(cloths, layers, strict=True)]),
            np.concatenate([c.tension_edges + at for c, at in zip(cloths, ids, strict=False)]).astype(np.int32),
            np.concatenate([c.tension for c in cloths]),
            np.concatenate([c.crease_edges + at for c, at in zip(cloths, ids, strict=False)]).astype(np.int32),
            np.concatenate([c.crease for c in cloths]),
            np.concatenate([c.above for c in cloths]),
        )


def adjacency(edges: Ints, count: int) -> tuple[Ints, Ints]:
    """Neighbours of each vertex as (count + 1,) starts and ids, sorted."""
    both = np.concatenate([edges, edges[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    starts = np.searchsorted(both[:, 0], np.arange(count + 1))
    return starts.astype(np.int32), np.ascontiguousarray(both[:, 1], np.int32)


def fans(triangles: Ints, count: int) -> tuple[Ints, Ints]:
    """Triangles round each vertex as (count + 1,) starts and triangle ids."""
    ids = triangles.ravel()
    order = np.argsort(ids, kind="stable")
    starts = np.searchsorted(ids[order], np.arange(count + 1))
    return starts.astype(np.int32), (order // 3).astype(np.int32)
