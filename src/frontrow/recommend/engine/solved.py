"""Weights that are solved for, not counted: they say up to where in the log they know, and are solved again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.rows import Rows

RIDGE = 50.0
UNIT = 100.0  # of products of strengths in tenths


@dataclass(frozen=True)
class Solved:
    """EASE (Steck, WWW 2019, equation 8) of the co-interest counts as they were at `position` of the log.

    links: (items, items), row by row how much an item speaks for each other one.
    """

    links: NDArray[np.float32]
    position: int

    @classmethod
    def of(cls, together: Rows, squares: NDArray[np.int64], position: int) -> "Solved":
        """together: the counts between items. squares: (items,) each one's with itself."""
        items = len(squares)
        gram = np.zeros((items, items), np.float32)
        gram[np.repeat(np.arange(len(together)), np.diff(together.start)), together.cols] = together.values / UNIT
        gram[np.diag_indices(items)] = squares / UNIT + RIDGE
        # Not LAPACK through scipy, which would keep every other thread waiting for the whole time.
        inverse: NDArray[np.float32] = np.linalg.inv(gram).astype(np.float32)
        links: NDArray[np.float32] = inverse / -np.diag(inverse)
        links[np.diag_indices(items)] = 0
        return cls(links, position)

    def gathered(self, source: NDArray[np.int64], weight: NDArray[np.float64], items: int) -> NDArray[np.float64]:
        """(items,) the rows `source` (s,), each times its weight; items that came after the solving get 0."""
        known = source < len(self.links)
        found = np.zeros(items)
        found[: len(self.links)] = weight[known] @ self.links[source[known]]
        return found

    def between(self, source: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.float64]:
        """(s, m) the links from `source` (s,) to `places` (m,)."""
        most = len(self.links) - 1
        known = (source <= most)[:, None] & (places <= most)
        return np.where(known, self.links[np.ix_(np.minimum(source, most), np.minimum(places, most))], 0.0)
