"""Plain glTF 2.0: 32-bit floats and no compression, for viewers and engines that know nothing else."""

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow import __version__
from frontrow.look.gltf import ARRAY_BUFFER, COMPONENT, ELEMENT_BUFFER, KIND
from frontrow.look.still import Paint, Part

Array = NDArray[Any]
Json = dict[str, Any]


def glb(parts: Sequence[Part], title: str) -> bytes:
    """The parts as one binary glTF, metres, Y up, standing on the floor."""
    writer = Plain()
    nodes = [writer.add("nodes", {"name": part.name, "mesh": _mesh(writer, part)}) for part in parts]
    return writer.written(writer.add("nodes", {"name": title, "children": nodes}))


def surface(
    writer: "Plain", positions: Array, normals: Array, uv: Array | None, triangles: Array
) -> tuple[dict[str, int], int]:
    """The accessors of a surface's attributes by name, and that of its indices."""
    attributes = {
        "POSITION": writer.rows(positions.astype(np.float32), ARRAY_BUFFER, bounds=True),
        "NORMAL": writer.rows(normals.astype(np.float32), ARRAY_BUFFER),
    }
    if uv is not None:
        attributes["TEXCOORD_0"] = writer.rows(np.c_[uv[:, 0], -uv[:, 1]].astype(np.float32), ARRAY_BUFFER)
    kind = np.uint16 if len(positions) < 65535 else np.uint32
    return attributes, writer.rows(triangles.astype(kind).reshape(-1, 1), ELEMENT_BUFFER)


def _mesh(writer: "Plain", part: Part) -> int:
    attributes, indices = surface(writer, part.positions, part.normals, part.uv, part.triangles)
    primitive = {"attributes": attributes, "indices": indices, "material": writer.paint(part.name, part.paint)}
    return writer.add("meshes", {"name": part.name, "primitives": [primitive]})


class Plain:
    """Collects a document; `json` is open to the caller, `written` closes it."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.json: Json = {"asset": {"version": "2.0", "generator": f"frontrow {__version__}"}, "scene": 0}

    def add(self, kind: str, item: Json) -> int:
        """Append to one of the document's lists ("nodes", "meshes", …) and return its number."""
        entries = self.json.setdefault(kind, [])
        entries.append(item)
        return len(entries) - 1

    def extend(self, thing: Json, name: str, facts: Json) -> None:
        """Give a node, a material or the document an extension."""
        thing.setdefault("extensions", {})[name] = facts
        used = self.json.setdefault("extensionsUsed", [])
        used += [] if name in used else [name]

    def paint(self, name: str, paint: Paint) -> int:
        """A material."""
        shown: Json = {"metallicFactor": paint.metallic, "roughnessFactor": round(paint.roughness, 4)}
        shown["baseColorFactor"] = [*(paint.color if paint.picture is None else (1, 1, 1)), paint.opacity]
        if paint.picture:
            shown["baseColorTexture"] = {"index": self._picture(paint.picture)}
        material: Json = {"name": name, "pbrMetallicRoughness": shown, "doubleSided": paint.both}
        if paint.opacity < 1:
            material["alphaMode"] = "BLEND"
        for extension, facts in _finer(paint).items():
            self.extend(material, extension, facts)
        return self.add("materials", material)

    def rows(self, rows: NDArray[Any], target: int | None = None, bounds: bool = False) -> int:
        """An accessor of float32, uint8, uint16 or uint32 rows (count, width) in their own type."""
        rows = np.ascontiguousarray(rows)
        accessor: Json = {"bufferView": self._view(rows.tobytes(), target), "componentType": COMPONENT[rows.dtype.name]}
        accessor |= {"count": len(rows), "type": KIND[rows.shape[1]]}
        if bounds:
            accessor |= {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        return self.add("accessors", accessor)

    def written(self, root: int) -> bytes:
        """The file, with the node `root` as its scene."""
        self.add("scenes", {"nodes": [root]})
        self.json["buffers"] = [{"byteLength": len(self.data)}]
        text = json.dumps(self.json, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 4)
        head = struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(self.data))
        chunks = struct.pack("<I4s", len(text), b"JSON") + text, struct.pack("<I4s", len(self.data), b"BIN\0")
        return head + b"".join(chunks) + bytes(self.data)

    def _picture(self, data: bytes) -> int:
        image = self.add("images", {"bufferView": self._view(data, None), "mimeType": "image/jpeg"})
        sampler = self.add("samplers", {"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497})
        return self.add("textures", {"source": image, "sampler": sampler})

    def _view(self, data: bytes, target: int | None) -> int:
        view: Json = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)}
        if target:
            view["target"] = target
        self.data += data + b"\0" * (-len(data) % 4)
        return self.add("bufferViews", view)


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
