"""Reads a GLB back, as a viewer would: bytes to posed meshes at a moment of the animation."""

import json
import struct
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.look import codec

Array = NDArray[Any]
DTYPE = {5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
Curves = dict[tuple[int, str], tuple[Array, Array]]  # (node, path) -> times (T,), values (T, width)
WIDTH = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


@dataclass(frozen=True)
class Part:
    """One mesh of the file: accessor arrays by attribute name, triangles (t, 3), morph targets (K, n, 3)."""

    name: str
    attributes: dict[str, Array]
    triangles: Array
    targets: Array
    material: dict[str, Any]

    @property
    def count(self) -> int:
        """How many vertices it has."""
        return len(self.attributes["POSITION"])

    @cached_property
    def twins(self) -> NDArray[np.int64]:
        """For each vertex, the first vertex at the same place of the cloth, now and ever: seams have two sides."""
        place = [self.attributes["POSITION"], *self.targets]
        _, first, number = np.unique(np.concatenate(place, axis=1), axis=0, return_index=True, return_inverse=True)
        return np.asarray(first[number.reshape(-1)])


# what reading a file gives that is cut off, or holds something else than it says
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RuntimeError)


class Decoded:
    """A GLB opened for reading, with its other clips where they are in a file of their own.

    `parts` lists its meshes by node name, `extras` is `asset.extras`; `positions(name, t)` are the metres that a
    viewer shows at second t of an animation, the first unless `clip` names another. Raises UserError for what is no
    glTF file, and for moves that belong to another look.
    """

    def __init__(self, data: bytes, moves: bytes | None = None) -> None:
        if len(data) < 20 or struct.unpack_from("<4sII", data) != (b"glTF", 2, len(data)):
            raise UserError("This is no glTF 2.0 binary file; make it again with `frontrow drape`.")
        size = struct.unpack_from("<I", data, 12)[0]
        self._bin = memoryview(data)[28 + size :]
        self._views: dict[int, NDArray[np.uint8]] = {}
        try:
            self.json: dict[str, Any] = json.loads(data[20 : 20 + size])
            self.extras: dict[str, Any] = self.json["asset"].get("extras", {})
            self.parts = {part.name: part for part in self._parts()}
            self._clips = self._read_curves()
        except BROKEN as error:
            raise UserError("This glTF file is damaged, or no look; make it again with `frontrow drape`.") from error
        if moves is not None:
            self._join(Decoded(moves))

    @classmethod
    def open(cls, path: Path | str) -> "Decoded":
        """Read the file at `path`, and its moves where they lie beside it."""
        path = Path(path)
        beside = path.with_suffix(".moves.glb")
        return cls(path.read_bytes(), beside.read_bytes() if beside.exists() else None)

    @property
    def clips(self) -> tuple[str, ...]:
        """The names of its animations."""
        return tuple(self._clips)

    def _join(self, other: "Decoded") -> None:
        """Take over the clips of a file of moves, with the targets that they need beside the walk's."""
        mine, theirs = self._numbers(), other._numbers()
        scale = {}
        for name, part in other.parts.items():
            known = self.parts.get(name)
            if known is None or len(part.targets) < len(known.targets) or part.count != known.count:
                raise UserError(f"These moves are not this look's: {name} is another. Make both with `frontrow drape`.")
            more = part.targets[len(known.targets) :].reshape(-1, known.count, 3)
            self.parts[name] = replace(known, targets=np.concatenate([known.targets, more]))
            scale[theirs[name]] = other._scale(name) / self._scale(name)
        number = {theirs[name]: mine[name] for name in theirs if name in mine}
        for clip, curves in other._clips.items():
            self._clips[clip] = {
                (number[node], path): (times, values * scale[node] if path == "weights" else values)
                for (node, path), (times, values) in curves.items()
            }

    def _numbers(self) -> dict[str, int]:
        return {node["name"]: i for i, node in enumerate(self.json["nodes"]) if "name" in node}

    def _scale(self, name: str) -> float:
        return float(self.json["nodes"][self._numbers()[name]].get("scale", [1.0])[0])

    def _view(self, i: int) -> NDArray[np.uint8]:
        if i not in self._views:
            view = self.json["bufferViews"][i]
            packed = view.get("extensions", {}).get("EXT_meshopt_compression")
            if packed is None:
                start = view.get("byteOffset", 0)
                self._views[i] = np.frombuffer(self._bin[start : start + view["byteLength"]], np.uint8)
            else:
                data = bytes(self._bin[packed["byteOffset"] : packed["byteOffset"] + packed["byteLength"]])
                filter_ = packed.get("filter", "NONE")
                self._views[i] = codec.decode(data, packed["mode"], filter_, packed["count"], packed["byteStride"])
        return self._views[i]

    def accessor(self, i: int) -> Array:
        """Accessor i as an array (count, width); normalised integers come as floats."""
        a = self.json["accessors"][i]
        dtype, width, count = np.dtype(DTYPE[a["componentType"]]), WIDTH[a["type"]], a["count"]
        if "bufferView" not in a:
            return np.zeros((count, width), dtype)
        raw = self._view(a["bufferView"])
        stride = self.json["bufferViews"][a["bufferView"]].get("byteStride") or dtype.itemsize * width
        out: Array = np.ndarray((count, width), dtype, raw, a.get("byteOffset", 0), (stride, dtype.itemsize)).copy()
        if a.get("normalized"):
            largest = 2 ** (8 * dtype.itemsize - (dtype.kind == "i")) - 1
            out = np.maximum(out.astype(np.float32) / largest, -1)
        return out

    def _parts(self) -> list[Part]:
        out = []
        for node in self.json["nodes"]:
            if "mesh" not in node:
                continue
            p = self.json["meshes"][node["mesh"]]["primitives"][0]
            attributes = {name: self.accessor(i) for name, i in p["attributes"].items()}
            targets = np.array([self.accessor(t["POSITION"]) for t in p.get("targets", [])])
            material = self.json["materials"][p["material"]] if "material" in p else {}
            flat = self.accessor(p["indices"]) if "indices" in p else np.zeros(0)
            triangles = flat.reshape(-1, 3).astype(np.int32)
            out.append(Part(node["name"], attributes, triangles, targets, material))
        return out

    def _read_curves(self) -> dict[str, Curves]:
        clips: dict[str, Curves] = {}
        for animation in self.json.get("animations", []):
            curves = clips.setdefault(animation["name"], {})
            for channel in animation["channels"]:
                sampler = animation["samplers"][channel["sampler"]]
                times = self.accessor(sampler["input"]).ravel()
                values = self.accessor(sampler["output"]).reshape(len(times), -1)
                curves[channel["target"]["node"], channel["target"]["path"]] = (times, values)
        return clips

    @staticmethod
    def _curve(curves: Curves, node: int, path: str, t: float) -> Array | None:
        if (node, path) not in curves:
            return None
        times, values = curves[node, path]
        span = times[-1] - times[0]
        at = t if times[0] <= t <= times[-1] else (t - times[0]) % span + times[0]
        k = int(np.clip(np.searchsorted(times, at, side="right") - 1, 0, len(times) - 2))
        share = (at - times[k]) / (times[k + 1] - times[k])
        return np.asarray((1 - share) * values[k] + share * values[k + 1])

    def positions(self, name: str, t: float = 0.0, clip: str | None = None) -> NDArray[np.float64]:
        """Positions (n, 3) in metres of the mesh called `name` at second t."""
        number = self._mesh(name)
        part, node = self.parts[name], self.json["nodes"][number]
        out = part.attributes["POSITION"].astype(np.float64)
        curves = self._clips.get(clip or next(iter(self._clips), ""), {})
        weights = self._curve(curves, number, "weights", t)
        if weights is not None:
            out = out + np.tensordot(weights, part.targets[: len(weights)], 1)
        if "skin" in node:
            joints, weights = part.attributes["JOINTS_0"].astype(int), part.attributes["WEIGHTS_0"].astype(np.float64)
            blended = np.einsum("nk,nkij->nij", weights, self.skin(name, t, clip)[joints])
            return np.asarray(np.einsum("nij,nj->ni", blended[:, :3, :3], out) + blended[:, :3, 3])
        return np.asarray(out * node.get("scale", 1.0) + node.get("translation", 0.0))

    def skin(self, name: str, t: float = 0.0, clip: str | None = None) -> NDArray[np.float64]:
        """What each joint of the skinned mesh called `name` does to it at second t: (J, 4, 4), identity at rest."""
        nodes = self.json["nodes"]
        skin = self.json["skins"][nodes[self._mesh(name)]["skin"]]
        curves = self._clips.get(clip or next(iter(self._clips), ""), {})
        parent = {child: i for i, node in enumerate(nodes) for child in node.get("children", [])}
        world: dict[int, Array] = {}

        def matrix(i: int) -> Array:
            if i not in world:
                local = np.eye(4)
                q = self._curve(curves, i, "rotation", t)
                local[:3, :3] = rotation(np.asarray(nodes[i].get("rotation", (0, 0, 0, 1)) if q is None else q))
                moved = self._curve(curves, i, "translation", t)
                local[:3, 3] = nodes[i].get("translation", (0, 0, 0)) if moved is None else moved
                world[i] = matrix(parent[i]) @ local if i in parent else local
            return world[i]

        inverse = self.accessor(skin["inverseBindMatrices"]).reshape(-1, 4, 4).transpose(0, 2, 1)
        return np.array([matrix(j) for j in skin["joints"]]) @ inverse

    def joints(self, t: float = 0.0, clip: str | None = None, mesh: str = "body") -> dict[str, NDArray[np.float64]]:
        """Where each joint of the wearer, or of another skinned mesh, is at second t, by its name: (3,) metres."""
        skin = self.json["skins"][self.json["nodes"][self._mesh(mesh)]["skin"]]
        inverse = self.accessor(skin["inverseBindMatrices"]).reshape(-1, 4, 4).transpose(0, 2, 1)
        places = (self.skin(mesh, t, clip) @ np.linalg.inv(inverse))[:, :3, 3]
        return {self.json["nodes"][i]["name"]: place for i, place in zip(skin["joints"], places, strict=True)}

    def _mesh(self, name: str) -> int:
        return next(i for i, node in enumerate(self.json["nodes"]) if node.get("name") == name and "mesh" in node)


def rotation(q: Array) -> NDArray[np.float64]:
    """The matrix (3, 3) of one quaternion x, y, z, w."""
    x, y, z, w = q / np.linalg.norm(q)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
