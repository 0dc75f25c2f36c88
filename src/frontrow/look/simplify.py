"""Fewer triangles for those who stand farther off."""

import ctypes
from typing import Any

import numpy as np
from meshoptimizer.simplifier import SIMPLIFY_ERROR_ABSOLUTE, lib
from numpy.typing import NDArray

Array = NDArray[Any]

_P, _N, _F = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_float
# meshoptimizer 0.2.30a0 declares no argument types for this call and cannot make it itself
_SIMPLIFY = ctypes.CFUNCTYPE(_N, _P, _P, _N, _P, _N, _N, _P, _N, _P, _N, _P, _N, _F, ctypes.c_uint, _P)(
    ("meshopt_simplifyWithAttributes", lib)
)
MOST = 32  # attributes that the library looks at


def simplified(triangles: Array, positions: Array, stray: float, also: Array | None = None) -> NDArray[np.int32]:
    """Triangles (t, 3) over the same vertices, fewer, that stray at most about `stray` metres.

    positions: (n, 3) metres, equal bit for bit where a seam has two vertices; also: (n, k) further values in metres
    that must not stray either, such as where the vertices are at other moments, of which the first 32 count.
    Source of the error: Garland & Heckbert 1998, quadrics with attributes, as in meshoptimizer.
    """
    index = np.ascontiguousarray(triangles, np.uint32).ravel()
    place = np.ascontiguousarray(positions, np.float32)
    extra = np.zeros((len(place), 1)) if also is None else also[:, :MOST]
    extra = np.ascontiguousarray(extra, np.float32)
    weight = np.ones(extra.shape[1], np.float32)
    out = np.zeros_like(index)
    count = _SIMPLIFY(
        out.ctypes.data,
        index.ctypes.data,
        len(index),
        place.ctypes.data,
        len(place),
        place.strides[0],
        extra.ctypes.data,
        extra.strides[0],
        weight.ctypes.data,
        len(weight),
        None,
        0,
        stray,
        SIMPLIFY_ERROR_ABSOLUTE,
        None,
    )
    return out[:count].reshape(-1, 3).astype(np.int32)
