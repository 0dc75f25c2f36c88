"""EASE: how much each item predicts each other one, all at once, in closed form."""

import numpy as np
from scipy.linalg import lapack

from frontrow.errors import UserError
from frontrow.recommend.log import Floats, Log
from frontrow.recommend.models.item_to_item import ItemToItem

MOST = 30_000  # items: 7 GB while fitting


class EASE(ItemToItem):
    """Steck, Embarrassingly Shallow Autoencoders for Sparse Data (WWW 2019), equation 8.

    l2: the ridge. half_life: the history's recency (in events); None is plain EASE. The fit takes
    8 * items^2 bytes and time that grows with items^3: 1 s for 3,000 items, 90 s for 23,000, on two cores.
    Raises UserError for more than MOST items.
    """

    def __init__(self, l2: float = 500.0, half_life: float | None = None) -> None:
        super().__init__(half_life)
        self.l2 = l2

    def fit(self, log: Log) -> None:
        if len(log.items) > MOST:
            raise UserError(
                f"EASE on {len(log.items):,} items takes {8 * len(log.items) ** 2 / 1e9:.0f} GB; "
                f"use ItemKNN, or at most {MOST:,} items"
            )
        self.items = log.items
        gram = np.asarray((log.matrix.T @ log.matrix).toarray(), dtype=np.float32, order="F")
        gram[np.diag_indices_from(gram)] += self.l2
        self.links = _weights(gram)


def _weights(gram: Floats) -> Floats:
    """(items, items) of B = I - P diag(P)^-1 with P the inverse of `gram`, which is overwritten."""
    if not len(gram):
        return gram
    factor, failed = lapack.spotrf(gram, lower=1, overwrite_a=1, clean=1)
    if failed:
        raise np.linalg.LinAlgError("the ridge l2 must be above zero")
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    mirror(inverse)
    diagonal = -np.diag(inverse).copy()
    inverse /= diagonal[None, :]
    inverse[np.diag_indices_from(inverse)] = 0
    return np.ascontiguousarray(inverse)


def mirror(lower: Floats, block: int = 1024) -> None:
    """Fill the upper triangle from the lower one in place, block by block to touch memory in order."""
    for start in range(0, len(lower), block):
        stop = min(start + block, len(lower))
        square = np.tril(lower[start:stop, start:stop])
        lower[start:stop, start:stop] = square + np.tril(square, -1).T
        lower[start:stop, stop:] = lower[stop:, start:stop].T
