"""Several recommenders as one: each speaks as loud as its share, whatever unit its scores are in."""

from collections.abc import Sequence

import numpy as np

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.ranking import Part, Recommender, Touch, one


class Blend:
    """The sum of models that rank the same items, each scaled so that its largest score is its share."""

    def __init__(self, models: Sequence[tuple[Recommender, float]]) -> None:
        self.models = list(models)

    @property
    def items(self) -> tuple[str, ...]:
        return self.models[0][0].items

    def fit(self, log: Log) -> None:
        for model, _ in self.models:
            model.fit(log)

    def scores(self, histories: Histories) -> Floats:
        total = np.zeros((len(histories), len(self.items)), np.float32)
        for model, share in self.models:
            scores = model.scores(histories)
            total += scores * _scale(scores, share)
        return total

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        found: list[list[Part]] = [[] for _ in items]
        for model, share in self.models:
            scale = float(_scale(model.scores(one(model.items, history)), share)[0, 0])
            if scale:
                for parts, more in zip(found, model.parts(history, items), strict=True):
                    parts += [Part(p.kind, p.amount * scale, p.source, p.trait) for p in more]
        return found


def _scale(scores: Floats, share: float) -> Floats:
    """(n, 1): what makes each row's largest score the share; 0 for a row of zeros."""
    largest = np.abs(scores).max(axis=1, keepdims=True, initial=0.0)
    scale: Floats = np.divide(share, largest, out=np.zeros_like(largest), where=largest > 0)
    return scale
