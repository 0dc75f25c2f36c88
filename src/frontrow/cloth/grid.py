"""Points sorted into cells, to find near ones quickly."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.apart import flew_apart

Floats = NDArray[np.float64]

WIDE = 1e5  # metres, the widest cloud
CELLS = 2_000_000  # most cells; a sparser cloud gets larger ones


class Grid(NamedTuple):
    """Cell c of axis a covers low[a] + c * size to low[a] + (c + 1) * size; items[starts[h]:starts[h + 1]] lie in
    cell h = (x * shape[1] + y) * shape[2] + z."""

    low: Floats
    size: float
    shape: NDArray[np.int64]
    starts: NDArray[np.int32]
    items: NDArray[np.int32]


def grid(points: Floats, size: float) -> Grid:
    """Sort points (n, 3 or 4) into cells of `size` metres, in each by their number.

    Raises UserError where points are nowhere (not finite), or too far apart to count cells."""
    if not np.isfinite(points).all():
        raise flew_apart()
    low, high = _bounds(points)
    extent = high - low
    if extent.max() > WIDE:
        raise flew_apart()
    while np.prod(np.floor(extent / size) + 1) > CELLS:
        size *= 1.5
    shape = (np.floor(extent / size) + 1).astype(np.int64)
    starts = np.zeros(int(shape.prod()) + 1, np.int32)
    items = np.empty(len(points), np.int32)
    _fill(points, low, 1 / size, shape, starts, items, np.empty(len(points), np.int32))
    return Grid(low, size, shape, starts, items)


@njit(cache=True, nogil=True, error_model="numpy")
def _bounds(points):  # type: ignore[no-untyped-def]
    low, high = points[0, :3].copy(), points[0, :3].copy()
    for i in range(1, points.shape[0]):
        for axis in range(3):
            low[axis] = min(low[axis], points[i, axis])
            high[axis] = max(high[axis], points[i, axis])
    return low, high


@njit(cache=True, nogil=True, error_model="numpy")
def _fill(points, low, scale, shape, starts, items, cells):  # type: ignore[no-untyped-def]
    for k in range(points.shape[0]):
        a = min(int((points[k, 0] - low[0]) * scale), shape[0] - 1)
        b = min(int((points[k, 1] - low[1]) * scale), shape[1] - 1)
        c = min(int((points[k, 2] - low[2]) * scale), shape[2] - 1)
        h = (a * shape[1] + b) * shape[2] + c
        cells[k] = h
        starts[h] += 1
    total = np.int32(0)
    for h in range(starts.shape[0]):
        total += starts[h]
        starts[h] = total
    for k in range(points.shape[0] - 1, -1, -1):
        h = cells[k]
        starts[h] -= 1
        items[starts[h]] = k
