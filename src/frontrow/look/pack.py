"""A dressed, walking body as one compressed GLB.

What a viewer finds in it is written down in docs/guides/drape.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow import __version__
from frontrow.body import Body, Walk
from frontrow.fabric import Print
from frontrow.look.asset import add_print
from frontrow.look.cover import Cover
from frontrow.look.gltf import Json, Writer
from frontrow.look.mesh import compact, vertex_normals
from frontrow.look.morph import Morphs

Array = NDArray[Any]

STEP = -13  # lengths are rounded to 2**-13 m = 0.12 mm
MORPH_STEP = -12  # and the morph targets' to 0.24 mm
ZONES = ("skin", "base_layer", "shoes", "scalp", "lips", "eyes")  # the numbers of the _ZONE attribute


@dataclass(frozen=True)
class Draped:
    """One garment of a look after the simulation.

    uv: (m, 2) metres on the flat pattern; weld: (m,) vertex of each corner; triangles: (t, 3) over corners;
    morphs: the loop over vertices (n, 3); ao: (n,) 0..1; facts: what `asset.extras` says about the garment;
    material: a glTF material; print_: what is printed on the cloth.
    """

    name: str
    uv: Array
    weld: Array
    triangles: Array
    morphs: Morphs
    ao: Array
    facts: Mapping[str, Any]
    material: Json
    print_: Print | None = None


def zoned(body: Body, kept: Array) -> tuple[Array, Array, Array]:
    """The kept triangles with a vertex of its own for every zone that meets there, so that zones end sharply.

    Returns triangles (t, 3) over corners, and of each corner its body vertex (m,) and zone (m,).
    """
    zone = body.mannequin.triangle_zone(body.sex)[kept].astype(np.int64)
    key = body.mannequin.triangles[kept].astype(np.int64) * len(ZONES) + zone[:, None]
    corners, number = np.unique(key, return_inverse=True)
    return number.reshape(-1, 3), corners // len(ZONES), corners % len(ZONES)


def byte_weights(weights: Array) -> NDArray[np.uint8]:
    """Skin weights (n, 4) in 255ths that add up to 255."""
    out = np.rint(weights * 255).astype(np.int64)
    out[np.arange(len(out)), weights.argmax(axis=1)] += 255 - out.sum(axis=1)
    return out.astype(np.uint8)


def pack(
    body: Body,
    walk: Walk,
    cover: Cover,
    body_ao: Array,
    garments: Sequence[Draped],
    facts: Mapping[str, Any],
    material: Json,
) -> bytes:
    """The GLB of a look; `facts` becomes `asset.extras.frontrow`, `material` is the body's."""
    writer = Writer(f"frontrow {__version__}")
    writer.json["asset"]["extras"] = {"frontrow": dict(facts)}
    joints = _skeleton(writer, body)
    children = [next(j for j, p in zip(joints, body.mannequin.parents, strict=True) if p < 0)]
    children.append(_body(writer, body, cover, body_ao, joints, material))
    dressed = [_garment(writer, garment) for garment in garments]
    _walk(writer, body, walk, joints, list(zip(dressed, garments, strict=True)))
    root = writer.add("nodes", {"name": "look", "children": children + dressed})
    writer.json["scenes"][0]["nodes"] = [root]
    return writer.bytes()


def _skeleton(writer: Writer, body: Body) -> list[int]:
    parents = [int(p) for p in body.mannequin.parents]
    numbers = []
    for name, at, parent in zip(body.mannequin.joint_names, body.joints, parents, strict=True):
        offset = at - body.joints[parent] if parent >= 0 else at
        numbers.append(writer.add("nodes", {"name": name, "translation": [round(float(x), 6) for x in offset]}))
    for j, parent in enumerate(parents):
        if parent >= 0:
            writer.json["nodes"][numbers[parent]].setdefault("children", []).append(numbers[j])
    return numbers


def _body(writer: Writer, body: Body, cover: Cover, ao: Array, joints: list[int], material: Json) -> int:
    mannequin = body.mannequin
    faces, owner, zone = zoned(body, cover.kept(mannequin.triangles))
    triangles, corners = compact(faces, len(owner))
    vertices = owner[corners]
    normals = vertex_normals(body.rest, mannequin.triangles)
    rest = cover.stepped_back(body.rest, mannequin.triangles)
    attributes = {
        "POSITION": writer.lengths(rest[vertices], STEP, bounds=True),
        "NORMAL": writer.normals(normals[vertices]),
        "JOINTS_0": writer.values(np.asarray(mannequin.joint_indices, np.uint8)[vertices]),
        "WEIGHTS_0": writer.values(byte_weights(mannequin.joint_weights[vertices]), normalized=True),
        "_ZONE": writer.values(zone[corners].astype(np.uint8)),
        "_AO": writer.values(unit_bytes(ao[vertices]), normalized=True),
    }
    primitive = {"attributes": attributes, "indices": writer.triangles(triangles, len(vertices))}
    mesh = writer.add("meshes", {"primitives": [primitive | {"material": writer.add("materials", material)}]})
    inverse = np.tile(np.eye(4, dtype=np.float32), (len(joints), 1, 1))
    inverse[:, 3, :3] = -body.joints  # column-major
    matrices = writer.values(inverse.reshape(-1, 16), vertex=False)
    skin = writer.add("skins", {"joints": joints, "inverseBindMatrices": matrices})
    return writer.add("nodes", {"name": "body", "mesh": mesh, "skin": skin})


def unit_bytes(values: Array) -> NDArray[np.uint8]:
    """Values in 0..1 as 255ths."""
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _garment(writer: Writer, garment: Draped) -> int:
    triangles, corners = compact(garment.triangles, len(garment.weld))
    vertices = garment.weld[corners]
    mean = garment.morphs.base + np.tensordot(garment.morphs.weights.mean(axis=0), garment.morphs.targets, 1)
    order = np.unique(vertices, return_index=True)[1]
    first = np.zeros(int(vertices.max()) + 1, np.uint16)
    first[vertices[order]] = order
    attributes = {
        "POSITION": writer.lengths(garment.morphs.base[vertices], STEP, bounds=True),
        "NORMAL": writer.normals(vertex_normals(mean, garment.weld[garment.triangles])[vertices]),
        "TEXCOORD_0": writer.lengths(garment.uv[corners], STEP),
        "_AO": writer.values(unit_bytes(garment.ao[vertices]), normalized=True),
        "_WELD": writer.values(first[vertices]),
    }
    targets = [
        {"POSITION": writer.lengths(target[vertices], MORPH_STEP, bounds=True)} for target in garment.morphs.targets
    ]
    primitive = {"attributes": attributes, "indices": writer.triangles(triangles, len(vertices)), "targets": targets}
    material = add_print(writer, garment.material, garment.print_) if garment.print_ else garment.material
    primitive["material"] = writer.add("materials", material)
    weights = [round(float(w), 4) for w in garment.morphs.weights[0]]
    mesh = writer.add("meshes", {"primitives": [primitive], "weights": weights})
    return writer.add("nodes", {"name": f"garment:{garment.name}", "mesh": mesh})


def _walk(writer: Writer, body: Body, walk: Walk, joints: list[int], garments: list[tuple[int, Draped]]) -> None:
    count = len(walk.roots)
    times = np.linspace(0, walk.period, count + 1).astype(np.float32)
    clock = writer.values(times, vertex=False, bounds=True)
    channels: list[Json] = []
    samplers: list[Json] = []

    def curve(node: int, path: str, output: int) -> None:
        channels.append({"sampler": len(samplers), "target": {"node": node, "path": path}})
        samplers.append({"input": clock, "output": output, "interpolation": "LINEAR"})

    turns = np.concatenate([walk.rotations, walk.rotations[:1]]).astype(np.float64)
    for j, node in enumerate(joints):
        q = turns[:, j].copy()
        flip = np.cumprod(np.where((q[1:] * q[:-1]).sum(axis=1) < 0, -1, 1))
        q[1:] *= flip[:, None]
        if np.abs(q - q[0]).max() > 1e-5:
            curve(node, "rotation", writer.values(np.rint(q * 32767).astype(np.int16), normalized=True, vertex=False))
        elif abs(q[0, 3]) < 1 - 1e-9:
            writer.json["nodes"][node]["rotation"] = [round(float(x), 6) for x in q[0]]
        if body.mannequin.parents[j] < 0:
            moved = np.concatenate([walk.roots, walk.roots[:1]]) + body.joints[j]
            curve(node, "translation", writer.values(moved.astype(np.float32), vertex=False))
    for node, garment in garments:
        weights = np.concatenate([garment.morphs.weights, garment.morphs.weights[:1]])
        ushort = np.rint(weights * 65535).astype(np.uint16)
        curve(node, "weights", writer.values(ushort.reshape(-1, 1), normalized=True, vertex=False))
    writer.add("animations", {"name": "walk", "channels": channels, "samplers": samplers})
