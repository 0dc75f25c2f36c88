"""Several recommenders as one, each as loud as it deserves: learnt from events held back."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from frontrow.recommend.log import Floats, Histories, Ints, Log
from frontrow.recommend.models.held_out import Question, questions
from frontrow.recommend.models.prefixes import on_cores
from frontrow.recommend.models.shares import Doubles, Lessons, learnt
from frontrow.recommend.ranking import Part, Recommender, Touch, best, one, places

ASKED = 1_500  # visitors from whom the shares are learnt, about
BEST = 50  # candidates of each model
ROOM = 2_000_000  # scores of a model at once
BEND = 10.0
LITTLE = 0.05  # of a voice's largest score: it has nothing new to say below, and is not made louder
DAY = 86_400.0
TIMES = 1e7  # timestamps below are places in a sequence: nothing is fresh or hot
TRAITS = 4


@dataclass(frozen=True, slots=True)
class Component:
    """One voice of a blend. share: how loud it is before anything is learnt; alone: how loud for visitors without a
    history. bent: its scores are brought to the blend's scale by `bent`; False when they are logarithms already. again:
    it is the voice before it with these attributes set, and needs no fit of its own."""

    make: Callable[[], Recommender]
    share: float
    bent: bool = True
    alone: float = 0.0
    again: Mapping[str, Any] | None = None


class Blend:
    """The sum of models' scores, each bent to a common scale, times shares that depend on the visitor.

    fit holds back events of the log (question: a kind of `held_out.questions`), fits the models to the rest, learns
    the shares by which what was held back is likeliest (`shares.learnt`), and fits the models to the whole log. A
    share is linear in traits of the visitor: how many events her history has, how fresh its last is, and whether it is
    empty. components: chosen when a log is known, as a large one cannot afford them all.
    """

    def __init__(self, components: Callable[[Log], Sequence[Component]], question: str = "live") -> None:
        self.choose, self.question = components, question
        self.items: tuple[str, ...] = ()
        self.components: Sequence[Component] = ()
        self.models: list[Recommender] = []
        self.shares: Doubles = np.zeros((0, TRAITS))

    def fit(self, log: Log) -> None:
        self.items = log.items
        self.components = self.choose(log)
        start = np.zeros((len(self.components), TRAITS))
        start[:, 0] = [component.share for component in self.components]
        start[:, 3] = [component.alone for component in self.components]
        lessons = [self._lesson(question) for question in questions(log, self.question, ASKED) if len(question.targets)]
        self.shares = learnt(lessons, start)
        self.models = self._fitted(log)

    def scores(self, histories: Histories) -> Floats:
        loud = (traits(histories) @ self.shares.T).astype(np.float32)
        total = np.zeros((len(histories), len(self.items)), np.float32)
        for number, (component, model) in enumerate(zip(self.components, self.models, strict=True)):
            scores = model.scores(histories)
            total += loud[:, number, None] * (bent(scores, histories)[0] if component.bent else scores)
        return total

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        asked = one(self.items, history)
        loud = (traits(asked) @ self.shares.T)[0]
        number = places(self.items)
        at = [number[item] for item in items]
        found: list[list[Part]] = [[] for _ in items]
        for component, model, share in zip(self.components, self.models, loud.tolist(), strict=True):
            rates = np.full(len(items), share)
            if component.bent:
                rates = share * bent(model.scores(asked), asked)[1][0, at]
            for parts, more, rate in zip(found, model.parts(history, items), rates.tolist(), strict=True):
                parts += [Part(part.kind, part.amount * rate, part.source, part.trait) for part in more if rate]
        return found

    def _fitted(self, log: Log) -> list[Recommender]:
        models: list[Recommender] = []
        for component in self.components:
            if component.again:
                model = copy(models[-1])
                for name, value in component.again.items():
                    setattr(model, name, value)
            else:
                model = component.make()
                model.fit(log)
            models.append(model)
        return models

    def _lesson(self, question: Question) -> Lessons:
        """What the models, fitted to the question's log, say of the candidates."""
        models = self._fitted(question.learn)
        count = len(question.histories)
        batch = max(ROOM // max(len(self.items), 1), 1)
        starts = range(0, count, batch)
        parts = on_cores(lambda start: self._candidates(models, question, start, min(start + batch, count)), starts)
        width = max(values.shape[1] for values, _, _ in parts)

        def stacked(arrays: Sequence[Floats]) -> Floats:
            return np.concatenate(
                [np.pad(a, [(0, 0), (0, width - a.shape[1])] + [(0, 0)] * (a.ndim - 2)) for a in arrays]
            )

        values, real, taken = (stacked(arrays) for arrays in zip(*parts, strict=True))
        return Lessons(values, real.astype(bool), taken, traits(question.histories))

    def _candidates(
        self, models: Sequence[Recommender], question: Question, start: int, stop: int
    ) -> tuple[Floats, Floats, Floats]:
        histories = question.histories.of(np.arange(start, stop))
        known = np.bincount(question.learn.item, minlength=len(self.items)) > 0
        closed = np.tile(~known, (stop - start, 1))
        closed[np.repeat(np.arange(stop - start), np.diff(histories.start)), histories.item] = True
        wanted = np.zeros(closed.shape, np.float32)
        mine = question.targets[(question.targets[:, 0] >= start) & (question.targets[:, 0] < stop)]
        wanted[mine[:, 0] - start, mine[:, 1]] = 1
        wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1)
        chosen = np.zeros(closed.shape, bool)
        scores = []
        for component, model in zip(self.components, models, strict=True):
            found = model.scores(histories)
            found = bent(found, histories)[0] if component.bent else found
            np.put_along_axis(chosen, best(np.where(closed, -np.inf, found), BEST), True, axis=1)
            scores.append(found)
        chosen &= ~closed
        at = best(chosen.astype(np.float32), max(int(chosen.sum(axis=1).max(initial=0)), 1))
        real = np.take_along_axis(chosen, at, axis=1)
        values = np.stack([np.take_along_axis(found, at, axis=1) for found in scores], axis=2)
        return values * real[..., None], real.astype(np.float32), np.take_along_axis(wanted, at, axis=1)


def bent(scores: Floats, histories: Histories) -> tuple[Floats, Floats]:
    """(n, items) scores over the largest of what is new to her, bent as log(1 + 10 x) / log(11); and that
    over the scores, by which their parts are to be multiplied.

    Bent, because taking an item is likelier by the ratio of two scores, not by their difference: on held-out
    visitors the blend's likelihood and NDCG are both clearly better so.
    """
    rows: Ints = np.repeat(np.arange(len(histories)), np.diff(histories.start))
    new = scores.copy()
    new[rows, histories.item] = 0
    largest = np.abs(scores).max(axis=1, keepdims=True, initial=0.0) * LITTLE
    largest = np.maximum(largest, new.max(axis=1, keepdims=True, initial=0.0))
    scaled = np.divide(scores, largest, out=np.zeros_like(scores), where=largest > 0)
    curve = np.sign(scaled) * np.log1p(BEND * np.abs(scaled)) / np.float32(np.log1p(BEND))
    return curve, np.divide(curve, scores, out=np.zeros_like(scores), where=scores != 0)


def traits(histories: Histories) -> Floats:
    """(n, TRAITS): of a visitor with events: 1; log2 of her events over 32, in fives; what a half-life of a day has
    left of her last event (0 where timestamps are places in a sequence); 0. Of one without: 0, 0, 0, 1."""
    lengths = np.diff(histories.start)
    some = lengths > 0
    fresh = np.zeros(len(histories))
    if histories.asked >= TIMES:
        last = histories.at[histories.start[1:][some] - 1]
        fresh[some] = np.exp2(-np.maximum(histories.asked - last, 0) / DAY)
    many = np.where(some, np.log2(np.maximum(lengths, 1)) / 5 - 1, 0)
    return np.stack([some, many, fresh, ~some], axis=1).astype(np.float32)
