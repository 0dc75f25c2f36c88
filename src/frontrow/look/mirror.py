"""A look for the mirror: its clothes bound to the joints, to be worn by whoever stands before a camera.

What a viewer finds in the file is written down in docs/guides/mirror-clothes.md, why it is made so in record 028.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow import __version__
from frontrow.fabric import Print
from frontrow.look.asset import add_print
from frontrow.look.bind import NEIGHBOURS, Skin, at_rest, strongest
from frontrow.look.decode import Decoded, Part
from frontrow.look.figure import influence, unit_bytes
from frontrow.look.gltf import Json, Writer
from frontrow.look.light import Rays, openness
from frontrow.look.mesh import compact, grown, smoothed, vertex_normals
from frontrow.look.simplify import simplified
from frontrow.look.worn import HANG, HOME, Cloth, home, skin_of, worn

Array = NDArray[Any]

FILE = "look.mirror.glb"
STRAY, BODY_STRAY = 0.0012, 0.003  # metres that the surfaces of cloth and body may stray for fewer triangles
LENGTH, UV, NORMALS = -11, -10, 7  # powers of two metres, and bits of a normal, as in the levels of detail
LOST = 0.02  # metres that covered skin steps back, beside what it has stepped back in the look
UNDER = 0.02  # metres below the skin from which it is asked whether cloth lies over it
REACH = 0.30  # metres; cloth farther off does not cover
SLEEVE = 0.07  # metres within which an arm's own cloth must lie to cover it: it hangs beside the flank's
DIM = 0.25  # metres within which cloth dims the skin beside it
INSIDE = 0.008  # metres that an inner garment steps back where another hides it
HIDDEN, RINGS = 0.06, 3  # light by which cloth is hidden, and rings of triangles that stay about what is seen
RAYS = 24


def mirrored(look: Decoded) -> bytes:
    """The GLB of a look's clothes, skinned, with the body that hides what is behind it.

    look: a made look with its moves, as it stands; without them, the first frame of its walk. Raises UserError when
    the look has no skinned body.
    """
    own = skin_of(look)
    body = look.parts["body"]
    skin, garments = worn(look, own)
    writer = Writer(f"frontrow {__version__}")
    told = {key: look.extras["frontrow"][key] for key in ("slug", "title", "height", "garments")}
    writer.json["asset"]["extras"] = {"frontrow": told}
    joints, root = _skeleton(writer, look)
    inverse = look.accessor(look.json["skins"][0]["inverseBindMatrices"]).astype(np.float32)
    for name, joint in zip(HANG, HOME, strict=True):
        at = home(look, joint)
        joints.append(writer.add("nodes", {"name": name, "translation": [round(float(x), 5) for x in at]}))
        inverse = np.concatenate([inverse, np.r_[np.eye(4)[:3].ravel(), -at, 1.0][None].astype(np.float32)])
    matrices = writer.values(inverse, vertex=False)
    number = writer.add("skins", {"joints": joints, "inverseBindMatrices": matrices})
    children = [root, *joints[-3:], _proxy(writer, body, own, garments, number)]
    prints = {f"garment:{fact['name']}": fact["fabric"]["print"] for fact in told["garments"]}
    for layer, cloth in enumerate(garments):
        seen = _seen(cloth, garments[layer + 1 :])
        children.append(_garment(writer, cloth, seen, skin, prints.get(cloth.part.name), number))
    writer.json["scenes"][0]["nodes"] = [writer.add("nodes", {"name": "look", "children": children})]
    return writer.bytes()


def _skeleton(writer: Writer, look: Decoded) -> tuple[list[int], int]:
    """The joints as they rest: their nodes, and the one that has no parent."""
    nodes = look.json["nodes"]
    old: list[int] = look.json["skins"][0]["joints"]
    new = {j: k for k, j in enumerate(old)}
    for j in old:
        children = {"children": [new[c] for c in nodes[j]["children"] if c in new]} if "children" in nodes[j] else {}
        writer.add("nodes", {"name": nodes[j]["name"], "translation": nodes[j]["translation"], **children})
    held = {c for j in old for c in nodes[j].get("children", [])}
    return list(range(len(old))), new[next(j for j in old if j not in held)]


def _seen(cloth: Cloth, over: list[Cloth]) -> NDArray[np.float64]:
    """How much of the light (n,) reaches a garment through those over it, 0..1; 0 well inside of what they hide."""
    if not over:
        return np.ones(cloth.part.count)
    scene = Rays(*((outer.posed, outer.part.triangles) for outer in over))
    light = openness(scene, cloth.posed, cloth.normals, RAYS, far=REACH, lift=-INSIDE)
    faces = cloth.part.twins[cloth.part.triangles]
    shown = grown(light > HIDDEN, faces, RINGS)
    return np.where(shown, np.maximum(smoothed(light, faces, 2), HIDDEN), 0.0)[cloth.part.twins]


def _garment(writer: Writer, cloth: Cloth, seen: Array, skin: Array, print_: Json | None, number: int) -> int:
    part = cloth.part
    there = part.triangles[(seen[part.triangles] > 0).any(axis=1)]
    strips, corners = compact(simplified(there, cloth.posed, STRAY), part.count)
    joints, whole = strongest(cloth.weights[corners])
    posed = cloth.posed - (INSIDE * (1 - np.sqrt(seen)))[:, None] * cloth.normals
    rest, turn = at_rest(posed[corners], joints, whole / 255, skin)
    normals = np.linalg.solve(turn, cloth.normals[corners][:, :, None])[:, :, 0]
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    attributes = {
        "POSITION": writer.lengths(rest, LENGTH, bounds=True),
        "NORMAL": writer.normals(normals, NORMALS),
        "TEXCOORD_0": writer.lengths(part.attributes["TEXCOORD_0"][corners], UV),
        "JOINTS_0": writer.values(joints),
        "WEIGHTS_0": writer.values(whole, normalized=True),
        "_AO": writer.values(unit_bytes(part.attributes["_AO"][corners]), normalized=True),
    }
    material = {key: value for key, value in part.material.items() if key != "pbrMetallicRoughness"}
    surface = part.material["pbrMetallicRoughness"]
    material["pbrMetallicRoughness"] = {key: v for key, v in surface.items() if key != "baseColorTexture"}
    if print_:
        material = add_print(writer, material, Print(**{**print_, "colors": tuple(print_["colors"])}))
    return _skinned(writer, part.name, attributes, strips, writer.add("materials", material), number)


def _proxy(writer: Writer, body: Part, skin: Skin, garments: list[Cloth], number: int) -> int:
    """The body, of which nothing is seen but what it hides and the shade that cloth throws on it."""
    faces, at, normals = body.twins[body.triangles], skin.points, skin.normals
    drapes = [(cloth.posed, cloth.part.triangles) for cloth in garments]
    under = _covered(skin, garments)
    alone = openness(Rays((at, faces)), at, normals, RAYS, far=DIM)
    worn = openness(Rays((at, faces), *drapes), at, normals, RAYS, far=DIM)
    shade = smoothed(alone - worn, faces, 2) * (1 - under)
    faces_seen = faces[grown(under < 0.5, faces, RINGS)[faces].any(axis=1)]  # what is deep under cloth hides nothing
    rest = body.attributes["POSITION"].astype(np.float64)
    depth = LOST * under * smoothed(under, faces, 2)
    rest = (rest - depth[:, None] * vertex_normals(rest, faces))[body.twins]
    strips, corners = compact(simplified(faces_seen, rest, BODY_STRAY), body.count)
    joints, whole = influence(body.attributes["JOINTS_0"][corners], body.attributes["WEIGHTS_0"][corners])
    attributes = {
        "POSITION": writer.lengths(rest[corners], LENGTH, bounds=True),
        "JOINTS_0": writer.values(joints),
        "WEIGHTS_0": writer.values(whole, normalized=True),
        "_SHADE": writer.values(unit_bytes(shade[corners]), normalized=True),
    }
    return _skinned(writer, "body", attributes, strips, writer.add("materials", {"name": "body"}), number)


def _covered(skin: Skin, garments: list[Cloth]) -> NDArray[np.float64]:
    """(n,) 1 where cloth lies over the skin; for an arm, only cloth that moves with it."""
    scene = Rays(*((cloth.posed, cloth.part.triangles) for cloth in garments))
    over = scene.blocked(skin.points - UNDER * skin.normals, skin.normals, REACH)
    own = skin.weights[:, skin.arms].sum(axis=1) < 0.5
    for cloth in garments:
        distance, near = cKDTree(cloth.posed).query(skin.points, k=NEIGHBOURS)
        sleeve = cloth.weights[:, : len(skin.arms)][:, skin.arms].sum(axis=1) > 0.5
        own |= ((distance < SLEEVE) & sleeve[near]).any(axis=1)
    return np.where(over & own, 1.0, 0.0)


def _skinned(writer: Writer, name: str, attributes: Json, strips: Array, material: int, skin: int) -> int:
    count = writer.json["accessors"][attributes["POSITION"]]["count"]
    primitive = {"attributes": attributes, "indices": writer.triangles(strips, count), "material": material}
    mesh = writer.add("meshes", {"primitives": [primitive]})
    return writer.add("nodes", {"name": name, "mesh": mesh, "skin": skin})
