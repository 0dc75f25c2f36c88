"""Which topic a question is about, and how sure that is; below the threshold the desk does not guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontrow.language.desk.keeping import Arrays, kept
from frontrow.language.desk.ridge import PENALTY, Ridge
from frontrow.language.desk.types import Floats, Likeness
from frontrow.language.desk.wording import Wording

OUTSIDE = ""  # the class of what is not asked of the desk
STRANGERS = 3.0  # times: asides are fewer here than at a desk, and to answer one is worse than to ask back
SURE = 0.6  # likely enough: on the ways of asking, each left out, one answer in twenty is then wrong
WORDS = 0.15  # the weight of words beside meaning
STRANGE = 0.7  # of what was not asked of the desk: as far as that, and nothing here may have been meant


@dataclass(frozen=True)
class Finding:
    """topic: the nearest, sure or not. sure: whether to answer. confidence: how likely the topic is right, 0 to 1.
    others: the next topics, nearest first. near: whether these may have been meant at all.
    """

    topic: str
    sure: bool
    confidence: float
    others: tuple[str, ...] = ()
    near: bool = True


class Desk:
    """Finds the topic of a question, learnt from `asks` (a topic's name and one way of asking for it) and `asides`.

    How likely the nearest topic is right follows from its score, and how far the next and what is none of the desk's
    lie behind: a logistic regression on what the known texts get, each left out.
    """

    def __init__(
        self,
        asks: Sequence[tuple[str, str]],
        asides: Sequence[str] = (),
        views: Sequence[tuple[float, Likeness]] | None = None,
        path: Path | None = None,
    ) -> None:
        """views: likenesses made with `known(asks, asides)`, and their weights; by words alone unless given. Without
        `asides` every answer is sure. path: an .npz file that keeps what is learnt."""
        told = known(asks, asides)
        self.views = views or [(1.0, Wording([text for _, text in told]))]
        self._names = list(dict.fromkeys(name for name, _ in asks))
        place = {name: at for at, name in enumerate([*self._names, OUTSIDE])}
        of = np.array([place[name] for name, _ in told])
        whole = sum(weight for weight, _ in self.views)
        self._shares = [(weight / whole, view) for weight, view in self.views]

        def learnt() -> Arrays:
            kernel = np.asarray(sum(share * view.among() for share, view in self._shares))
            ridge = Ridge.of(kernel, of, len(place))
            return {"weights": ridge.weights, "left_out": ridge.left_out}

        key = [repr((PENALTY, [(share, view.name) for share, view in self._shares])), *map("\t".join, told)]
        self._ridge = Ridge(**kept(path, key, learnt))
        left = self._ridge.left_out
        outside = of == place[OUTSIDE]
        right = left[:, :-1].argmax(axis=1) == of
        self._line = _fitted(_tells(left), right, np.where(outside, STRANGERS, 1.0)) if len(asides) else None
        self.threshold, self.least = SURE if len(asides) else -np.inf, -np.inf
        if len(asides):
            far = [self._confidence(each) for each in left[outside]]
            self.least = min(float(np.quantile(far, STRANGE)), self.threshold)

    def find(self, question: str) -> Finding:
        scores = self._ridge.scores(np.asarray(sum(share * view.to(question) for share, view in self._shares)))
        confidence = self._confidence(scores)
        names = [self._names[at] for at in np.argsort(-scores[:-1], kind="stable")[:4]]
        return Finding(
            names[0], confidence >= self.threshold, confidence, tuple(names[1:]), near=confidence >= self.least
        )

    def _confidence(self, scores: Floats) -> float:
        tells = _tells(scores[None])[0]
        if self._line is None:
            return float(tells[0])
        weights, offset = self._line
        return float(1 / (1 + np.exp(-(tells @ weights + offset))))


def known(asks: Sequence[tuple[str, str]], asides: Sequence[str]) -> list[tuple[str, str]]:
    """Every text once, with the first topic it is a way of asking for; asides under the name OUTSIDE."""
    found: dict[str, str] = {}
    for name, text in [*asks, *((OUTSIDE, text) for text in asides)]:
        found.setdefault(text, name)
    return [(name, text) for text, name in found.items()]


def _tells(scores: Floats) -> Floats:
    """(n, 3) from (n, topics and OUTSIDE): the best topic's score, and what it leads the next and OUTSIDE by."""
    inside = np.sort(scores[:, :-1], axis=1)
    best = inside[:, -1]
    second = inside[:, -2] if inside.shape[1] > 1 else np.zeros(len(inside))
    return np.stack([best, best - second, best - scores[:, -1]], axis=1)


def _fitted(tells: Floats, right: NDArray[np.bool_], weights: Floats) -> tuple[Floats, float]:
    """Weights and offset of a logistic regression."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=100.0).fit(tells, right, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])
