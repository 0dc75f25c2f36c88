"""The mannequin every body shares: topology, skeleton, skin weights, zones, and the adult shape model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import packing
from frontrow.body.shape import Shape
from frontrow.body.zones import triangle_zone, zones_of

FILE = Path(__file__).parent / "asset" / "mannequin.bin"


@dataclass(frozen=True)
class Mannequin:
    """What all bodies have in common; arrays are read-only.

    triangles: (t, 3) int32, counter-clockwise from outside; mirror: (n,) int32, the vertex across the middle;
    joint_names and parents: J entries, parents before children; joint_indices (n, 4) uint8 and joint_weights
    (n, 4) float32, rows summing to 1; labels: (t,) uint8 as stored (see `triangle_zone`); zones: name ->
    (n,) bool; landmarks: name -> vertex id.
    """

    triangles: NDArray[np.int32]
    mirror: NDArray[np.int32]
    joint_names: tuple[str, ...]
    parents: tuple[int, ...]
    joint_indices: NDArray[np.uint8]
    joint_weights: NDArray[np.float32]
    labels: NDArray[np.uint8]
    zones: Mapping[str, NDArray[np.bool_]]
    landmarks: Mapping[str, int]
    waist: NDArray[np.int32]
    shape: Shape

    @property
    def vertices(self) -> int:
        """How many vertices a body has."""
        return len(self.joint_indices)

    def triangle_zone(self, sex: str) -> NDArray[np.uint8]:
        """(t,) what each triangle shows: 0 skin, 1 base layer, 2 shoe, 3 hair, 4 lips, 5 eyes; sex "f" or
        "m"."""
        return triangle_zone(self.labels, sex)

    def joint(self, name: str) -> int:
        """The index of a joint, for example `hand.L`."""
        return self.joint_names.index(name)

    def weight(self, *names: str) -> NDArray[np.float32]:
        """(n,) the share of each vertex that moves with the named joints; a name without `.L`/`.R` means
        both."""
        ids = [i for i, n in enumerate(self.joint_names) if n in names or n[:-2] in names]
        share: NDArray[np.float32] = (np.isin(self.joint_indices, ids) * self.joint_weights).sum(1)
        return share


def _frozen(a: NDArray[Any]) -> NDArray[Any]:
    a.flags.writeable = False
    return a


@cache
def mannequin() -> Mannequin:
    """The mannequin, read once (about 0.2 s)."""
    meta, arrays = packing.read(FILE)
    middle, left = int(meta["middle"]), int(meta["left"])
    half = middle + left
    mirror = np.concatenate([np.arange(middle), np.arange(half, half + left), np.arange(middle, half)])
    names = tuple(str(n) for n in meta["joint_names"])
    other = [names.index(_across(n)) for n in names]
    indices = arrays["joint_indices"]
    weights = (arrays["joint_weights"] / 255).astype(np.float32)
    indices = np.concatenate([indices, np.array(other, np.uint8)[indices[middle:]]])
    weights = np.concatenate([weights, weights[middle:]])
    triangles = arrays["triangles"].astype(np.int32)
    triangles = np.concatenate([triangles, mirror[triangles][:, ::-1]]).astype(np.int32)
    labels = np.tile(arrays["labels"], 2)
    shape = Shape.unpack(meta, arrays, middle, left)
    landmarks = {str(k): int(v) for k, v in meta["landmarks"].items()}
    zones = zones_of(shape.mean, names, indices, weights, landmarks, triangles, labels)
    return Mannequin(
        triangles=_frozen(triangles),
        mirror=_frozen(mirror.astype(np.int32)),
        joint_names=names,
        parents=tuple(int(p) for p in meta["parents"]),
        joint_indices=_frozen(indices),
        joint_weights=_frozen(weights),
        labels=_frozen(labels),
        zones={k: _frozen(v) for k, v in zones.items()},
        landmarks=landmarks,
        waist=np.array(meta["waist"], np.int32),
        shape=shape,
    )


def _across(name: str) -> str:
    return name[:-1] + {"L": "R", "R": "L"}[name[-1]] if name.endswith((".L", ".R")) else name
