"""A catalogue's scores for one visitor, and what each of them is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.engine.counts import RULE
from frontrow.recommend.engine.deeds import CODES, Deeds
from frontrow.recommend.engine.fading import LEAST
from frontrow.recommend.engine.liking import liked
from frontrow.recommend.engine.lineup import Lineup
from frontrow.recommend.engine.reading import gathered, picked
from frontrow.recommend.engine.solved import Solved
from frontrow.recommend.engine.state import State
from frontrow.recommend.ranking import Part, Touch
from frontrow.recommend.reason import HERE

HALF_LIFE, SOON = 5.0, 1.0  # touches after which a history counts half: for likeness, and for what comes next
RECENT = 24  # touches that are asked for: what is older counts less than 4 %
LAST_SOON = 12  # of them are asked what comes next: older ones would count less than 1 in 4,000
KINDS = ("content", "together", "next", "popular")

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
            norm = counts.norm[0]
            near = picked(counts.together, self.source, places) * (liking * norm[self.source])[:, None] * norm[places]
        after = picked(counts.rules, self.source, places) * (soon / RULE)[:, None] * counts.norm[1, places]
        alike = self.lineup.between(self.source, places) * liking[:, None]
        found = {"content": alike, "together": near, "next": after}
        popular = self.state.popular.now(places) * self.scale["popular"]
        return Amounts(places, {kind: each * self.scale[kind] for kind, each in found.items()}, popular)

    def largest(self, amounts: Amounts) -> list[Part | None]:
        """Of each item the part that speaks for it most; None where nothing does. A dislike is no reason."""
        kinds = list(amounts.by_touch)
        stacked = np.stack([amounts.by_touch[kind] for kind in kinds])
        stacked[:, self.weight < 0] = 0.0
        flat = stacked.reshape(len(kinds) * len(self.source), len(amounts.places))
        most = flat.argmax(axis=0) if len(flat) else np.zeros(len(amounts.places), np.int64)
        found: list[Part | None] = []
        for column, (place, row, popular) in enumerate(
            zip(amounts.places.tolist(), most.tolist(), amounts.popular.tolist(), strict=True)
        ):
            amount = float(flat[row, column]) if len(flat) else 0.0
            if popular >= amount:
                found.append(Part("popular", popular) if popular > 0 else None)
                continue
            kind, source = kinds[row // len(self.source)], int(self.source[row % len(self.source)])
            trait = self.lineup.trait(source, place) if kind == "content" else None
            found.append(Part(kind, amount, self.state.items[source], trait))
        return found

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
        near = gathered(counts.together, source, liking * counts.norm[0, source], items)
    after = gathered(counts.rules, source, soon / RULE, items)
    alike, popular = lineup.gathered(source, liking), state.popular.values
    loud = np.array([shares[kind] for kind in KINDS])
    total, scale = _summed(alike, near, after, popular, counts.norm, solved is None, loud)
    return total, dict(zip(KINDS, scale.tolist(), strict=True))


@njit(cache=True, nogil=True, fastmath={"nnan", "nsz"})
def _summed(
    alike: Floats, near: Floats, after: Floats, popular: Floats, norm: Floats, counted: bool, loud: Floats
) -> tuple[Floats, Floats]:
    """The models' scores summed, each scaled so that its largest is as loud as told; those scales.

    `near`, when it was counted, and `after` have yet to be multiplied by what belongs to each item.
    """
    near_norm, less = norm[0], norm[1]
    if counted:
        for i in range(len(near)):
            near[i] *= near_norm[i]
    a = b = c = d = 0.0
    for i in range(len(alike)):
        a = max(a, abs(alike[i]))
    for i in range(len(near)):
        after[i] *= less[i]
        b, c, d = max(b, abs(near[i])), max(c, abs(after[i])), max(d, popular[i])
    largest = (a, b, c, d if d >= LEAST else 0.0)
    scale = np.zeros(4)
    for kind in range(4):
        if largest[kind] > 0:
            scale[kind] = loud[kind] / largest[kind]
    total = np.empty(len(near))
    for i in range(len(near)):
        liked = popular[i] if popular[i] >= LEAST else 0.0
        total[i] = near[i] * scale[1] + after[i] * scale[2] + liked * scale[3]
    for i in range(len(alike)):
        total[i] += alike[i] * scale[0]
    return total, scale


def _faded(weight: Floats) -> tuple[Floats, Floats]:
    age = np.arange(len(weight))[::-1]
    return weight * 2 ** (-age / HALF_LIFE), np.where(age < LAST_SOON, weight * 2 ** (-age / SOON), 0.0)
