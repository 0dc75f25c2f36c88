"""The k items with the highest inner product, exactly, at the price of reading a quarter of the factors.

Every row of factors is kept a second time as int8 with a scale of its own. One pass over those (`scan`) gives each item
a lower and an upper bound: the rounding left out of a row is a vector whose length is known, and times the query it
cannot be more than the product of the lengths (Cauchy 1821). Who is below the k-th highest lower bound cannot win; the
few others are computed in full, the most promising first, until none of the rest can come in.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.scan import ROWS, TOP, packed, raise_, scan

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

ROOM = 4096  # rows kept at first for the second look
STRIDE = 1 << 20  # bytes of rows that a batch of queries goes through before the next: they stay in the cache


class TopK:
    """A search over factors (n, d), float32, which stay as they are. Raises ValueError when one is not a number.

    read: bytes that a search goes through, besides the few rows of its second look.
    """

    def __init__(self, factors: Floats) -> None:
        if factors.ndim != 2 or not np.isfinite(factors).all():
            raise ValueError(f"factors of shape {factors.shape} must be a table of finite numbers")
        self.factors = np.ascontiguousarray(factors, np.float32)
        n, d = factors.shape
        self._pairs = -(-d // 2)
        self._scales = np.zeros(-(-n // ROWS) * ROWS, np.float32)
        codes = np.zeros((n, 2 * self._pairs), np.int8)
        self._left = self._longest = 0.0  # of a row's codes: the longest rounding, the longest row
        for at in range(0, n, 1 << 16):
            part = self.factors[at : at + (1 << 16)].astype(np.float64)
            scales = (np.abs(part).max(axis=1, initial=0) / TOP).astype(np.float32)
            whole = part / np.where(scales > 0, scales, 1)[:, None]
            code = np.clip(np.rint(whole), -TOP, TOP)
            self._left = max(self._left, float(np.linalg.norm(whole - code, axis=1).max(initial=0)))
            self._longest = max(self._longest, float(np.linalg.norm(code, axis=1).max(initial=0)))
            codes[at : at + len(part), :d] = code
            self._scales[at : at + len(part)] = scales
        self._rows = packed(codes)
        self.read = self._rows.nbytes + self._scales.nbytes

    def search(self, query: Floats, k: int, exclude: Collection[int] = ()) -> tuple[Ints, Floats]:
        """The k items of highest product with the query (d,), highest first, and their products.

        Among equals the lower number comes first. exclude: items left out. Fewer than k when there are no more.
        """
        search = _Search(self, query, k, exclude)
        search.go(0, len(self._rows))
        return search.found()

    def search_many(self, queries: Floats, k: int) -> tuple[Ints, Floats]:
        """`search` for each of queries (u, d), k at most n: (u, k) and (u, k). The rows are read once for all."""
        searches = [_Search(self, query, k) for query in queries]
        stride = max(1, STRIDE // max(1, self._rows[:1].nbytes))
        for first in range(0, len(self._rows), stride):
            for search in searches:
                search.go(first, min(first + stride, len(self._rows)))
        found = [search.found() for search in searches]
        k = min(k, len(self.factors))
        ids, products = (np.array([each[side] for each in found]).reshape(-1, k) for side in (0, 1))
        return ids, products


class _Search:
    """One query on its way through the rows."""

    def __init__(self, items: TopK, query: Floats, k: int, exclude: Collection[int] = ()) -> None:
        if query.shape != items.factors.shape[1:] or not np.isfinite(query).all():
            raise ValueError(f"a query of shape {query.shape} for factors of shape {items.factors.shape}")
        self._items, self._k = items, k
        self._query = np.ascontiguousarray(query, np.float32)
        self._exclude = np.fromiter(exclude, np.int64, len(exclude))
        d = max(1, query.size)
        # sums of d products stay within 31 bits
        top = min(32767, (2**31 - 1) // (TOP * d) - 1)
        step = float(np.abs(query).max(initial=0)) / top or 1.0
        codes = np.zeros(2 * items._pairs, np.int16)
        codes[: query.size] = np.rint(query / step)
        self._codes, self._step = codes.view(np.int32), np.float32(step)
        rounded = np.linalg.norm(query - step * codes[: query.size].astype(np.float64))
        length = float(np.linalg.norm(query.astype(np.float64)))
        # the last term: what single precision may lose on the way
        error = items._left * length + rounded * items._longest + 1e-6 * length * items._longest
        self._error = np.float32(error)
        self._best = np.full(k + len(self._exclude), -np.inf, np.float32)
        self._kept: tuple[Any, ...] = (np.empty(ROOM, np.int64), np.empty(ROOM, np.float32), 0)

    def go(self, first: int, last: int) -> None:
        """Through the blocks first … last."""
        if self._k > 0:
            items = self._items
            head = items._rows.reshape(-1), items._scales, len(items.factors), first, last
            self._kept = scan(*head, self._codes, self._step, self._error, self._best, *self._kept)

    def found(self) -> tuple[Ints, Floats]:
        ids, highs, count = self._kept
        ids, highs = ids[:count], highs[:count]
        able = highs >= self._best[0] if self._k > 0 else np.zeros(0, bool)
        if len(self._exclude):
            able &= ~np.isin(ids, self._exclude)
        ids, highs = ids[able], highs[able]
        order = np.argsort(-highs, kind="stable")
        ids, products = _second_look(self._items.factors, self._query, ids[order], highs[order], self._k)
        order = np.lexsort((ids, -products))[: self._k]
        return ids[order], products[order].astype(np.float32)


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})
def _second_look(factors, query, ids, highs, k):  # type: ignore[no-untyped-def]
    """Products of the first of ids, whose upper bounds fall, until none of the rest can be among the k highest."""
    best = np.full(k, -np.inf)
    products = np.empty(len(ids))
    for place in range(len(ids)):
        if highs[place] < best[0]:
            return ids[:place], products[:place]
        total = 0.0
        for j in range(len(query)):
            total += np.float64(factors[ids[place], j]) * np.float64(query[j])
        products[place] = total
        raise_(best, total)
    return ids, products
