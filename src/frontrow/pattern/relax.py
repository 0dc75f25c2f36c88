"""Evening out the start: cloth wound round a tube is stretched here and short there; let it find its
length."""

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.form import Form

Array = NDArray[np.float64]
CLEARANCE = 0.005


def relaxed(points: Array, triangles: NDArray[np.int64], flat: Array, form: Form, rounds: int = 60) -> Array:
    """Points (n, 3) moved so that the edges of triangles (t, 3) come near their length on the flat (t, 3, 2),
    outside the body all the while. Jacobi steps on every edge, averaged at the vertices."""
    ends = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    rest = np.concatenate([np.linalg.norm(flat[:, a] - flat[:, b], axis=1) for a, b in ((0, 1), (1, 2), (2, 0))])
    ends, index = np.unique(np.sort(ends, axis=1), axis=0, return_inverse=True)
    rest = np.bincount(index.ravel(), rest) / np.bincount(index.ravel())
    i, j = ends.T
    n = len(points)
    valence = (np.bincount(i, minlength=n) + np.bincount(j, minlength=n))[:, None]
    p = form.pushed_out(points, CLEARANCE)
    for k in range(rounds):
        d = p[j] - p[i]
        length = np.linalg.norm(d, axis=1)
        move = (0.5 * (length - rest) / np.maximum(length, 1e-9))[:, None] * d
        total = np.stack([np.bincount(i, move[:, c], n) - np.bincount(j, move[:, c], n) for c in range(3)], axis=1)
        p = p + 1.6 * total / np.maximum(valence, 1)
        if k % 4 == 3:
            p = form.pushed_out(p, CLEARANCE)
    for _ in range(3):
        p = form.pushed_out(p, CLEARANCE)
    return np.asarray(p)
