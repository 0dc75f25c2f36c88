"""Implicit ALS: factors of items such that a visitor's history folds into a factor of her own."""

import numpy as np

from frontrow.recommend.log import Log
from frontrow.recommend.models.fold_in import FoldIn, solved, turned


class ALS(FoldIn):
    """Rendle, Krichene, Zhang and Koren, Revisiting the Performance of iALS (RecSys 2022).

    Their objective weighs what was not seen by `unobserved` and regularises each visitor and each item by
    how often it occurs, to the power `nu` (`implicit` has nu = 0 alone). Alternating exact solutions; rows
    shorter than `factors` are solved in their own size. The visitors' factors are thrown away.
    """

    def __init__(
        self,
        factors: int = 128,
        regularization: float = 0.003,
        unobserved: float = 0.1,
        nu: float = 1.0,
        sweeps: int = 16,
        half_life: float | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__(regularization, unobserved, nu, half_life)
        self.size, self.sweeps, self.seed = factors, sweeps, seed

    def fit(self, log: Log) -> None:
        self.items = log.items
        seen = log.matrix
        by_item = seen.T.tocsr()
        draws = np.random.default_rng(self.seed).standard_normal((len(log.items), self.size))
        self.keep((draws * 0.1 / np.sqrt(self.size)).astype(np.float32))
        weight = np.asarray(by_item.sum(axis=1), np.float64).ravel()
        ridge = self.regularization * (weight + self.unobserved * len(log.users)) ** self.nu
        for _ in range(self.sweeps):
            visitors, spectrum, _ = turned(self.fold(seen))
            self.keep(solved(by_item, visitors, self.unobserved * spectrum, ridge))
