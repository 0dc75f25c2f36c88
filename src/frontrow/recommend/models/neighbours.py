"""Item-kNN: items are near when the same visitors like them."""

from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.log import Log
from frontrow.recommend.models.item_to_item import ItemToItem


class ItemKNN(ItemToItem):
    """Cosine similarity of items over visitors, shrunk, the nearest `k` of each item kept.

    shrink: added to the cosine's denominator, so that few visitors in common count for little (Bell and
    Koren, 2007). damp: visitors of n items count 1/log2(2 + n), so that those who like everything say less.
    """

    def __init__(self, k: int = 200, shrink: float = 10.0, half_life: float | None = None, damp: bool = True) -> None:
        super().__init__(half_life)
        self.k, self.shrink, self.damp = k, shrink, damp

    def fit(self, log: Log) -> None:
        self.items = log.items
        seen = log.matrix
        weighted = seen
        if self.damp:
            worth = 1 / np.log2(2 + np.asarray(seen.sum(axis=1)).ravel())
            weighted = (sp.diags_array(worth.astype(np.float32)) @ seen).tocsr()
        shared = (weighted.T @ seen).tocsr()
        length = np.sqrt(shared.diagonal())
        shared.setdiag(0)
        shared.eliminate_zeros()
        rows = np.repeat(np.arange(len(self.items)), np.diff(shared.indptr))
        shared.data /= length[rows] * length[shared.indices] + self.shrink
        self.links = nearest(shared, self.k)


def nearest(links: "sp.csr_array[np.float32]", k: int) -> "sp.csr_array[np.float32]":
    """The k largest links of each row."""
    keep = []
    for start, stop in pairwise(links.indptr):
        row = links.data[start:stop]
        best = np.argpartition(-row, k)[:k] if len(row) > k else np.arange(len(row))
        keep.append(start + best)
    kept = np.concatenate(keep) if keep else np.zeros(0, np.int64)
    start = np.concatenate([[0], np.cumsum([len(best) for best in keep])])
    found = sp.csr_array((links.data[kept], links.indices[kept], start), shape=links.shape)
    found.sort_indices()
    return found
