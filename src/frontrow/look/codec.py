"""The EXT_meshopt_compression bit streams: filters in numpy, entropy coding by the `meshoptimizer` package.

Sources: glTF extension EXT_meshopt_compression (Kapoulkine 2021), appendix "Bitstream" and "Filters".
"""

from typing import Any

import meshoptimizer
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

meshoptimizer.encode_vertex_version(0)  # version 1 streams belong to KHR_meshopt_compression
meshoptimizer.encode_index_version(1)


def exponential(values: Array, exponent: int) -> NDArray[np.int32]:
    """Floats as 24-bit mantissas that share one power of two: decoded, they are multiples of `2**exponent`.

    values: any shape, floating; the step 2**exponent has the unit of the values. Returns int32 of that shape.
    Raises OverflowError when a value does not fit 24 bits.
    """
    mantissa = np.rint(np.asarray(values, np.float64) * 2.0**-exponent).astype(np.int64)
    if mantissa.size and np.abs(mantissa).max() >= 1 << 23:
        raise OverflowError(f"a value of {np.abs(values).max():.3g} does not fit 24 bits of 2**{exponent}")
    return ((exponent & 0xFF) << 24 | (mantissa & 0xFFFFFF)).astype(np.uint32).view(np.int32)


def octahedral(normals: Array, bits: int = 8) -> NDArray[np.int8]:
    """Unit vectors (n, 3) as int8 (n, 4): the octahedron's x and y in `bits` bits, what stands for 1, and a zero."""
    n = np.asarray(normals, np.float64)
    n = n / np.maximum(np.abs(n).sum(axis=1, keepdims=True), 1e-12)
    folded = (1 - np.abs(n[:, [1, 0]])) * np.where(n[:, :2] >= 0, 1.0, -1.0)
    xy = np.where(n[:, 2:] >= 0, n[:, :2], folded)
    one = (1 << (bits - 1)) - 1
    out = np.zeros((len(n), 4), np.int8)
    out[:, :2] = np.rint(np.clip(xy, -1, 1) * one)
    out[:, 2] = one
    return out


def encode_attributes(rows: Array) -> bytes:
    """Compress contiguous rows (count, stride bytes); the stride is a multiple of 4, at most 256."""
    raw = np.ascontiguousarray(rows).view(np.uint8).reshape(len(rows), -1)
    return bytes(meshoptimizer.encode_vertex_buffer(raw, len(raw), raw.shape[1]))


def encode_triangles(indices: Array, vertices: int) -> bytes:
    """Compress a triangle list (3t,) of vertex numbers below `vertices`."""
    return bytes(meshoptimizer.encode_index_buffer(np.ascontiguousarray(indices, np.uint32), len(indices), vertices))


def decode(data: bytes, mode: str, filter_: str, count: int, stride: int) -> NDArray[np.uint8]:
    """Undo the compression of one buffer view: (count * stride,) bytes. Raises RuntimeError on a broken stream."""
    if mode == "TRIANGLES":
        indices = meshoptimizer.decode_index_buffer(count, 4, data)
        return indices.astype(np.uint16 if stride == 2 else np.uint32).view(np.uint8)
    raw = np.ascontiguousarray(meshoptimizer.decode_vertex_buffer(count, stride, data)).view(np.uint8).ravel()
    if filter_ == "EXPONENTIAL":
        word = raw.view(np.int32)
        return np.ldexp((word << 8 >> 8).astype(np.float32), word >> 24).astype(np.float32).view(np.uint8)
    if filter_ == "OCTAHEDRAL":
        q = raw.view(np.int8).reshape(count, 4).astype(np.float32)
        x, y = q[:, 0], q[:, 1]
        z = q[:, 2] - np.abs(x) - np.abs(y)
        t = np.minimum(z, 0)
        n = np.stack([x + np.where(x >= 0, t, -t), y + np.where(y >= 0, t, -t), z], axis=1)
        n = n * (127 / np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9))
        return np.c_[np.rint(n), q[:, 3]].astype(np.int8).view(np.uint8).ravel()
    return raw
