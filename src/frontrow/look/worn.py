"""Draped garments bound to the joints of the body that wears them: what the mirror and game engines start from."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.errors import UserError
from frontrow.look.bind import Skin, bound, dense, hung
from frontrow.look.decode import Decoded, Part
from frontrow.look.mesh import smoothed, vertex_normals

Array = NDArray[Any]

CALM = 8  # passes of smoothing of how far cloth hangs from the skin
HANG, HOME = ("hang", "hang.L", "hang.R"), ("hips", "shin.L", "shin.R")  # joints that stay upright, and where
ARM = ("upper_arm", "forearm", "hand")


@dataclass(frozen=True)
class Cloth:
    """A garment as it hangs: posed (n, 3) metres with unit normals, and its weights (n, J + 3) over the joints and
    HANG, of corners that share the place of a seam as well."""

    part: Part
    posed: Array
    normals: Array
    weights: Array


def moment(look: Decoded) -> str | None:
    """The clip at whose beginning cloth is bound: standing, where the look can, else its first."""
    return "stand" if "stand" in look.clips else None


def skin_of(look: Decoded) -> Skin:
    """The skin that a look's clothes are bound to. Raises UserError when the look has no skinned body."""
    body = look.parts.get("body")
    if body is None or "JOINTS_0" not in body.attributes:
        raise UserError("This file has no skinned body; make the look again with `frontrow drape`.")
    at = look.positions("body", 0.0, moment(look))
    normals = vertex_normals(at, body.twins[body.triangles])[body.twins].astype(np.float64)
    names = joint_names(look)
    shares = dense(body.attributes["JOINTS_0"], body.attributes["WEIGHTS_0"], len(names))
    arms = np.array([name.startswith(ARM) for name in names])
    places = look.joints(0.0, moment(look))
    return Skin(at, normals, shares, arms, np.array([places["upper_arm.L"], places["upper_arm.R"]]))


def worn(look: Decoded, own: Skin | None = None) -> tuple[Array, list[Cloth]]:
    """What each joint and each of HANG does when the look stands, (J + 3, 4, 4), and its garments bound to them.

    own: its skin, where it is there already. Raises UserError when the look has no skinned body.
    """
    own = own or skin_of(look)
    clip, names = moment(look), joint_names(look)
    places = look.joints(0.0, clip)
    still = np.tile(np.eye(4), (len(HANG), 1, 1))  # upright, wherever the pose has brought them
    still[:, :3, 3] = [places[name] - home(look, name) for name in HOME]
    garments = [
        _cloth(part, look.positions(name, 0.0, clip), own, names)
        for name, part in look.parts.items()
        if name.startswith("garment:")
    ]
    return np.concatenate([look.skin("body", 0.0, clip), still]), garments


def joint_names(look: Decoded) -> list[str]:
    """The joints of a look's skin, in the order of its weights."""
    return [look.json["nodes"][j]["name"] for j in look.json["skins"][0]["joints"]]


def home(look: Decoded, name: str) -> Array:
    """Where a joint rests, (3,) metres."""
    matrices = look.accessor(look.json["skins"][0]["inverseBindMatrices"])
    return np.asarray(-matrices[joint_names(look).index(name), 12:15], np.float64)


def _cloth(part: Part, posed: Array, skin: Skin, names: list[str]) -> Cloth:
    welded = part.twins[part.triangles]
    normals = vertex_normals(posed, welded)[part.twins].astype(np.float64)
    away = cKDTree(skin.points).query(posed)[0]
    lower = np.array([name.startswith(("shin", "foot", "toes")) for name in names])
    left = np.array([name.endswith(".L") for name in names])
    thighs = np.array([name.startswith("thigh") for name in names])
    bound_ = bound(posed, normals, welded, skin)
    weights = hung(bound_, smoothed(away, welded, CALM), (lower & left, lower & ~left), thighs)[part.twins]
    return Cloth(part, posed[part.twins], normals, weights)
