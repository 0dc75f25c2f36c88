"""Forward kinematics and skinning, exactly as glTF does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial.transform import Rotation

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]
IDENTITY = np.array([0.0, 0.0, 0.0, 1.0])


def joint_transforms(body: Body, rotations: Array, roots: Array) -> tuple[Array, Array]:
    """World rotation (F, J, 3, 3) and place (F, J, 3) of each joint.

    rotations: (F, J, 4) xyzw, local to each joint, identity at rest (all joint axes are the world's);
    roots: (F, 3) metres, how far the hips move from their rest place. A glTF node has translation joint -
    parent joint (for the hips: joint + root) and this rotation; its inverse bind matrix is a translation by
    -joint.
    """
    m = body.mannequin
    frames, count = rotations.shape[:2]
    local = Rotation.from_quat(rotations.reshape(-1, 4)).as_matrix().reshape(frames, count, 3, 3)
    world, place = np.empty_like(local), np.empty((frames, count, 3))
    rest = body.joints.astype(np.float64)
    for j, p in enumerate(m.parents):
        if p < 0:
            world[:, j], place[:, j] = local[:, j], rest[j] + roots
        else:
            world[:, j] = world[:, p] @ local[:, j]
            place[:, j] = place[:, p] + world[:, p] @ (rest[j] - rest[p])
    return world, place


def pose_frames(body: Body, rotations: Array, roots: Array) -> NDArray[np.float32]:
    """(F, n, 3) float32 skinned positions, metres; rotations (F, J, 4) xyzw and roots (F, 3) as above."""
    m = body.mannequin
    world, place = joint_transforms(body, np.asarray(rotations, np.float64), np.asarray(roots, np.float64))
    rest = body.joints.astype(np.float64)
    shift = place - np.einsum("fjab,jb->fja", world, rest)
    frames, n = len(world), m.vertices
    blend = sparse.csr_matrix(
        (m.joint_weights.ravel(), m.joint_indices.ravel(), np.arange(0, 4 * n + 1, 4)), (n, len(m.parents))
    )
    flat = np.concatenate([world, shift[..., None]], -1).astype(np.float32)  # (F, J, 3, 4)
    out = np.empty((frames, n, 3), np.float32)
    for f in range(frames):
        a = (blend @ flat[f].reshape(len(m.parents), 12)).reshape(n, 3, 4)
        out[f] = np.einsum("nab,nb->na", a[:, :, :3], body.rest) + a[:, :, 3]
    return out


def pose(body: Body, rotations: Array, root: Array) -> NDArray[np.float32]:
    """(n, 3) float32 skinned positions of one pose: rotations (J, 4) xyzw, root (3,) metres."""
    return pose_frames(body, np.asarray(rotations)[None], np.asarray(root)[None])[0]


def identity(body: Body) -> Array:
    """(J, 4) rotations of the rest pose."""
    return np.tile(IDENTITY, (len(body.mannequin.parents), 1))
