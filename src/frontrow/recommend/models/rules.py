"""Sequential rules: after this, people go on to that."""

from typing import Any

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.log import Floats, Ints, Log
from frontrow.recommend.models.item_to_item import ItemToItem
from frontrow.recommend.models.pairs import GAPS, STRENGTH, ordered_pairs
from frontrow.recommend.ranking import Part


class Rules(ItemToItem):
    """Ordered pairs, the nearer the more (Ludewig and Jannach, 2018, section 3.2).

    half_life: the history's recency, in events. discount: a rule to an item counts its popularity to the
    power -discount less: 0 leaves the crowd's favourites in front, 1 says only what is special to the pair.
    norm: a rule from an item counts its own total to the power -norm less: 1 makes it the share of those who
    went on. window, fade: pairs g <= window events apart count g^-fade; where histories are short, many events
    and a slow fall (50, 0.5) serve better than the usual ten.
    """

    def __init__(
        self,
        half_life: float | None = 1.0,
        discount: float = 0.25,
        norm: float = 0.0,
        window: int = len(GAPS),
        fade: float = 1.0,
    ) -> None:
        super().__init__(half_life)
        self.discount, self.norm, self.window, self.fade = discount, norm, window, fade

    def fit(self, log: Log) -> None:
        self.items = log.items
        self.links = self.weighed(ordered_pairs(log.histories, len(log.items), falling(self.window, self.fade)))

    def weighed(self, counts: "sp.csr_array[np.int64]") -> "sp.csr_array[np.float32]":
        """(items, items): the rules of these counts (of `pairs.ordered_pairs`)."""
        worth = np.divide(counts.data, STRENGTH * GAPS[0], dtype=np.float32, casting="same_kind")
        links: sp.csr_array[np.float32] = sp.csr_array((worth, counts.indices, counts.indptr), shape=counts.shape)
        leaving, arriving = links.sum(axis=1), links.sum(axis=0)
        rows = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
        links.data *= _less(leaving, self.norm)[rows] * _less(arriving, self.discount)[links.indices]
        return links

    def _part(self, amount: float, source: int, place: int) -> Part:
        return Part("next", amount, self.items[source])


def falling(window: int, fade: float) -> Ints:
    """(window,): what pairs 1 to `window` places apart count, in 1/4096."""
    return np.rint(4096 / np.arange(1, window + 1) ** fade).astype(np.int64)


def _less(totals: Any, power: float) -> Floats:
    return (np.asarray(totals, np.float32).ravel() + 1) ** np.float32(-power)
