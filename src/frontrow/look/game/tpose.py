"""A figure whose rest is the T-pose: arms level to the sides, the palms down, as avatars are to stand."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from frontrow.look.game.figure import Figure, Motion, Rig, Skinned

Array = NDArray[Any]

ARM = (  # joints that turn so that the one on the right of each lies straight out from it
    (("upper_arm", "upper_arm_twist"), "forearm"),
    (("forearm", "forearm_twist", "hand"), "hand"),
)


def tpose(figure: Figure) -> Figure:
    """The same figure at rest in a T-pose: its joints' axes are again the world's, its motions look the same."""
    turns = _turns(figure.rig)
    places = _places(figure.rig, turns)
    rig = replace(figure.rig, places=places)
    shift = places - np.einsum("jab,jb->ja", turns, figure.rig.places)
    return replace(
        figure,
        rig=rig,
        parts=tuple(_turned(part, turns, shift) for part in figure.parts),
        motions=tuple(_told(motion, turns) for motion in figure.motions),
    )


def _turns(rig: Rig) -> NDArray[np.float64]:
    """How each joint turns in the world, (J, 3, 3), to bring its rest into the T-pose."""
    turns = np.tile(np.eye(3), (len(rig.names), 1, 1))
    for side, out in (("L", 1.0), ("R", -1.0)):
        for names, end in ARM:
            at = rig.places[rig.joint(f"{names[0]}.{side}")]
            along = rig.places[rig.joint(f"{end}.{side}")] - at
            turn, _ = Rotation.align_vectors([[out, 0.0, 0.0]], [along / np.linalg.norm(along)])
            for name in names:
                turns[rig.joint(f"{name}.{side}")] = turn.as_matrix()
    return turns


def _places(rig: Rig, turns: Array) -> NDArray[np.float64]:
    places = rig.places.copy()
    for j, parent in enumerate(rig.parents):  # parents come before their children
        if parent >= 0:
            places[j] = places[parent] + turns[parent] @ (rig.places[j] - rig.places[parent])
    return places


def _turned(part: Skinned, turns: Array, shift: Array) -> Skinned:
    joints, weights = part.joints.astype(int), part.weights.astype(np.float64)
    turn = np.einsum("nk,nkab->nab", weights, turns[joints])
    at = np.einsum("nab,nb->na", turn, part.positions) + np.einsum("nk,nka->na", weights, shift[joints])
    normals = np.einsum("nab,nb->na", turn, part.normals)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return replace(part, positions=at.astype(np.float32), normals=normals.astype(np.float32))


def _told(motion: Motion, turns: Array) -> Motion:
    return replace(motion, turns=motion.turns @ turns.transpose(0, 2, 1))
