"""A finished look as game engines think of one: a rig, surfaces bound to it, and motions of its joints."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from frontrow.fabric import Print, print_image
from frontrow.look.bind import at_rest, strongest
from frontrow.look.decode import Decoded
from frontrow.look.decode import Part as Read
from frontrow.look.figure import ZONES
from frontrow.look.mesh import compact, vertex_normals
from frontrow.look.still import COLORS, MATT, PIXELS, Paint, jpeg, rgb
from frontrow.look.worn import HANG, HOME, Cloth, home, worn

Array = NDArray[Any]

RATE = 30  # keys a second


@dataclass(frozen=True)
class Rig:
    """Joints that rest unturned, each with the world's axes: names, parents (J,) with -1 for the first, places (J, 3)
    in metres, Y up, the floor at nought, facing +Z, her left at +X."""

    names: tuple[str, ...]
    parents: NDArray[np.int64]
    places: NDArray[np.float64]

    def joint(self, name: str) -> int:
        return self.names.index(name)


@dataclass(frozen=True)
class Skinned:
    """A surface bound to the rig as it rests: positions (n, 3) metres, unit normals, triangles (t, 3), uv (n, 2)
    repeats of the picture growing upwards or None; joints (n, 4) and weights (n, 4) that add up to 1."""

    name: str
    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    triangles: NDArray[np.int32]
    uv: NDArray[np.float32] | None
    joints: NDArray[np.uint8]
    weights: NDArray[np.float32]
    paint: Paint


@dataclass(frozen=True)
class Motion:
    """times (F,) seconds from nought; turns (F, J, 3, 3): how each joint stands in the world; roots (F, 3): where the
    first joint is, metres. The figure walks in place. loop: its end is its beginning."""

    name: str
    times: NDArray[np.float64]
    turns: NDArray[np.float64]
    roots: NDArray[np.float64]
    loop: bool

    def local(self, rig: Rig) -> NDArray[np.float64]:
        """Each joint's turn against its parent's as quaternions (F, J, 4), x, y, z, w, without jumps of sign."""
        under = np.where(rig.parents < 0, 0, rig.parents)
        held = np.where((rig.parents < 0)[:, None, None], np.eye(3), self.turns[:, under].transpose(0, 1, 3, 2))
        quats = Rotation.from_matrix((held @ self.turns).reshape(-1, 3, 3)).as_quat().reshape(len(self.times), -1, 4)
        flips = np.sign(np.einsum("fjk,fjk->fj", quats[1:], quats[:-1]))
        quats[1:] *= np.cumprod(np.where(flips < 0, -1.0, 1.0), axis=0)[:, :, None]
        return quats


@dataclass(frozen=True)
class Figure:
    """A look on its rig. title, slug: as the look has them; height: metres."""

    slug: str
    title: str
    height: float
    rig: Rig
    parts: tuple[Skinned, ...]
    motions: tuple[Motion, ...]


def figure(look: Decoded) -> Figure:
    """The figure of a made look, with the motions of its file and of its file of moves. Raises UserError when the look
    has no skinned body."""
    skin, garments = worn(look)
    told = look.extras["frontrow"]
    bones = look.json["skins"][0]["joints"]
    names = [look.json["nodes"][j]["name"] for j in bones]
    parent = {child: i for i, node in enumerate(look.json["nodes"]) for child in node.get("children", [])}
    parents = [bones.index(parent[j]) if parent.get(j) in bones else -1 for j in bones]
    places = np.array([home(look, name) for name in names])
    rig = Rig(
        (*names, *HANG),
        np.array([*parents, *(names.index(name) for name in HOME)]),
        np.concatenate([places, [places[names.index(name)] for name in HOME]]),
    )
    fabrics = {f"garment:{fact['name']}": fact["fabric"]["print"] for fact in told["garments"]}
    parts = _body(look.parts["body"], told["finish"])
    parts += [_garment(cloth, skin, fabrics.get(cloth.part.name)) for cloth in garments]
    motions = tuple(_motion(look, clip, told["clips"].get(clip, {}), rig) for clip in look.clips)
    return Figure(told["slug"], told["title"], float(told["height"]), rig, tuple(parts), motions)


def _body(body: Read, finish: dict[str, Any]) -> list[Skinned]:
    zone = body.attributes["_ZONE"].ravel()[body.triangles[:, 0]].astype(int)
    positions = body.attributes["POSITION"].astype(np.float64)
    normals = vertex_normals(positions, body.twins[body.triangles])[body.twins]
    out = []
    for number, name in enumerate(ZONES):
        if not np.any(zone == number):
            continue
        triangles, at = compact(body.triangles[zone == number], body.count)
        shiny, rough = name in ("skin", "lips"), MATT[name]
        paint = Paint(
            color=rgb(finish[COLORS.get(name, "color")]),
            roughness=finish["roughness"] if rough is None else rough,
            metallic=finish["metallic"] if shiny else 0.0,
            clearcoat=finish["clearcoat"] if shiny else 0.0,
            coat_roughness=finish["clearcoat_roughness"],
        )
        weights = body.attributes["WEIGHTS_0"][at].astype(np.float64)
        joints = body.attributes["JOINTS_0"][at].astype(np.uint8)
        out.append(_skinned(name, positions[at], normals[at], triangles, None, joints, weights, paint))
    return out


def _garment(cloth: Cloth, skin: Array, printed: dict[str, Any] | None) -> Skinned:
    part = cloth.part
    triangles, at = compact(part.triangles, part.count)
    joints, shares = strongest(cloth.weights[at])
    weights = shares / 255
    rest, turn = at_rest(cloth.posed[at], joints, weights, skin)
    normals = np.linalg.solve(turn, cloth.normals[at][:, :, None])[:, :, 0]
    uv = part.attributes["TEXCOORD_0"][at] / printed["scale"] if printed else None
    paint = _paint(part.material, printed)
    return _skinned(part.name.removeprefix("garment:"), rest, normals, triangles, uv, joints, weights, paint)


def _skinned(
    name: str, at: Array, normals: Array, faces: Array, uv: Array | None, joints: Array, weights: Array, paint: Paint
) -> Skinned:
    unit = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return Skinned(
        name,
        at.astype(np.float32),
        unit.astype(np.float32),
        faces.astype(np.int32),
        None if uv is None else uv.astype(np.float32),
        np.where(weights > 0, joints, 0).astype(np.uint8),  # what weighs nothing names no joint
        (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32),
        paint,
    )


def _paint(material: dict[str, Any], printed: dict[str, Any] | None) -> Paint:
    surface = material["pbrMetallicRoughness"]
    sheen = material.get("extensions", {}).get("KHR_materials_sheen", {}).get("sheenColorFactor")
    r, g, b, opacity = surface["baseColorFactor"]
    picture = None
    if printed:
        picture = jpeg(print_image(Print(**{**printed, "colors": tuple(printed["colors"])}), PIXELS))
    return Paint(
        color=(r, g, b),
        roughness=surface["roughnessFactor"],
        opacity=opacity,
        sheen=tuple(sheen) if sheen else None,
        picture=picture,
        both=bool(material.get("doubleSided")),
    )


def _motion(look: Decoded, clip: str, told: dict[str, Any], rig: Rig) -> Motion:
    seconds = float(told["seconds"])
    times = np.linspace(0.0, seconds, max(2, round(seconds * RATE) + 1))
    skins = np.array([look.skin("body", t, clip) for t in times])
    turns, roots = skins[:, :, :3, :3], skins[:, 0, :3, :3] @ rig.places[0] + skins[:, 0, :3, 3]
    upright = np.tile(np.eye(3), (len(times), len(HANG), 1, 1))
    return Motion(clip, times, np.concatenate([turns, upright], axis=1), roots, bool(told.get("loop")))
