"""Ranks a catalogue for one visitor, from counts that hold what she did a moment ago."""

import threading
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.counts import DENSE
from frontrow.recommend.engine.deeds import Deeds
from frontrow.recommend.engine.histories import key
from frontrow.recommend.engine.lineup import Lineup
from frontrow.recommend.engine.reading import best
from frontrow.recommend.engine.scored import Scored
from frontrow.recommend.engine.solved import Solved
from frontrow.recommend.engine.state import State
from frontrow.recommend.events import Interaction
from frontrow.recommend.item import Item, Kind
from frontrow.recommend.rank.candidates import Candidates
from frontrow.recommend.ranking import Part, Recommendation
from frontrow.recommend.reason import Reason, reason_of

VERSION = 2

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recommended:
    """A look to show, its score, and why."""

    item: str
    score: float
    reason: Reason
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Ranker:
    """A catalogue and the counts as they are whenever it is asked; `lock` is held while they are read."""

    state: State
    lineup: Lineup
    solved: Solved | None
    position: int
    lock: AbstractContextManager[object]

    @property
    def catalogue(self) -> tuple[Item, ...]:
        return self.lineup.catalogue

    @property
    def model(self) -> str:
        """Which model, learnt from how much: logged with every slate it makes."""
        return f"live-{VERSION}@{self.position}"

    @property
    def visitors(self) -> int:
        """How many have touched anything."""
        return int(self.state.counts.people[0])

    @property
    def comparers(self) -> int:
        """How many have touched two items."""
        return int(self.state.counts.people[1])

    def shares(self) -> dict[str, float]:
        """How loud each model speaks: facts alone at first, people as they come (half way at 30)."""
        people = 0.3 * self.comparers / (self.comparers + 30)
        popular = 0.2 * self.visitors / (self.visitors + 30)
        return {"content": 1 - 2 * people - popular, "together": people, "next": people, "popular": popular}

    def for_visitor(
        self, recent: Sequence[Interaction], k: int = 6, exclude: Collection[str] = (), look: str | None = None
    ) -> list[Recommended]:
        """At most k looks, and why, for somebody who did `recent`; none of `exclude`.

        What she has not met comes first, best first; then what she only looked at. What she keeps (saved, in
        the bag, bought) or dismissed is left out, as is `look`: the page that is open, which counts like a save
        made now.
        """
        with self.lock:
            scored = self._scored(self.state.deeds(recent), look)
            found = self._ranked(scored, k, exclude, look, "look")
        told = []
        for item, score, parts in zip(found.items, found.scores.tolist(), found.explain(found.items), strict=True):
            parts.sort(key=lambda part: -part.amount)
            reason = reason_of(Recommendation(item, score, tuple(parts)), scored.touches, self.lineup.by_id)
            told.append(Recommended(item, score, reason, tuple(parts)))
        return told

    def to(self, visitor: str, k: int = 6, exclude: Collection[str] = ()) -> list[Recommended]:
        """The same for a visitor by what the engine knows of her, up to her last acknowledged deed.

        Of each score only the part that is its reason is told.
        """
        with self.lock:
            scored = self._scored(self.state.histories.get(key(visitor)), None)
            places, _ = self._best(scored, k, exclude, None, "look")
            parts = scored.largest(scored.amounts(places))
        told = []
        for place, part in zip(places.tolist(), parts, strict=True):
            found = Recommendation(self.state.items[place], float(scored.total[place]), (part,) if part else ())
            reason = reason_of(found, scored.touches, self.lineup.by_id)
            told.append(Recommended(found.item, found.score, reason, found.parts))
        return told

    def candidates(
        self,
        recent: Sequence[Interaction],
        k: int = 100,
        exclude: Collection[str] = (),
        look: str | None = None,
        kind: Kind = "look",
    ) -> Candidates:
        """The k best items of a kind for somebody who did `recent`, for re-ranking; tier 1 is what she has met."""
        with self.lock:
            return self._ranked(self._scored(self.state.deeds(recent), look), k, exclude, look, kind)

    def _scored(self, deeds: Deeds, look: str | None) -> Scored:
        return Scored.of(deeds, look, self.state, self.lineup, self.solved, self.shares())

    def _best(self, scored: Scored, k: int, exclude: Iterable[str], look: str | None, kind: Kind) -> tuple[Ints, Ints]:
        """Item numbers, best first, and the tier of each."""
        number = self.state.number
        eligible = self.lineup.of_kind(kind).copy()
        eligible[scored.hidden] = False
        eligible[[number[item] for item in (*exclude, look) if item in number]] = False
        again = np.zeros(len(eligible), bool)
        again[scored.met] = eligible[scored.met]
        eligible[scored.met] = False
        first = best(scored.total, self.lineup.turn, eligible, k)
        more = best(scored.total, self.lineup.turn, again, k - len(first))
        return np.concatenate([first, more]), np.repeat([0, 1], [len(first), len(more)])

    def _ranked(self, scored: Scored, k: int, exclude: Iterable[str], look: str | None, kind: Kind) -> Candidates:
        chosen, tier = self._best(scored, k, exclude, look, kind)
        ids = tuple(self.state.items[place] for place in chosen.tolist())
        amounts = scored.amounts(chosen)  # now, while the counts are those of the scores
        place_of = {item: place for place, item in enumerate(ids)}

        def explain(items: Sequence[str]) -> list[list[Part]]:
            if all(item in place_of for item in items):
                return [scored.parts(amounts, place_of[item]) for item in items]
            with self.lock:
                others = scored.amounts(np.array([self.state.number[item] for item in items], np.int64))
            return [scored.parts(others, place) for place in range(len(items))]

        return Candidates(ids, scored.total[chosen], explain, tier, self.model)


def learn(catalogue: Sequence[Item], interactions: Sequence[Interaction]) -> Ranker:
    """A ranker that has learnt from these alone."""
    state = State([item.id for item in catalogue])
    state.observe(interactions)
    together = state.counts.together.total()
    solved = Solved.of(together, state.counts.of_item[:, 0], 0) if len(catalogue) <= DENSE else None
    return Ranker(state, Lineup(catalogue, state.number), solved, len(interactions), threading.RLock())
