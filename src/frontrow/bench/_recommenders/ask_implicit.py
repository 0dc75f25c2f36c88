"""implicit (MIT, github.com/benfred/implicit): item-kNN, ALS (Hu et al. 2008), BPR (Rendle et al. 2009)."""

import warnings

import numpy as np
from job import Scored, run

warnings.simplefilter("ignore")

from implicit.als import AlternatingLeastSquares  # noqa: E402
from implicit.bpr import BayesianPersonalizedRanking  # noqa: E402
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender  # noqa: E402

KINDS = {"cosine": CosineRecommender, "tfidf": TFIDFRecommender, "bm25": BM25Recommender}


class KNN(Scored):
    def __init__(self, seconds, weighting, k):
        self.model = KINDS[weighting](K=k + 1, num_threads=1)  # the nearest of an item is itself

    def fit(self, asked):
        self.model.fit(asked.matrix, show_progress=False)
        self.links = self.model.similarity.tolil()
        self.links.setdiag(0)
        self.links = self.links.tocsr()

    def scores(self, rows, asked):
        return (asked.histories(rows) @ self.links).toarray()


class ALS(Scored):
    """A user's factors are folded in from her history with its own recalculation."""

    def __init__(self, seconds, **settings):
        self.model = AlternatingLeastSquares(**settings, iterations=15, num_threads=1, random_state=42)

    def fit(self, asked):
        self.model.fit(asked.matrix, show_progress=False)

    def scores(self, rows, asked):
        users = self.model.recalculate_user(np.arange(len(rows)), asked.histories(rows))
        return np.atleast_2d(users) @ self.model.item_factors.T


class BPR(Scored):
    """A user's factors are those learnt: it has no fold-in."""

    def __init__(self, seconds, **settings):
        self.model = BayesianPersonalizedRanking(**settings, iterations=100, num_threads=1, random_state=42)

    def fit(self, asked):
        self.model.fit(asked.matrix, show_progress=False)

    def scores(self, rows, asked):
        return self.model.user_factors[asked.users[rows]] @ self.model.item_factors.T


run({"kNN": KNN, "ALS": ALS, "BPR": BPR})
