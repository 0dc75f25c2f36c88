"""Plain glTF 2.0 of a still look: 32-bit floats and no compression, for viewers that know nothing else."""

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow import __version__
from frontrow.look.still import Paint, Part

Json = dict[str, Any]
FLOAT, UINT16, UINT32 = 5126, 5123, 5125
ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963


def glb(parts: Sequence[Part], title: str) -> bytes:
    """The parts as one binary glTF, metres, Y up, standing on the floor."""
    return _Plain(title).written(parts)


class _Plain:
    def __init__(self, title: str) -> None:
        self.title = title
        self.data = bytearray()
        self.json: Json = {"asset": {"version": "2.0", "generator": f"frontrow {__version__}"}, "scene": 0}

    def written(self, parts: Sequence[Part]) -> bytes:
        nodes = [self._add("nodes", {"name": part.name, "mesh": self._mesh(part)}) for part in parts]
        root = self._add("nodes", {"name": self.title, "children": nodes})
        self._add("scenes", {"nodes": [root]})
        self.json["buffers"] = [{"byteLength": len(self.data)}]
        text = json.dumps(self.json, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 4)
        size = 12 + 8 + len(text) + 8 + len(self.data)
        head = struct.pack("<4sII", b"glTF", 2, size)
        return head + struct.pack("<I4s", len(text), b"JSON") + text + self._chunk()

    def _chunk(self) -> bytes:
        return struct.pack("<I4s", len(self.data), b"BIN\0") + bytes(self.data)

    def _mesh(self, part: Part) -> int:
        attributes = {
            "POSITION": self._accessor(part.positions, ARRAY_BUFFER, bounds=True),
            "NORMAL": self._accessor(part.normals.astype(np.float32), ARRAY_BUFFER),
        }
        if part.uv is not None:
            attributes["TEXCOORD_0"] = self._accessor(np.c_[part.uv[:, 0], -part.uv[:, 1]], ARRAY_BUFFER)
        kind = np.uint16 if len(part.positions) < 65535 else np.uint32
        indices = self._accessor(part.triangles.astype(kind).reshape(-1, 1), ELEMENT_BUFFER)
        primitive = {"attributes": attributes, "indices": indices, "material": self._material(part)}
        return self._add("meshes", {"name": part.name, "primitives": [primitive]})

    def _material(self, part: Part) -> int:
        paint = part.paint
        surface: Json = {"metallicFactor": paint.metallic, "roughnessFactor": round(paint.roughness, 4)}
        surface["baseColorFactor"] = [*(paint.color if paint.picture is None else (1, 1, 1)), paint.opacity]
        if paint.picture:
            surface["baseColorTexture"] = {"index": self._picture(paint.picture)}
        material: Json = {"name": part.name, "pbrMetallicRoughness": surface, "doubleSided": paint.both}
        if paint.opacity < 1:
            material["alphaMode"] = "BLEND"
        if extensions := _finer(paint):
            material["extensions"] = extensions
            used = self.json.setdefault("extensionsUsed", [])
            used += [name for name in extensions if name not in used]
        return self._add("materials", material)

    def _picture(self, data: bytes) -> int:
        image = self._add("images", {"bufferView": self._view(data, None), "mimeType": "image/jpeg"})
        sampler = self._add("samplers", {"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497})
        return self._add("textures", {"source": image, "sampler": sampler})

    def _accessor(self, rows: NDArray[Any], target: int, bounds: bool = False) -> int:
        rows = np.ascontiguousarray(rows if rows.dtype.kind == "u" else rows.astype(np.float32))
        component = {"f": FLOAT}.get(rows.dtype.kind) or (UINT16 if rows.itemsize == 2 else UINT32)
        accessor: Json = {"bufferView": self._view(rows.tobytes(), target), "componentType": component}
        accessor |= {"count": len(rows), "type": {1: "SCALAR", 2: "VEC2", 3: "VEC3"}[rows.shape[1]]}
        if bounds:
            accessor |= {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        return self._add("accessors", accessor)

    def _view(self, data: bytes, target: int | None) -> int:
        view: Json = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)}
        if target:
            view["target"] = target
        self.data += data + b"\0" * (-len(data) % 4)
        return self._add("bufferViews", view)

    def _add(self, kind: str, item: Json) -> int:
        entries = self.json.setdefault(kind, [])
        entries.append(item)
        return len(entries) - 1


def _finer(paint: Paint) -> Json:
    """What some viewers draw beyond the core of glTF."""
    out: Json = {}
    if paint.clearcoat:
        coat = {"clearcoatFactor": paint.clearcoat, "clearcoatRoughnessFactor": paint.coat_roughness}
        out["KHR_materials_clearcoat"] = coat
    if paint.sheen:
        colour = [round(v, 5) for v in paint.sheen]
        out["KHR_materials_sheen"] = {"sheenColorFactor": colour, "sheenRoughnessFactor": 0.6}
    return out
