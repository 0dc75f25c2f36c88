"""Binds draped cloth to the joints of the body that wears it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csc_matrix, diags, identity
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from frontrow.look.figure import influence
from frontrow.look.mesh import averaging

Array = NDArray[Any]

NEIGHBOURS = 48  # points of skin among which a point of cloth looks for its own
TURNED = 0.06  # metres that skin counts as farther off when it faces away: a sleeve's inside is not the flank's
SHOULDER = 0.15  # metres from an arm's joint within which its sleeve begins
CLOSE, FREE = 0.02, 0.08  # metres from the skin at which cloth lies on it, and from which it hangs free
FALLING, SWINGING = 0.85, 0.7  # shares of the lower leg's and of the thighs' weight that gravity takes then
TRUST = 0.015  # metres, about an edge of the cloth: weights are smoothed over about as far as the skin is away


@dataclass(frozen=True)
class Skin:
    """The skin that clothes are bound to: points (m, 3) metres with unit normals, weights (m, J), at one moment.

    arms: (J,) the joints of the arms; shoulders: (s, 3) where these begin.
    """

    points: Array
    normals: Array
    weights: Array
    arms: Array
    shoulders: Array


def bound(cloth: Array, normals: Array, triangles: Array, skin: Skin) -> NDArray[np.float64]:
    """How much each point of cloth moves with each joint: (n, J), rows that add up to 1.

    cloth (n, 3): metres, with unit normals; triangles (t, 3). Cloth takes the weights of the skin that it lies on,
    and is the smoother the farther it hangs from it: a screened Poisson equation on the mesh whose screening falls
    with the distance, solved at once. Only sleeves move with an arm, not a skirt that a hand hangs beside.
    """
    n = len(cloth)
    cost, near = _nearest(cloth, normals, skin, np.ones(len(skin.points), bool))
    of_arm = skin.weights[:, skin.arms].sum(axis=1) > 0.5
    stray = of_arm[near] & ~_sleeves(cloth, of_arm[near], triangles, skin.shoulders)
    if stray.any():
        cost[stray], near[stray] = _nearest(cloth[stray], normals[stray], skin, ~of_arm)
    trust = 1 / (1 + cost / TRUST**2)
    mean = averaging(triangles, n)
    alone = np.asarray(mean.sum(axis=1)).ravel() == 0  # a vertex without neighbours has its own skin alone
    system = diags(np.where(alone, 1.0, trust)) + diags(np.where(alone, 0.0, 1.0)) @ (identity(n) - mean)
    wanted = skin.weights[near] * np.where(alone, 1.0, trust)[:, None]
    solved = np.maximum(splu(csc_matrix(system)).solve(wanted), 0.0)
    return np.asarray(solved / solved.sum(axis=1, keepdims=True))


def hung(weights: Array, away: Array, legs: tuple[Array, Array], thighs: Array) -> NDArray[np.float64]:
    """The weights (n, J) with three columns more: cloth that hangs free of the legs goes where gravity takes it.

    away: (n,) metres to the skin. What moves with the lower leg `legs` (left and right, (J,) masks) goes to a joint at
    its knee, and much of what moves with the thighs to one at the hips, both of which stay upright.
    """
    free = np.clip((away - CLOSE) / (FREE - CLOSE), 0.0, 1.0)[:, None]
    share = free * (FALLING * (legs[0] | legs[1]) + SWINGING * thighs)
    moved = weights * share
    hang = np.stack([moved[:, thighs].sum(axis=1), *(moved[:, leg].sum(axis=1) for leg in legs)], axis=1)
    return np.concatenate([weights - moved, hang], axis=1)


def _nearest(cloth: Array, normals: Array, skin: Skin, among: Array) -> tuple[Array, Array]:
    """Of each point of cloth, the squared distance (n,) to its skin and that skin's number (n,), `among` a mask."""
    some = np.flatnonzero(among)
    distance, near = cKDTree(skin.points[some]).query(cloth, k=min(NEIGHBOURS, len(some)))
    near = some[near]
    facing = np.einsum("nkd,nd->nk", skin.normals[near], normals)
    cost = distance**2 + (TURNED * np.maximum(0.0, 0.5 - facing)) ** 2
    best, rows = cost.argmin(axis=1), np.arange(len(cloth))
    return cost[rows, best], near[rows, best]


def _sleeves(cloth: Array, of_arm: Array, triangles: Array, shoulders: Array) -> NDArray[np.bool_]:
    """(n,) the cloth on an arm that is joined, on that arm, to cloth about its shoulder."""
    inner = triangles[of_arm[triangles].all(axis=1)]
    pairs = np.concatenate([inner[:, [0, 1]], inner[:, [1, 2]]])
    joined = coo_matrix((np.ones(len(pairs)), pairs.T), (len(cloth), len(cloth)))
    _, piece = connected_components(joined, directed=False)
    close = of_arm & (cKDTree(shoulders).query(cloth)[0] < SHOULDER)
    return of_arm & np.isin(piece, piece[close])


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
