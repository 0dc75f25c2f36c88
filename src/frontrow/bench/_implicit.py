"""implicit's models behind our protocol, so that both sides answer the same question in the same way."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from implicit.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.models.item_to_item import ItemToItem
from frontrow.recommend.ranking import Part, Touch

KINDS: dict[str, Any] = {"cosine": CosineRecommender, "tfidf": TFIDFRecommender, "bm25": BM25Recommender}


class KNN(ItemToItem):
    """implicit's item-kNN; its links are used as they come out of its own fit. weighting: a key of KINDS."""

    def __init__(self, weighting: str, k: int) -> None:
        super().__init__()
        self.model = KINDS[weighting](K=k + 1, num_threads=1)  # the nearest of an item is itself

    def fit(self, log: Log) -> None:
        self.items = log.items
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it converts its own intermediate matrix and says so
            self.model.fit(sp.csr_matrix(log.matrix), show_progress=False)
        links = sp.csr_array(self.model.similarity).astype(np.float32)
        links.setdiag(0)
        links.eliminate_zeros()
        self.links = links


class ALS:
    """implicit's ALS; a user's factors are folded in from her history with its own recalculation."""

    def __init__(self, factors: int, regularization: float, alpha: float) -> None:
        self.items: tuple[str, ...] = ()
        self.model: Any = AlternatingLeastSquares(
            factors=factors,
            regularization=regularization,
            alpha=alpha,
            iterations=15,
            num_threads=1,
            random_state=42,
        )

    def fit(self, log: Log) -> None:
        self.items = log.items
        self.model.fit(sp.csr_matrix(log.matrix), show_progress=False)

    def scores(self, histories: Histories) -> Floats:
        rows = sp.csr_matrix(histories.rows(len(self.items)))
        rows.data[:] = 1
        users = self.model.recalculate_user(np.arange(len(histories)), rows)
        scores: Floats = np.atleast_2d(users) @ self.model.item_factors.T
        return scores

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        raise NotImplementedError("the bench compares rankings, not reasons")
