"""A catalogue's scores for one visitor, and what each of them is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.engine.deeds import CODES, Deeds
from frontrow.recommend.engine.liking import liked
from frontrow.recommend.engine.lineup import Lineup
from frontrow.recommend.engine.reading import gathered, picked
from frontrow.recommend.engine.solved import Solved
from frontrow.recommend.engine.state import State
from frontrow.recommend.models.pairs import GAPS, STRENGTH
from frontrow.recommend.ranking import Part, Touch
from frontrow.recommend.reason import HERE

HALF_LIFE, SOON = 5.0, 1.0  # touches after which a history counts half: for likeness, and for what comes next
RECENT = 24  # touches that are asked for: what is older counts less than 4 %
SHRINK = 1000.0  # added to an item's squares (tenths squared), so that few visitors in common count for little
RULE = float(GAPS[0] * STRENGTH)  # what a save that follows at once counts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Amounts:
    """What each of s touches adds to each of m items, by kind of part: (s, m); and for all of them, (m,)."""

    places: Ints
    by_touch: Mapping[str, Floats]
    popular: Floats


@dataclass(frozen=True)
class Scored:
    """touches: what she likes, last touched last. source, weight: (s,) the recent ones' item numbers and weights.
    total: (items,) the sum of the models' scores, each scaled so that its largest is its share. hidden, met: numbers of
    items she keeps or dismissed, and of those she has touched."""

    touches: tuple[Touch, ...]
    source: Ints
    weight: Floats
    total: Floats
    scale: dict[str, float]
    hidden: Ints
    met: Ints
    state: State
    lineup: Lineup
    solved: Solved | None

    @classmethod
    def of(
        cls,
        deeds: Deeds,
        look: str | None,
        state: State,
        lineup: Lineup,
        solved: Solved | None,
        shares: Mapping[str, float],
    ) -> "Scored":
        """look: the page that is open, which counts like a save made now."""
        rows, weight, hidden = liked(deeds)
        here = -1 if look is None else state.number.get(look, -1)
        others = rows[:, 0] != here
        rows, weight = rows[others], weight[others]
        told = zip(rows[:, [0, 2, 3]].tolist(), weight.tolist(), strict=True)
        touches = [Touch(state.items[item], heavy, CODES[code], at / 1000) for (item, code, at), heavy in told]
        met = source = rows[:, 0]
        if here >= 0:
            touches.append(Touch(state.items[here], 1.0, HERE))
            source, weight = np.append(source, here), np.append(weight, 1.0)
        source, weight = source[-RECENT:], weight[-RECENT:]
        total, scale = _totals(source, weight, state, lineup, solved, shares)
        return cls(tuple(touches), source, weight, total, scale, hidden, met, state, lineup, solved)

    def amounts(self, places: Ints) -> Amounts:
        """What the scores of the items numbered `places` are made of, while the counts are still the same."""
        counts, (liking, soon) = self.state.counts, _faded(self.weight)
        if self.solved:
            near = self.solved.between(self.source, places) * liking[:, None]
        else:
            norm = _norm(counts.of_item[:, 0])
            near = picked(counts.together, self.source, places) * (liking * norm[self.source])[:, None] * norm[places]
        after = picked(counts.rules, self.source, places) * (soon / RULE)[:, None] * _less(counts.of_item[places, 3])
        alike = self.lineup.between(self.source, places) * liking[:, None]
        found = {"content": alike, "together": near, "next": after}
        popular = self.state.popular.now()[places] * self.scale["popular"]
        return Amounts(places, {kind: each * self.scale[kind] for kind, each in found.items()}, popular)

    def parts(self, amounts: Amounts, column: int) -> list[Part]:
        """One item's score, taken apart."""
        place = int(amounts.places[column])
        parts = [Part("popular", float(amounts.popular[column]))]
        for kind, amount in amounts.by_touch.items():
            for row in np.flatnonzero(amount[:, column]).tolist():
                source = int(self.source[row])
                trait = self.lineup.trait(source, place) if kind == "content" else None
                parts.append(Part(kind, float(amount[row, column]), self.state.items[source], trait))
        return [part for part in parts if part.amount]


def _totals(
    source: Ints, weight: Floats, state: State, lineup: Lineup, solved: Solved | None, shares: Mapping[str, float]
) -> tuple[Floats, dict[str, float]]:
    counts, items, (liking, soon) = state.counts, len(state.items), _faded(weight)
    if solved:
        near = solved.gathered(source, liking, items)
    else:
        norm = _norm(counts.of_item[:, 0])
        near = gathered(counts.together, source, liking * norm[source], items) * norm
    after = gathered(counts.rules, source, soon / RULE, items) * _less(counts.of_item[:, 3])
    scores = {
        "content": lineup.gathered(source, liking),
        "together": near,
        "next": after,
        "popular": state.popular.now(),
    }
    largest = {name: float(np.abs(found).max(initial=0.0)) for name, found in scores.items()}
    scale = {name: shares[name] / size if size else 0.0 for name, size in largest.items()}
    total: Floats = sum((found * scale[name] for name, found in scores.items()), np.zeros(items))
    return total, scale


def _faded(weight: Floats) -> tuple[Floats, Floats]:
    age = np.arange(len(weight))[::-1]
    return weight * 2 ** (-age / HALF_LIFE), weight * 2 ** (-age / SOON)


def _norm(squares: Ints) -> Floats:
    """Two items are near by the cosine of what their visitors felt, shrunk (Bell and Koren, 2007)."""
    return 1 / np.sqrt(squares + SHRINK)


def _less(arriving: Ints) -> Floats:
    """A rule to an item counts less by the fourth root of all that lead to it."""
    return 1 / np.sqrt(np.sqrt(arriving / RULE + 1))
