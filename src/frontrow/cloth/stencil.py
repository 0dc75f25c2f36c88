"""Linear forces between pairs of points: a symmetric matrix whose rows add to zero, kept by what is off its diagonal.

A force on a point is the sum over its partners of a factor times how far the partner is away. Both ends of a pair
compute the same product with opposite signs, so what one gains in momentum the other loses, to the last digit.
"""

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from frontrow.cloth.lanes import POINT, Code, points

Floats = NDArray[np.float64]

ROW = 18  # pairs a point has room for: a point amid a regular mesh has that many; the few others go to a list


class Stencil:
    """The pairs of points that share one of the stencils ids (m, k), and the matrices that live on them."""

    def __init__(self, ids: NDArray[np.integer], count: int) -> None:
        """count: how many points there are."""
        self._a, self._b = a, b = np.triu_indices(ids.shape[1], 1)
        low, high = np.sort(np.stack([ids[:, a], ids[:, b]]).astype(np.int64).reshape(2, -1), axis=0)
        self._apart = low != high  # a stencil may name a point twice
        pair, self._of = np.unique((low * count + high)[self._apart], return_inverse=True)
        one, two = pair // count, pair % count
        row, column = np.r_[one, two], np.r_[two, one]
        order = np.lexsort((column, row))
        row, column = row[order], column[order]
        place = np.arange(len(row)) - np.searchsorted(row, row)
        inside = place < ROW
        self._entry = np.where(inside, row * ROW + place, -1)
        self._order, self._count, self._pairs = order, count, len(pair)
        self._inside = inside
        self.column = np.repeat(np.arange(count, dtype=np.uint32)[:, None], ROW, axis=1)
        self.column[row[inside], place[inside]] = column[inside]
        self.rest = np.ascontiguousarray(np.stack([row[~inside], column[~inside]], axis=1).astype(np.uint32))

    def matrix(self, elements: Floats) -> Floats:
        """(count * ROW + r,) off the diagonal of the sum of the elements (m, k, k), symmetric and with rows that add to
        zero: a row for each point, then those of `rest`."""
        each = elements[:, self._a, self._b].ravel()[self._apart]
        value = np.bincount(self._of, each, self._pairs)
        value = np.r_[value, value][self._order]
        out = np.zeros(self._count * ROW + len(self.rest))
        out[self._entry[self._inside]] = value[self._inside]
        out[self._count * ROW :] = value[~self._inside]
        return out

    def pull(self, matrix: Floats, x: Floats, w: Floats, out: Floats) -> None:
        """out (count, 4): minus the matrix times x (count, 4), times w (count,): accelerations of points at x."""
        pull(self.column, self.rest, matrix, x, w, out)

    def highest(self, matrix: Floats, inverse_mass: Floats, rounds: int = 40) -> float:
        """The largest eigenvalue of inverse masses (count,) times the matrix, by power iteration from a fixed start."""
        y, z = points(self._count), points(self._count)
        y[:, :3] = np.random.default_rng(0).standard_normal((self._count, 3))
        value = 0.0
        for _ in range(rounds):
            y /= max(np.sqrt((y**2).sum()), 1e-300)
            self.pull(matrix, y, inverse_mass, z)
            value = float(np.sqrt((z**2).sum()))
            y, z = z, y
        return value


@intrinsic
def _row(context, x, i, column, factor, w, out):  # type: ignore[no-untyped-def]
    """out[i] = -w[i] times the sum over column[i] of factor[i] times the way from x[i] there."""

    def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
        c = Code(context, builder, signature.args, values)
        place, i, which, much = c.base(0), c.index(1), c.base(2), c.base(3)
        here = c.point(place, i)
        sums = [ir.Constant(POINT, [0.0] * 4)] * 3
        for k in range(ROW):
            j = builder.zext(builder.load(c.at(which, i, ROW, k)), i.type)
            way = builder.fsub(c.point(place, j), here)
            sums[k % 3] = c.fused(
                c.same(much, c.b.add(c.b.mul(i, ir.Constant(i.type, ROW)), ir.Constant(i.type, k))), way, sums[k % 3]
            )
        total = builder.fadd(builder.fadd(sums[0], sums[1]), sums[2])
        c.store(builder.fneg(builder.fmul(c.same(c.base(4), i), total)), c.at(c.base(5), i, 4), 8)
        return context.get_dummy_value()

    return types.void(x, i, column, factor, w, out), code


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def pull(column, rest, matrix, x, w, out):  # type: ignore[no-untyped-def]
    """See `Stencil.pull`."""
    n = out.shape[0]
    for i in range(n):
        _row(x, i, column, matrix, w, out)
    for e in range(rest.shape[0]):
        i, j = rest[e, 0], rest[e, 1]
        q = w[i] * matrix[n * ROW + e]
        for k in range(3):
            out[i, k] -= q * (x[j, k] - x[i, k])
