"""The body of a look in glTF: skeleton, skin and surface."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body
from frontrow.look.cover import Cover
from frontrow.look.gltf import Json, Writer
from frontrow.look.level import Level
from frontrow.look.mesh import compact, vertex_normals
from frontrow.look.simplify import simplified

Array = NDArray[Any]

FACE = 2.5  # how much larger the head is to whoever thins the surface: a face is known by millimetres
ZONES = ("skin", "base_layer", "shoes", "scalp", "lips", "eyes")  # the numbers of the _ZONE attribute


def skeleton(writer: Writer, body: Body) -> list[int]:
    """Writes the joints; returns their node numbers in the mannequin's order."""
    parents = [int(p) for p in body.mannequin.parents]
    numbers = []
    for name, at, parent in zip(body.mannequin.joint_names, body.joints, parents, strict=True):
        offset = at - body.joints[parent] if parent >= 0 else at
        numbers.append(writer.add("nodes", {"name": name, "translation": [round(float(x), 5) for x in offset]}))
    for j, parent in enumerate(parents):
        if parent >= 0:
            writer.json["nodes"][numbers[parent]].setdefault("children", []).append(numbers[j])
    return numbers


def figure(
    writer: Writer,
    body: Body,
    poses: Sequence[Array],
    cover: Cover,
    ao: Array,
    joints: list[int],
    material: Json,
    level: Level,
) -> int:
    """Writes the skinned body; returns its node.

    poses: (n, 3) metres each, how the body stands at moments that a simpler surface must not spoil.
    """
    mannequin = body.mannequin
    faces, owner, zone = zoned(body)
    rest = cover.stepped_back(body.rest, mannequin.triangles)
    if level.body:
        place, head = rest.copy(), mannequin.zones["head"]
        place[head] += (FACE - 1) * (rest[head] - rest[head].mean(axis=0))
        faces = simplified(faces, place[owner], level.body, np.concatenate(list(poses), axis=1)[owner])
    triangles, corners = compact(faces, len(owner))
    vertices = owner[corners]
    normals = vertex_normals(body.rest, mannequin.triangles)
    influences, weights = influence(mannequin.joint_indices[vertices], mannequin.joint_weights[vertices])
    attributes = {
        "POSITION": writer.lengths(rest[vertices], level.length, bounds=True),
        "NORMAL": writer.normals(normals[vertices], level.normals[0]),
        "JOINTS_0": writer.values(influences),
        "WEIGHTS_0": writer.values(weights, normalized=True),
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


def zoned(body: Body) -> tuple[Array, Array, Array]:
    """The body's triangles with a vertex of its own for every zone that meets there, so that zones end sharply.

    Returns triangles (t, 3) over corners, and of each corner its body vertex (m,) and zone (m,).
    """
    zone = body.mannequin.triangle_zone(body.sex).astype(np.int64)
    key = body.mannequin.triangles.astype(np.int64) * len(ZONES) + zone[:, None]
    corners, number = np.unique(key, return_inverse=True)
    return number.reshape(-1, 3), corners // len(ZONES), corners % len(ZONES)


def influence(joints: Array, weights: Array) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Joints (n, 4) and weights (n, 4) in 255ths that add up to 255, sorted by joint, which compresses best."""
    whole = np.rint(weights * 255).astype(np.int64)
    whole[np.arange(len(whole)), weights.argmax(axis=1)] += 255 - whole.sum(axis=1)
    number = np.where(whole > 0, joints, 255)
    order = np.argsort(number, axis=1, kind="stable")
    number, whole = np.take_along_axis(number, order, 1), np.take_along_axis(whole, order, 1)
    return np.where(whole > 0, number, 0).astype(np.uint8), whole.astype(np.uint8)


def unit_bytes(values: Array) -> NDArray[np.uint8]:
    """Values in 0..1 as 255ths."""
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
