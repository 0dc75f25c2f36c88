"""A pass over int8 rows that keeps every one which may be among the k best: the bytes are read once, in order.

Rows stand in blocks of ROWS; a block holds the first two numbers of all its rows, then the next two, and so on, so that
one instruction multiplies a pair of the query (int16) with the pairs of eight rows and sums are never turned. Written
as LLVM instructions without a processor's name: they become `vpmaddwd` where there is AVX2, and what others have.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

ROWS = 32  # rows a block: four vectors of eight sums
LANES = 8
AHEAD = 1024  # bytes: what is asked of memory before it is needed
TOP = 127

_BYTE, _SHORT, _INT, _LONG, _FLOAT = (*(ir.IntType(bits) for bits in (8, 16, 32, 64)), ir.FloatType())
_SUMS, _FLOATS, _WIDE = ir.VectorType(_INT, LANES), ir.VectorType(_FLOAT, LANES), ir.VectorType(_INT, 2 * LANES)
_HALVES = [ir.Constant(_SUMS, list(range(first, 2 * LANES, 2))) for first in (0, 1)]


def packed(codes: NDArray[np.int8]) -> NDArray[np.int8]:
    """Codes (n, d), d even, as (blocks, d / 2, ROWS, 2); the last block is filled with zeros."""
    n, d = codes.shape
    blocks = -(-n // ROWS)
    out = np.zeros((blocks, d // 2, ROWS, 2), np.int8)
    whole = n // ROWS
    out[:whole] = codes[: whole * ROWS].reshape(whole, ROWS, d // 2, 2).transpose(0, 2, 1, 3)
    if whole < blocks:
        rest = codes[whole * ROWS :]
        out[whole, :, : len(rest)] = rest.reshape(len(rest), d // 2, 2).transpose(1, 0, 2)
    return out


@intrinsic
def _products(context, rows, scales, block, query, pairs, step, error, least, out):  # type: ignore[no-untyped-def]
    """Whether a row of the block has an upper bound above `least`; out (ROWS,) float32: step times the rows' sums.

    query: `pairs` int32, each two int16."""

    def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
        def base(k: int) -> Any:
            return context.make_array(signature.args[k])(context, builder, values[k]).data

        def at(pointer: Any, index: Any, kind: Any) -> Any:
            return builder.bitcast(builder.gep(pointer, [index]), kind.as_pointer())

        def same(value: Any, kind: Any) -> Any:
            none = ir.Constant(kind, ir.Undefined)
            one = builder.insert_element(none, value, ir.Constant(_INT, 0))
            return builder.shuffle_vector(one, none, ir.Constant(_SUMS, [0] * LANES))

        def long(value: int) -> Any:
            return ir.Constant(_LONG, value)

        _, _, block, _, pairs, step, error, least, _ = values
        codes, asked = base(0), base(3)
        first = builder.mul(block, builder.mul(pairs, long(2 * ROWS)))
        sums = [cgutils.alloca_once_value(builder, ir.Constant(_SUMS, [0] * LANES)) for _ in range(ROWS // LANES)]
        call = ir.FunctionType(ir.VoidType(), [codes.type, _INT, _INT, _INT])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [codes.type], call)
        with cgutils.for_range(builder, pairs) as loop:
            here = builder.add(first, builder.mul(loop.index, long(2 * ROWS)))
            ahead = builder.gep(codes, [builder.add(here, long(AHEAD))])
            builder.call(prefetch, [ahead, *(ir.Constant(_INT, flag) for flag in (0, 3, 1))])  # read, keep, data
            pair = same(builder.load(builder.gep(asked, [loop.index])), _SUMS)
            pair = builder.sext(builder.bitcast(pair, ir.VectorType(_SHORT, 2 * LANES)), _WIDE)
            for group, total in enumerate(sums):
                place = builder.add(here, long(2 * LANES * group))
                load = builder.load(at(codes, place, ir.VectorType(_BYTE, 2 * LANES)))
                load.align = 1
                product = builder.mul(builder.sext(load, _WIDE), pair)
                even, odd = (builder.shuffle_vector(product, product, half) for half in _HALVES)
                builder.store(builder.add(builder.load(total), builder.add(even, odd)), total)
        beyond = ir.Constant(ir.VectorType(ir.IntType(1), LANES), [0] * LANES)
        step, error, least = (same(value, _FLOATS) for value in (step, error, least))
        for group, total in enumerate(sums):
            product = builder.fmul(builder.sitofp(builder.load(total), _FLOATS), step)
            builder.store(product, at(base(8), long(LANES * group), _FLOATS)).align = 4
            place = builder.add(builder.mul(block, long(ROWS)), long(LANES * group))
            scale = builder.load(at(base(1), place, _FLOATS))
            scale.align = 4
            high = builder.fmul(builder.fadd(product, error), scale)
            beyond = builder.or_(beyond, builder.fcmp_ordered(">", high, least))
        return builder.icmp_unsigned("!=", builder.bitcast(beyond, _BYTE), ir.Constant(_BYTE, 0))

    return types.boolean(rows, scales, types.int64, query, types.int64, *[types.float32] * 3, out), code


@njit(cache=True, nogil=True, error_model="numpy")
def scan(rows, scales, count, first, last, query, step, error, best, ids, highs, kept):  # type: ignore[no-untyped-def]
    """Go through the blocks first … last of `count` rows and keep those that may be among the k best.

    A row's product is its scale times (step * sum ± error). best: (k,) heap of the k highest lower bounds so far, the
    least of them first. ids, highs, kept: the rows kept so far with their upper bounds, and how many they are. Returns
    the three, in larger arrays when there were too many.
    """
    sums = np.empty(ROWS, np.float32)
    pairs = query.shape[0]
    for block in range(first, last):
        if not _products(rows, scales, block, query, pairs, step, error, best[0], sums):
            continue
        at = block * ROWS
        for r in range(min(ROWS, count - at)):
            scale = scales[at + r]
            high = (sums[r] + error) * scale
            if high > best[0]:
                raise_(best, (sums[r] - error) * scale)
                if kept == ids.shape[0]:
                    kept = _sift(ids, highs, kept, best[0])
                    if 2 * kept > ids.shape[0]:
                        ids, highs = np.append(ids, np.empty_like(ids)), np.append(highs, np.empty_like(highs))
                ids[kept], highs[kept] = at + r, high
                kept += 1
    return ids, highs, kept


@njit(cache=True, nogil=True)
def raise_(heap, value):  # type: ignore[no-untyped-def]
    """Put the value in the place of the heap's least, unless it is less still."""
    if value <= heap[0]:
        return
    hole, child = 0, 1
    while child < heap.shape[0]:
        if child + 1 < heap.shape[0] and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[hole] = heap[child]
        hole, child = child, 2 * child + 1
    heap[hole] = value


@njit(cache=True, nogil=True)
def _sift(ids, highs, kept, least):  # type: ignore[no-untyped-def]
    """Move those whose upper bound is not below `least` to the front; how many they are."""
    count = 0
    for k in range(kept):
        if highs[k] >= least:
            ids[count], highs[count] = ids[k], highs[k]
            count += 1
    return count
