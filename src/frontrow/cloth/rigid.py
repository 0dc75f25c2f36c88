"""Bending so stiff that one sweep a substep cannot carry it: solved at once, with a matrix factored beforehand."""

import copy
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import splu

from frontrow.cloth.lanes import points
from frontrow.cloth.stencil import Stencil

Floats = NDArray[np.float64]


class Rigid:
    """Patches whose bending is stepped implicitly (backward Euler): `aim` for a time step, `solve` every substep.

    The force is a constant matrix Q times the positions, so the end of a substep of h solves (M + h² Q) x' = M x. What
    moves the points is the force at x', worked out pair by pair, so that momentum is kept to the last digits.
    """

    def __init__(self, ids: NDArray[np.int32], elements: Floats) -> None:
        """Points ids (t, 6) and elements (t, 6, 6) N/m of the patches."""
        self._points, local = np.unique(ids, return_inverse=True)
        local = local.reshape(ids.shape)
        count = len(self._points)
        self._stencil = Stencil(local, count)
        self._matrix = self._stencil.matrix(elements)
        row, column = np.repeat(local, 6, axis=1), np.tile(local, (1, 6))
        self._sum = csc_array((elements.ravel(), (row.ravel(), column.ravel())), shape=(count, count))
        self._x, self._pull = points(count), points(count)
        self._free = np.zeros(0, np.int64)
        self._dt = 0.0

    def aim(self, inverse_mass: Floats, dt: float) -> None:
        """Take inverse masses (n,) and substeps of dt seconds, and factor."""
        self._w, self._dt = np.ascontiguousarray(inverse_mass[self._points]), dt
        self._free = np.flatnonzero(self._w > 0)
        if not len(self._free):
            return
        root = np.sqrt(self._w[self._free])
        inner = self._sum[self._free][:, self._free].multiply(dt**2 * root[:, None] * root[None, :])
        self._root = root[:, None]
        self._factor = splu((eye_array(len(root)) + inner).tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Rigid":
        """A copy that shares the factor, which is never written to and cannot be copied."""
        other = copy.copy(self)
        other._x, other._pull = self._x.copy(), self._pull.copy()
        return other

    def solve(self, x: Floats) -> None:
        """Move positions x (n, 4) by the bending of a substep."""
        if not len(self._free):
            return
        here = self._x
        np.take(x, self._points, axis=0, out=here)
        self._stencil.pull(self._matrix, here, self._w, self._pull)
        move = self._pull[self._free, :3] * (self._dt**2 / self._root)
        here[self._free, :3] += self._root * self._factor.solve(move)
        self._stencil.pull(self._matrix, here, self._w, self._pull)
        x[self._points] += self._dt**2 * self._pull
