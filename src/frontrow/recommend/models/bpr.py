"""BPR: item factors learnt from pairs of a seen and an unseen item, by the `implicit` library."""

import numpy as np
import scipy.sparse as sp

from frontrow.errors import UserError
from frontrow.recommend.log import Log
from frontrow.recommend.models.fold_in import FoldIn


class BPR(FoldIn):
    """Rendle, Freudenthaler, Gantner and Schmidt-Thieme, BPR (UAI 2009), as `implicit` learns it.

    Histories are folded in as with ALS: the library's own factors are of the visitors it has met alone.
    Raises UserError without the library.
    """

    def __init__(
        self,
        factors: int = 64,
        learning_rate: float = 0.05,
        regularization: float = 0.01,
        epochs: int = 100,
        half_life: float | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__(regularization=0.003, unobserved=0.1, nu=1.0, half_life=half_life)
        self.settings = dict(
            factors=factors,
            learning_rate=learning_rate,
            regularization=regularization,
            iterations=epochs,
            random_state=seed,
        )

    def fit(self, log: Log) -> None:
        try:
            from implicit.cpu.bpr import BayesianPersonalizedRanking
        except ImportError as missing:
            raise UserError("BPR is learnt by another library: pip install implicit") from missing
        self.items = log.items
        model = BayesianPersonalizedRanking(**self.settings, num_threads=1)
        model.fit(sp.csr_matrix(log.matrix), show_progress=False)
        known = np.bincount(log.item, minlength=len(log.items)) > 0
        self.keep((np.asarray(model.item_factors) * known[:, None]).astype(np.float32))
