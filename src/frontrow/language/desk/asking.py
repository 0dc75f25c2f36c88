"""Which topic a question is about, and how sure that is; below the threshold the desk does not guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from frontrow.language.desk.fulltext import FullText

REFUSING = 1.5  # a wrong answer to what was not asked of the desk costs more than a person who is asked in vain

STRANGE = 0.7  # of what was not asked of the desk: as far as that, and nothing here may have been meant


class Matcher(Protocol):
    """How near a question is to each of the texts it was made with."""

    name: str

    def scores(self, question: str) -> NDArray[np.float64]:
        """(texts,): more is nearer."""
        ...


@dataclass(frozen=True)
class Finding:
    """topic: the nearest, sure or not. sure: whether to answer. confidence: the nearest text's score less the mean of
    all. others: the next topics, nearest first. near: whether these may have been meant at all.
    """

    topic: str
    sure: bool
    confidence: float
    others: tuple[str, ...] = ()
    near: bool = True


class Desk:
    """Finds the topic of a question among `asks`: pairs of a topic's name and one way of asking for it.

    A question that is near to everything is near to nothing: what decides is the score less the corpus mean. Its
    threshold is fitted on the ways of asking themselves, each with itself left out, against `asides`.
    """

    def __init__(self, asks: Sequence[tuple[str, str]], asides: Sequence[str], matcher: Matcher | None = None) -> None:
        """matcher: made with the texts of `asks`; full text unless given. Without `asides` every answer is sure."""
        self.matcher: Matcher = matcher or FullText([text for _, text in asks], [name for name, _ in asks])
        self._names = list(dict.fromkeys(name for name, _ in asks))
        place = {name: at for at, name in enumerate(self._names)}
        self._of = np.array([place[name] for name, _ in asks])
        self.threshold = self._fitted([text for _, text in asks], asides) if len(asides) else -np.inf
        far = [self._best(self.matcher.scores(text))[1] for text in asides]
        self.least = min(float(np.quantile(far, STRANGE)), self.threshold) if far else -np.inf

    def find(self, question: str) -> Finding:
        best, confidence = self._best(self.matcher.scores(question))
        order = np.argsort(-best, kind="stable")
        names = [self._names[at] for at in order[:4]]
        near = confidence >= self.least
        return Finding(names[0], confidence >= self.threshold, confidence, tuple(names[1:]), near)

    def _best(self, scores: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
        """Each topic's nearest way of asking, and the nearest of all less the mean."""
        best = np.full(len(self._names), -np.inf)
        np.maximum.at(best, self._of, scores)
        return best, float(best.max() - scores.mean())

    def _fitted(self, asks: Sequence[str], asides: Sequence[str]) -> float:
        """Where the share of rightly answered and the share of rightly refused together are greatest."""
        right: list[float] = []
        wrong: list[float] = []
        for at, text in enumerate(asks):
            scores = self.matcher.scores(text)
            scores[at] = -np.inf
            best = np.full(len(self._names), -np.inf)
            np.maximum.at(best, self._of, scores)
            rest = np.delete(scores, at)
            (right if int(best.argmax()) == self._of[at] else wrong).append(float(rest.max() - rest.mean()))
        out = np.array([self._best(self.matcher.scores(text))[1] for text in asides])
        inside = np.array(right or [0.0])
        tries = np.unique(np.concatenate([inside, out, wrong or [0.0]]))
        gains = [(inside >= t).mean() + REFUSING * (out < t).mean() for t in tries]
        top = np.flatnonzero(np.array(gains) >= max(gains) - 1e-9)
        return float((tries[top[0]] + (tries[top[0] - 1] if top[0] else tries[top[0]])) / 2)
