"""Any of our files as plain glTF, from which other tools start: floats; no compression, extension or texture."""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.decode import Decoded
from frontrow.look.gltf import ARRAY_BUFFER, COMPONENT, ELEMENT_BUFFER, KIND

Array = NDArray[Any]


def plain(look: Decoded) -> bytes:
    """The look as a GLB that every tool reads."""
    document = json.loads(json.dumps(look.json))
    for name in ("extensionsUsed", "extensionsRequired", "images", "textures", "samplers"):
        document.pop(name, None)
    for material in document["materials"]:
        material.pop("extensions", None)
        material["pbrMetallicRoughness"].pop("baseColorTexture", None)
    lists: dict[str, Any] = {"accessors": [], "bufferViews": []}
    stored = bytearray()

    def accessor(old: int, scale: float = 1.0, dtype: str = "float32", target: int | None = ARRAY_BUFFER) -> int:
        rows = np.ascontiguousarray(look.accessor(old) * scale if dtype == "float32" else look.accessor(old), dtype)
        stored.extend(b"\0" * (-len(stored) % 4))
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(stored), "byteLength": rows.nbytes}
        stored.extend(rows.tobytes())
        lists["bufferViews"].append(view | ({"target": target} if target else {}))
        made: dict[str, Any] = {
            "bufferView": len(lists["bufferViews"]) - 1,
            "componentType": COMPONENT[dtype],
            "count": len(rows),
        }
        made |= {"type": KIND[rows.shape[1]], "min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        lists["accessors"].append(made)
        return len(lists["accessors"]) - 1

    for node in document["nodes"]:
        if "mesh" not in node:
            continue
        unit = node.pop("scale", [1.0])[0]
        primitive = document["meshes"][node["mesh"]]["primitives"][0]
        kinds = {"POSITION": (unit, "float32"), "JOINTS_0": (1.0, "uint8")}
        shown = {k: v for k, v in primitive["attributes"].items() if not k.startswith("_")}
        primitive["attributes"] = {k: accessor(v, *kinds.get(k, (1.0, "float32"))) for k, v in shown.items()}
        primitive["indices"] = accessor(primitive["indices"], 1.0, "uint16", ELEMENT_BUFFER)
        if "targets" in primitive:
            primitive["targets"] = [{"POSITION": accessor(t["POSITION"], unit)} for t in primitive["targets"]]
    for skin in document["skins"]:
        skin["inverseBindMatrices"] = accessor(skin["inverseBindMatrices"], target=None)
    for animation in document["animations"]:
        clocks: dict[int, int] = {}
        for sampler in animation["samplers"]:
            if sampler["input"] not in clocks:
                clocks[sampler["input"]] = accessor(sampler["input"], target=None)
            sampler["input"] = clocks[sampler["input"]]
            sampler["output"] = accessor(sampler["output"], target=None)
    stored.extend(b"\0" * (-len(stored) % 4))
    text = json.dumps(document | lists | {"buffers": [{"byteLength": len(stored)}]}).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(stored))
    return head + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(stored), b"BIN\0") + stored
