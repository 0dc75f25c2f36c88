"""A look on its rig as plain glTF 2.0: what any engine imports, with every motion as an animation of the joints."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.game.figure import Figure, Motion, Rig
from frontrow.look.gltf import ARRAY_BUFFER
from frontrow.look.plain import Json, Plain, surface

Array = NDArray[Any]


def rigged_glb(figure: Figure, told: Json | None = None) -> bytes:
    """The figure with its motions. told: more about it, for `asset.extras`."""
    writer = Plain()
    writer.json["asset"]["extras"] = {"frontrow": {"slug": figure.slug, "title": figure.title} | (told or {})}
    joints = skeleton(writer, figure.rig)
    root = put(writer, figure, joints)
    for motion in figure.motions:
        animate(writer, figure.rig, motion, joints)
    return writer.written(root)


def skeleton(writer: Plain, rig: Rig) -> list[int]:
    """Writes the joints as nodes; their numbers in the rig's order."""
    numbers = []
    for name, at, parent in zip(rig.names, rig.places, rig.parents, strict=True):
        offset = at - rig.places[parent] if parent >= 0 else at
        numbers.append(writer.add("nodes", {"name": name, "translation": [round(float(x), 6) for x in offset]}))
    for joint, parent in zip(numbers, rig.parents, strict=True):
        if parent >= 0:
            writer.json["nodes"][numbers[parent]].setdefault("children", []).append(joint)
    return numbers


def put(writer: Plain, figure: Figure, joints: list[int]) -> int:
    """Writes the surfaces bound to `joints`; the node that holds it all, without which some engines lose half of it."""
    inverse = np.tile(np.eye(4, dtype=np.float32), (len(joints), 1, 1))
    inverse[:, 3, :3] = -figure.rig.places  # column-major
    skin = writer.add(
        "skins",
        {"name": "rig", "joints": joints, "skeleton": joints[0], "inverseBindMatrices": writer.rows(_flat(inverse))},
    )
    nodes = [joints[0]]
    for part in figure.parts:
        attributes, indices = surface(writer, part.positions, part.normals, part.uv, part.triangles)
        attributes["JOINTS_0"] = writer.rows(part.joints, ARRAY_BUFFER)
        attributes["WEIGHTS_0"] = writer.rows(part.weights, ARRAY_BUFFER)
        primitive = {"attributes": attributes, "indices": indices, "material": writer.paint(part.name, part.paint)}
        mesh = writer.add("meshes", {"name": part.name, "primitives": [primitive]})
        nodes.append(writer.add("nodes", {"name": part.name, "mesh": mesh, "skin": skin}))
    return writer.add("nodes", {"name": figure.title, "children": nodes})


def animate(writer: Plain, rig: Rig, motion: Motion, joints: list[int], only: frozenset[int] | None = None) -> int:
    """Writes a motion as an animation; only: the joints that turn, all without it."""
    times = writer.rows(motion.times.astype(np.float32)[:, None], bounds=True)
    turns = motion.local(rig).astype(np.float32)
    tracks: list[tuple[int, str, Array]] = [(joints[0], "translation", motion.roots)]
    tracks += [(node, "rotation", turns[:, j]) for j, node in enumerate(joints) if only is None or j in only]
    samplers, channels = [], []
    for number, (node, path, values) in enumerate(tracks):
        samplers.append({"input": times, "output": writer.rows(values.astype(np.float32)), "interpolation": "LINEAR"})
        channels.append({"sampler": number, "target": {"node": node, "path": path}})
    return writer.add("animations", {"name": motion.name, "samplers": samplers, "channels": channels})


def _flat(matrices: Array) -> Array:
    return matrices.reshape(-1, 16)
