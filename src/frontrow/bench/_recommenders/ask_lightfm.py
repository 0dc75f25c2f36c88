"""LightFM (Apache-2.0, github.com/lyst/lightfm; its living fork lightfm-next): WARP loss (Weston et al. 2011)."""

from job import Scored, run
from lightfm import LightFM


class WARP(Scored):
    """A user's factors are those learnt: it has no fold-in."""

    def __init__(self, seconds, epochs, **settings):
        self.model, self.epochs = LightFM(loss="warp", random_state=42, **settings), epochs

    def fit(self, asked):
        self.model.fit(asked.matrix.tocoo(), epochs=self.epochs, num_threads=1)

    def scores(self, rows, asked):
        users = self.model.user_embeddings[asked.users[rows]]
        return users @ self.model.item_embeddings.T + self.model.item_biases


run({"WARP": WARP})
