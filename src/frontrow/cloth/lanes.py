"""Gather and scatter the corners of a block of constraints, a whole point at a time.

Points are rows of four doubles, the fourth always 0, so that a corner is one load and one store of 32 bytes; eight
constraints are turned from points into rows of x, y, z in registers. Written as LLVM instructions, for the compiler
finds neither by itself. Differences are single precision, sums double: what some corners gain in momentum the first
loses to the last digit.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from frontrow.cloth.blocks import WIDTH

LANES = 8  # constraints at once
FLOAT, INT = ir.FloatType(), ir.IntType(32)
POINT, SHORT = ir.VectorType(ir.DoubleType(), 4), ir.VectorType(FLOAT, 4)
ROW = ir.VectorType(FLOAT, LANES)


def points(count: int) -> NDArray[np.float64]:
    """(count, 4) zeros: places or velocities of points as the kernels want them; only [:, :3] may be written."""
    return np.zeros((count, 4))


def _order(*lanes: int) -> ir.Constant:
    return ir.Constant(ir.VectorType(INT, len(lanes)), list(lanes))


class Code:
    """What the instructions of one intrinsic are written with; arrays and indices are those of its call."""

    def __init__(self, context: Any, builder: Any, kinds: Any, values: Any) -> None:
        self.b, self._context, self._kinds, self._values = builder, context, kinds, values

    def base(self, k: int) -> Any:
        """First element of array argument k."""
        return self._context.make_array(self._kinds[k])(self._context, self.b, self._values[k]).data

    def index(self, k: int) -> Any:
        """Integer argument k."""
        return self._context.cast(self.b, self._values[k], self._kinds[k], types.intp)

    def at(self, base: Any, index: Any, scale: int = 1, plus: int = 0) -> Any:
        """Address of base[scale * index + plus]."""
        index = self.b.mul(index, ir.Constant(index.type, scale))
        return self.b.gep(base, [self.b.add(index, ir.Constant(index.type, plus))])

    def load(self, address: Any, kind: Any, align: int) -> Any:
        out = self.b.load(self.b.bitcast(address, kind.as_pointer()))
        out.align = align
        return out

    def store(self, value: Any, address: Any, align: int) -> None:
        self.b.store(value, self.b.bitcast(address, value.type.as_pointer())).align = align

    def corner(self, ids: Any, block: Any, first: Any, arity: int, k: int, lane: int) -> Any:
        """Which point is corner k of constraint `first + lane` of a block."""
        place = self.b.add(self.b.mul(block, ir.Constant(block.type, arity * WIDTH)), first)
        return self.b.zext(self.b.load(self.at(ids, place, 1, k * WIDTH + lane)), block.type)

    def point(self, base: Any, index: Any) -> Any:
        return self.load(self.at(base, index, 4), POINT, 8)

    def same(self, base: Any, index: Any) -> Any:
        """base[index] in all four lanes."""
        none = ir.Constant(POINT, ir.Undefined)
        one = self.b.insert_element(none, self.b.load(self.at(base, index)), ir.Constant(INT, 0))
        return self.b.shuffle_vector(one, none, _order(0, 0, 0, 0))

    def fused(self, a: Any, b: Any, c: Any, sign: int = 1) -> Any:
        """c ± a * b."""
        product = self.b.fmul(a, b, flags=["contract"])
        return (self.b.fadd if sign > 0 else self.b.fsub)(c, product, flags=["contract"])

    def rows(self, each: list[Any]) -> list[Any]:
        """Rows of x, y, z from eight points in single precision."""
        turn = self.b.shuffle_vector
        pair = [turn(each[k], each[k + 4], _order(0, 1, 2, 3, 4, 5, 6, 7)) for k in range(4)]
        low = [turn(pair[k], pair[k + 1], _order(0, 8, 1, 9, 4, 12, 5, 13)) for k in (0, 2)]
        high = [turn(pair[k], pair[k + 1], _order(2, 10, 3, 11, 6, 14, 7, 15)) for k in (0, 2)]
        even, odd = _order(0, 1, 8, 9, 4, 5, 12, 13), _order(2, 3, 10, 11, 6, 7, 14, 15)
        return [turn(*low, even), turn(*low, odd), turn(*high, even)]

    def columns(self, rows: list[Any]) -> list[Any]:
        """Four points, double precision and 0 in the fourth lane, from rows of x, y, z of four."""
        turn = self.b.shuffle_vector
        rows = [*rows, ir.Constant(SHORT, [0.0] * 4)]
        low = [turn(rows[k], rows[k + 1], _order(0, 4, 1, 5)) for k in (0, 2)]
        high = [turn(rows[k], rows[k + 1], _order(2, 6, 3, 7)) for k in (0, 2)]
        even, odd = _order(0, 1, 4, 5), _order(2, 3, 6, 7)
        out = [turn(*low, even), turn(*low, odd), turn(*high, even), turn(*high, odd)]
        return [self.b.fpext(each, POINT) for each in out]


def sides(arity: int) -> Callable[..., None]:
    """sides(x, ids, b, t, s): rows of s (…, WIDTH) become the float32 ways x, y, z from the first corner of each of
    eight constraints from t of block b to its second, third … corner; x: (n, 4), ids: (blocks, arity, WIDTH)."""

    @intrinsic
    def gather(context, x, ids, b, t, s):  # type: ignore[no-untyped-def]
        def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
            c = Code(context, builder, signature.args, values)
            place, which, rows, block, first = c.base(0), c.base(1), c.base(4), c.index(2), c.index(3)
            at = [
                [c.point(place, c.corner(which, block, first, arity, k, lane)) for lane in range(LANES)]
                for k in range(arity)
            ]
            for k in range(1, arity):
                ways = [builder.fptrunc(builder.fsub(at[k][lane], at[0][lane]), SHORT) for lane in range(LANES)]
                for axis, row in enumerate(c.rows(ways)):
                    c.store(row, c.at(rows, first, 1, (3 * (k - 1) + axis) * WIDTH), 4)
            return context.get_dummy_value()

        return types.void(x, ids, b, t, s), code

    return gather


def pull(arity: int) -> Callable[..., None]:
    """pull(x, ids, b, t, s, w): the second, third … corner of each of eight constraints from t of block b moves by its
    three rows of s times its w, the first by minus the sum of all rows times its own; w: (n,)."""

    @intrinsic
    def scatter(context, x, ids, b, t, s, w):  # type: ignore[no-untyped-def]
        def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
            c = Code(context, builder, signature.args, values)
            place, which, rows, free, block, first = c.base(0), c.base(1), c.base(4), c.base(5), c.index(2), c.index(3)
            for half in (0, 4):
                ways = []
                for k in range(arity - 1):
                    three = [c.load(c.at(rows, first, 1, (3 * k + axis) * WIDTH + half), SHORT, 4) for axis in range(3)]
                    ways.append(c.columns(three))
                for lane in range(4):
                    total = ways[0][lane]
                    for way in ways[1:]:
                        total = builder.fadd(total, way[lane])
                    for k, way, sign in ((0, total, -1), *((k + 1, ways[k][lane], 1) for k in range(arity - 1))):
                        i = c.corner(which, block, first, arity, k, half + lane)
                        moved = c.fused(way, c.same(free, i), c.point(place, i), sign)
                        c.store(moved, c.at(place, i, 4), 8)
            return context.get_dummy_value()

        return types.void(x, ids, b, t, s, w), code

    return scatter


def total(arity: int) -> Callable[..., None]:
    """total(x, ids, b, t, s): the first three rows of s become the float32 sum of all corners of each of eight
    constraints from t of block b."""

    @intrinsic
    def gather(context, x, ids, b, t, s):  # type: ignore[no-untyped-def]
        def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
            c = Code(context, builder, signature.args, values)
            place, which, rows, block, first = c.base(0), c.base(1), c.base(4), c.index(2), c.index(3)
            sums = []
            for lane in range(LANES):
                at = [c.point(place, c.corner(which, block, first, arity, k, lane)) for k in range(arity)]
                for each in at[1:]:
                    at[0] = builder.fadd(at[0], each)
                sums.append(builder.fptrunc(at[0], SHORT))
            for axis, row in enumerate(c.rows(sums)):
                c.store(row, c.at(rows, first, 1, axis * WIDTH), 4)
            return context.get_dummy_value()

        return types.void(x, ids, b, t, s), code

    return gather


def push(arity: int) -> Callable[..., None]:
    """push(x, ids, b, t, s, w): all corners of each of eight constraints from t of block b move by the first three rows
    of s times their w; w: (n,)."""

    @intrinsic
    def scatter(context, x, ids, b, t, s, w):  # type: ignore[no-untyped-def]
        def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
            c = Code(context, builder, signature.args, values)
            place, which, rows, free, block, first = c.base(0), c.base(1), c.base(4), c.base(5), c.index(2), c.index(3)
            for half in (0, 4):
                three = [c.load(c.at(rows, first, 1, axis * WIDTH + half), SHORT, 4) for axis in range(3)]
                for lane, way in enumerate(c.columns(three)):
                    for k in range(arity):
                        i = c.corner(which, block, first, arity, k, half + lane)
                        c.store(c.fused(way, c.same(free, i), c.point(place, i)), c.at(place, i, 4), 8)
            return context.get_dummy_value()

        return types.void(x, ids, b, t, s, w), code

    return scatter


@intrinsic
def blend(context, x, i, near, share, move):  # type: ignore[no-untyped-def]
    """blend(x, i, near, share, move): point i moves by the rows of move (c, 4) that near[i] names, times share[i]; near
    and share: (n, 4), share float32."""

    def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
        c = Code(context, builder, signature.args, values)
        place, which, part, way, i = c.base(0), c.base(2), c.base(3), c.base(4), c.index(1)
        out = c.point(place, i)
        shares = builder.fpext(c.load(c.at(part, i, 4), SHORT, 4), POINT)
        for k in range(4):
            node = builder.zext(builder.load(c.at(which, i, 4, k)), i.type)
            same = builder.shuffle_vector(shares, ir.Constant(POINT, ir.Undefined), _order(k, k, k, k))
            out = c.fused(same, c.point(way, node), out)
        c.store(out, c.at(place, i, 4), 8)
        return context.get_dummy_value()

    return types.void(x, i, near, share, move), code
