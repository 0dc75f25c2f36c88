"""Items that nobody has seen, in the space of those that many have: a map from facts to factors."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from scipy import linalg

from frontrow.recommend.facts import Facts
from frontrow.recommend.log import Floats, Log
from frontrow.recommend.models.alike import all_items, trait
from frontrow.recommend.models.als import ALS
from frontrow.recommend.models.fold_in import FoldIn
from frontrow.recommend.ranking import Part, Touch, places

TRUST = 5.0  # events: an item of so many teaches the map half as much as one of very many


class ContentMap(FoldIn):
    """ALS whose items without events have the factors that their facts foretell.

    The map is the ridge regression of item factors on facts and a constant, in closed form (Gantner, Drumond,
    Freudenthaler, Rendle and Schmidt-Thieme, ICDM 2010, learn such a map by steps), items weighing
    n / (n + TRUST) for their n events. An item's factor is its own, learnt from n events, drawn to the foretold
    one as by `prior` events: what nobody has seen has the foretold one alone, and a score for it has parts of kind
    "content". l2: the ridge of the map. Items are the log's, then those of which facts alone are known.
    """

    def __init__(
        self,
        facts: Facts,
        factors: int = 64,
        l2: float = 5.0,
        prior: float = 1.0,
        half_life: float | None = None,
        regularization: float = 0.003,
        unobserved: float = 0.1,
    ) -> None:
        super().__init__(regularization, unobserved, 1.0, half_life)
        self.facts, self.size, self.l2, self.prior = facts, factors, l2, prior
        self.vectors = facts.vectors
        self.foretelling: Floats = np.zeros((0, 1), np.float32)
        self.events = np.zeros(0, np.int64)

    def fit(self, log: Log) -> None:
        base = ALS(self.size, self.regularization, self.unobserved, self.nu, sweeps=8)
        base.fit(log)
        self.items = all_items(log, self.facts)
        self.vectors = sp.hstack([self.facts.rows(self.items), np.ones((len(self.items), 1), np.float32)]).tocsr()
        self.events = np.bincount(log.item, minlength=len(self.items))
        own = np.zeros((len(self.items), base.factors.shape[1]), np.float32)
        own[: len(log.items)] = base.factors
        foretelling = _ridge(self.vectors, own, self.events / (self.events + TRUST), self.l2)
        known = (self.events / np.maximum(self.events + self.prior, 1e-9))[:, None].astype(np.float32)
        turn = self.keep(known * own + (1 - known) * (self.vectors @ foretelling))
        self.foretelling = foretelling @ turn

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        found = super().parts(history, items)
        number = places(self.items)
        told = self.spoken(history)
        for parts, item in zip(found, items, strict=True):
            place = number[item]
            if self.events[place]:
                continue
            facts = self.vectors[[place]].toarray()[0][:-1, None] * (self.foretelling[:-1] @ told)
            parts[:] = [
                Part("content", part.amount, part.source, trait(self.facts, amounts))
                for part, amounts in zip(parts, facts.T, strict=True)
            ]
        return found


def _ridge(facts: "sp.csr_array[np.float32]", factors: Floats, weight: Floats, l2: float) -> Floats:
    """(features, d): the least of Σ weight |factor - facts W|² + l2 |W|², the last feature (a constant) free."""
    weighed = (sp.diags_array(weight) @ facts).T.tocsr()
    gram = (weighed @ facts).toarray().astype(np.float64)
    ridge = np.full(len(gram), l2)
    ridge[-1] = 1e-6
    gram[np.diag_indices_from(gram)] += ridge
    found: Floats = linalg.solve(gram, weighed @ factors.astype(np.float64), assume_a="pos").astype(np.float32)
    return found
