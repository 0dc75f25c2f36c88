"""A small glTF 2.0 writer for compressed binary files."""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look import codec

Array = NDArray[Any]
Json = dict[str, Any]

COMPONENT = {"int8": 5120, "uint8": 5121, "int16": 5122, "uint16": 5123, "uint32": 5125, "float32": 5126}
KIND = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963
POINTS = 0
STRIDE = (
    128  # bytes of morph targets side by side: as many rows of this as the codec takes at a time are whole groups of 16
)


class Writer:
    """Collects nodes, meshes and accessors; every accessor is its own EXT_meshopt_compression buffer view.

    `json` is the document, open to the caller; `bytes()` closes it; `moving` counts the bytes of morph targets so far,
    `pictured` those of pictures.
    Lengths are in metres.
    """

    def __init__(self, generator: str) -> None:
        self.json: Json = {
            "asset": {"version": "2.0", "generator": generator},
            "extensionsUsed": ["EXT_meshopt_compression", "KHR_mesh_quantization"],
            "extensionsRequired": ["EXT_meshopt_compression", "KHR_mesh_quantization"],
            "scene": 0,
            "scenes": [{"nodes": []}],
        }
        self._stored = bytearray()
        self.moving = self.pictured = 0
        self._plain = 0

    def add(self, kind: str, item: Json) -> int:
        """Append to one of the document's lists ("nodes", "meshes", …) and return its number."""
        if kind == "materials":
            used = self.json["extensionsUsed"]
            used += [name for name in item.get("extensions", {}) if name not in used]
        entries = self.json.setdefault(kind, [])
        entries.append(item)
        return len(entries) - 1

    def _view(self, data: bytes, mode: str, filter_: str, count: int, stride: int, target: int | None) -> int:
        self._stored += b"\0" * (-len(self._stored) % 4)
        packed: Json = {"buffer": 0, "byteOffset": len(self._stored), "byteLength": len(data)}
        packed |= {"byteStride": stride, "mode": mode, "count": count}
        if filter_ != "NONE":
            packed["filter"] = filter_
        view: Json = {"buffer": 1, "byteOffset": self._plain, "byteLength": count * stride}
        if target == ARRAY_BUFFER:
            view["byteStride"] = stride
        if target is not None:
            view["target"] = target
        self._stored += data
        self._plain += count * stride + (-count * stride) % 4
        return self.add("bufferViews", view | {"extensions": {"EXT_meshopt_compression": packed}})

    def picture(self, data: bytes, kind: str = "image/jpeg") -> int:
        """A picture inside the file, as the number of a texture that repeats."""
        self._stored += b"\0" * (-len(self._stored) % 4)
        view = self.add("bufferViews", {"buffer": 0, "byteOffset": len(self._stored), "byteLength": len(data)})
        self._stored += data
        self.pictured += len(data)
        image = self.add("images", {"bufferView": view, "mimeType": kind})
        sampler = self.add("samplers", {"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497})
        return self.add("textures", {"source": image, "sampler": sampler})

    def values(self, rows: Array, *, normalized: bool = False, bounds: bool = False, vertex: bool = True) -> int:
        """An accessor of the rows (count, width) in their own type; vertex rows are padded to 4 bytes."""
        rows = np.ascontiguousarray(rows if rows.ndim == 2 else rows[:, None])
        count, width = rows.shape
        size = rows.dtype.itemsize * width
        padded = np.zeros((count, size + -size % 4), np.uint8)
        padded[:, :size] = rows.view(np.uint8).reshape(count, size)
        if not vertex and size % 4:  # animation data is tightly packed: store it as one long run of bytes
            raw = rows.view(np.uint8).ravel()
            flat = np.zeros(len(raw) + -len(raw) % 4, np.uint8)
            flat[: len(raw)] = raw
            view = self._view(
                codec.encode_attributes(flat.reshape(-1, 4)), "ATTRIBUTES", "NONE", len(flat) // 4, 4, None
            )
        else:
            target = ARRAY_BUFFER if vertex else None
            view = self._view(codec.encode_attributes(padded), "ATTRIBUTES", "NONE", count, padded.shape[1], target)
        return self._accessor(view, rows, normalized, bounds)

    def lengths(self, rows: Array, exponent: int, *, bounds: bool = False) -> int:
        """A float32 vertex accessor of rows (count, width), rounded to multiples of 2**exponent metres."""
        words = codec.exponential(rows, exponent)
        stride = 4 * words.shape[1]
        view = self._view(codec.encode_attributes(words), "ATTRIBUTES", "EXPONENTIAL", len(words), stride, ARRAY_BUFFER)
        rounded = (np.rint(np.asarray(rows, np.float64) * 2.0**-exponent) * 2.0**exponent).astype(np.float32)
        return self._accessor(view, rounded, False, bounds)

    def normals(self, normals: Array, bits: int = 8) -> int:
        """A normalised int8 vertex accessor of unit vectors (n, 3), `bits` for each of an octahedron's two numbers."""
        packed = codec.octahedral(normals, bits)
        view = self._view(codec.encode_attributes(packed), "ATTRIBUTES", "OCTAHEDRAL", len(packed), 4, ARRAY_BUFFER)
        return self._accessor(view, packed[:, :3], True, False)

    def columns(self, targets: Array) -> list[int]:
        """Accessors of whole-numbered vertex rows (K, n, 3), side by side: int16 first, then those that fit int8."""
        wide = np.abs(targets).max(axis=(1, 2)) > 127
        if np.any(wide[1:] & ~wide[:-1]):
            raise ValueError("morph targets of two bytes come before those of one")
        views = [targets[wide].astype(np.int16), targets[~wide].astype(np.int8)]
        return [k for some in views if len(some) for k in self._beside(some)]

    def _beside(self, targets: Array) -> list[int]:
        size = 4 * targets.dtype.itemsize
        out: list[int] = []
        for some in np.split(targets, range(STRIDE // size, len(targets), STRIDE // size)):
            rows = np.zeros((some.shape[1], len(some), 4), some.dtype)
            rows[:, :, :3] = some.transpose(1, 0, 2)
            data = codec.encode_attributes(rows.reshape(len(rows), -1))
            self.moving += len(data)
            view = self._view(data, "ATTRIBUTES", "NONE", len(rows), size * len(some), ARRAY_BUFFER)
            out += [self._accessor(view, rows[:, k, :3], False, True, size * k) for k in range(len(some))]
        return out

    def zeros(self, count: int) -> int:
        """An accessor of `count` positions that are all nothing, and take no bytes."""
        nowhere = {"min": [0, 0, 0], "max": [0, 0, 0]}
        return self.add("accessors", {"componentType": COMPONENT["int8"], "count": count, "type": "VEC3", **nowhere})

    def tracks(self, values: Array) -> list[int]:
        """Animated values (T, keys, width) uint16 or int16, normalised, as T accessors in one view."""
        size = values[0].nbytes
        rows = np.ascontiguousarray(values).view(np.uint8).reshape(values.shape[0] * values.shape[1], -1)
        if rows.shape[1] % 4:
            raise ValueError(f"a key of {rows.shape[1]} bytes is not a multiple of four")
        view = self._view(codec.encode_attributes(rows), "ATTRIBUTES", "NONE", *rows.shape, None)
        return [self._accessor(view, track, True, False, size * k) for k, track in enumerate(values)]

    def weights(self, values: Array) -> int:
        """Animated morph weights (keys, K) uint16 or int16, K even: normalised numbers in a row, as glTF wants them.

        The compression looks at a weight beside its own last one, not beside its neighbour.
        """
        view = self._view(codec.encode_attributes(values), "ATTRIBUTES", "NONE", len(values), 2 * values.shape[1], None)
        return self._accessor(view, values.reshape(-1, 1), True, False)

    def triangles(self, triangles: Array, vertices: int) -> int:
        """An index accessor of triangles (t, 3)."""
        flat = np.ascontiguousarray(triangles).ravel()
        dtype = np.uint16 if vertices < 65535 else np.uint32
        data = codec.encode_triangles(flat, vertices)
        view = self._view(data, "TRIANGLES", "NONE", len(flat), np.dtype(dtype).itemsize, ELEMENT_BUFFER)
        return self._accessor(view, flat.astype(dtype)[:, None], False, False)

    def _accessor(self, view: int, rows: Array, normalized: bool, bounds: bool, offset: int = 0) -> int:
        accessor: Json = {"bufferView": view, "componentType": COMPONENT[rows.dtype.name], "count": len(rows)}
        if offset:
            accessor["byteOffset"] = offset
        accessor["type"] = KIND[rows.shape[1]]
        if normalized:
            accessor["normalized"] = True
        if bounds:
            accessor |= {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        return self.add("accessors", accessor)

    def bytes(self) -> bytes:
        """The finished GLB."""
        stored = bytes(self._stored) + b"\0" * (-len(self._stored) % 4)
        fallback = {"byteLength": self._plain, "extensions": {"EXT_meshopt_compression": {"fallback": True}}}
        document = self.json | {"buffers": [{"byteLength": len(stored)}, fallback]}
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 4)
        head = struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(stored))
        chunks = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(stored), b"BIN\0") + stored
        return head + chunks
