"""Binds draped cloth to the joints of the body that wears it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, diags, identity
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from frontrow.look.figure import influence
from frontrow.look.mesh import averaging

Array = NDArray[Any]

NEIGHBOURS = 48  # points of skin among which a point of cloth looks for its own
TURNED = 0.06  # metres that skin counts as farther off when it faces away: a sleeve's inside is not the flank's
TRUST = 0.015  # metres, about an edge of the cloth: weights are smoothed over about as far as the skin is away


def bound(
    cloth: Array, normals: Array, triangles: Array, skin: Array, skin_normals: Array, weights: Array
) -> NDArray[np.float64]:
    """How much each point of cloth moves with each joint: (n, J), rows that add up to 1.

    cloth (n, 3), skin (m, 3): metres, one moment, with their unit normals; triangles (t, 3) of the cloth; weights
    (m, J) of the skin. Cloth takes the weights of the skin that it lies on, and is the smoother the farther it hangs
    from it: a screened Poisson equation on the mesh whose screening falls with the distance, solved at once.
    """
    n = len(cloth)
    distance, near = cKDTree(skin).query(cloth, k=min(NEIGHBOURS, len(skin)))
    facing = np.einsum("nkd,nd->nk", skin_normals[near], normals)
    cost = distance**2 + (TURNED * np.maximum(0.0, 0.5 - facing)) ** 2
    best = cost.argmin(axis=1)
    rows = np.arange(n)
    trust = 1 / (1 + cost[rows, best] / TRUST**2)
    mean = averaging(triangles, n)
    alone = np.asarray(mean.sum(axis=1)).ravel() == 0  # a vertex without neighbours has its own skin alone
    system = diags(np.where(alone, 1.0, trust)) + diags(np.where(alone, 0.0, 1.0)) @ (identity(n) - mean)
    wanted = weights[near[rows, best]] * np.where(alone, 1.0, trust)[:, None]
    solved = np.maximum(splu(csc_matrix(system)).solve(wanted), 0.0)
    return np.asarray(solved / solved.sum(axis=1, keepdims=True))


def strongest(weights: Array) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The four strongest joints (n, 4) of each row of weights (n, J), and their shares (n, 4) in 255ths."""
    joints = np.argsort(-weights, axis=1, kind="stable")[:, :4]
    share = np.take_along_axis(weights, joints, 1)
    return influence(joints, share / share.sum(axis=1, keepdims=True))


def dense(joints: Array, shares: Array, count: int) -> NDArray[np.float64]:
    """Weights (n, count) from the joints (n, 4) and shares (n, 4) of a skinned mesh."""
    out = np.zeros((len(joints), count))
    np.add.at(out, (np.arange(len(joints))[:, None], joints.astype(int)), shares)
    return out


def at_rest(posed: Array, joints: Array, shares: Array, skin: Array) -> tuple[Array, Array]:
    """Where posed points (n, 3) lie when their joints (n, 4), with shares (n, 4), rest: the inverse of skinning.

    skin: (J, 4, 4), what the joints did. Returns places (n, 3) and the matrices (n, 3, 3) that turn them as posed.
    """
    blended = np.einsum("nk,nkij->nij", shares, skin[joints.astype(int)])
    turn, shift = blended[:, :3, :3], blended[:, :3, 3]
    return np.linalg.solve(turn, (posed - shift)[:, :, None])[:, :, 0], turn
