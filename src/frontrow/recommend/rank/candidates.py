"""What a model proposes for a slate, before anybody has thought of variety or fairness."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.ranking import Part, Recommendation, Recommender, Touch, best, one

Scores = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Candidates:
    """Items a model would show, best first.

    scores: (m,). tier: (m,) what to exhaust first, 0 before 1: looks she has not met before those she has.
    explain: the parts of any item's score, also of one that is not among the candidates; asked only about what
    is shown. model: which, learnt from how much.
    """

    items: tuple[str, ...]
    scores: Scores
    explain: Callable[[Sequence[str]], list[list[Part]]]
    tier: Places
    model: str = ""

    def __len__(self) -> int:
        return len(self.items)

    @property
    def spread(self) -> float:
        """How far the best candidate is above the average one: the unit of what re-ranking adds."""
        return float(self.scores.max() - self.scores.mean()) if len(self) else 0.0


def listed(found: Sequence[Recommendation], model: str = "") -> Candidates:
    """Recommendations already taken apart, as candidates."""
    parts = {each.item: list(each.parts) for each in found}
    scores = np.array([each.score for each in found], np.float64)
    return Candidates(
        tuple(each.item for each in found),
        scores,
        lambda items: [parts.get(item, []) for item in items],
        np.zeros(len(found), np.int64),
        model,
    )


def candidates(model: Recommender, history: Sequence[Touch], k: int = 100) -> Candidates:
    """The k best items of a model that the history does not hold."""
    row = model.scores(one(model.items, history))[0].astype(np.float64)
    met = {touch.item for touch in history}
    row[[place for place, item in enumerate(model.items) if item in met]] = -np.inf
    chosen = [place for place in best(row[None], k)[0] if np.isfinite(row[place])]
    items = tuple(model.items[place] for place in chosen)
    return Candidates(items, row[chosen], lambda asked: model.parts(history, asked), np.zeros(len(items), np.int64))
