"""From candidates to a slate, and the exact chance of everything on it.

There is one slate without exploration and one for each draw of it (`explore.py`); chance picks one of them. All
are made side by side, so an item's propensity is the share of those that show it in the same place.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.rank.candidates import Candidates
from frontrow.recommend.rank.diversity import DPP, MMR
from frontrow.recommend.rank.explore import Exploration
from frontrow.recommend.rank.facts import Facts
from frontrow.recommend.rank.features import UNIT
from frontrow.recommend.rank.greedy import fill
from frontrow.recommend.rank.slate import Shown, Slate
from frontrow.recommend.rank.vectors import likeness
from frontrow.recommend.ranking import Part

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Policy:
    """variety: how much being like what is shown costs, in spreads. explore: the share of slates with a draw."""

    variety: float = 0.2
    by: Literal["mmr", "dpp"] = "mmr"
    explore: float = 0.5


def rerank(
    found: Candidates,
    facts: Facts,
    k: int,
    policy: Policy = Policy(),
    *,
    pins: Mapping[int, str] | None = None,
    worn: Collection[str] = (),
    bonus: float = 0.0,
    exploring: Exploration | None = None,
    chance: float = 0.0,
) -> Slate:
    """The slate of at most k items.

    pins: items by place, counted from 0, shown there whatever they score. worn: items that come after all
    others. bonus: what `floor.Floor` lends new designers. exploring: None shows the one best slate. chance:
    in [0, 1), fresh and uniform for each slate.
    """
    pins = {place: item for place, item in (pins or {}).items() if place < k and item in facts.items}
    names = [*found.items, *(item for item in pins.values() if item not in found.items)]
    if not names or k <= 0:
        return Slate((), found.model)
    spread = found.spread
    more = len(names) - len(found)
    base = np.concatenate([found.scores, [_sum(parts) for parts in found.explain(names[len(found) :])] if more else []])
    tier = np.concatenate([found.tier, np.zeros(more, np.int64)]) + np.array([name in worn for name in names])
    weights = _weights(exploring, policy.explore)
    new = np.array([name in facts.new for name in names], np.float64)
    added: dict[str, Array] = {}
    if exploring is not None:
        added = _explored(facts.features(names) / UNIT, exploring, spread or 1.0)
    make = MMR if policy.by == "mmr" else DPP
    variety = make(likeness(facts.vectors(names)), len(weights), policy.variety * spread)
    number = {name: place for place, name in enumerate(names)}
    scores = base + sum(added.values(), np.zeros((len(weights), len(names))))
    filled = fill(scores, bonus * new, tier, variety, {place: number[item] for place, item in pins.items()}, k)

    chosen = filled.chosen
    world = min(int(np.searchsorted(np.cumsum(weights), chance, side="right")), len(weights) - 1)
    amounts = {kind: each[world, chosen[world]] for kind, each in added.items()}
    amounts |= {"new_designer": bonus * new[chosen[world]]}
    amounts |= {"variety": filled.variety[world], "pin": filled.pin[world]}
    picked = [names[place] for place in chosen[world]]
    same = chosen == chosen[world]
    shown = tuple(
        Shown(name, _ordered(parts, {kind: float(each[slot]) for kind, each in amounts.items()}), float(chances))
        for slot, (name, parts, chances) in enumerate(
            zip(picked, found.explain(picked), np.minimum(weights @ same, 1.0), strict=True)
        )
    )
    likelihood = min(float(weights @ same.all(axis=1)), 1.0)
    return Slate(shown, found.model, likelihood, float(weights @ new[chosen].sum(axis=1)))


def _weights(exploring: Exploration | None, explore: float) -> Array:
    """(worlds,) the chance of each: the one without exploration first."""
    if exploring is None:
        return np.ones(1)
    draws = len(exploring.draws)
    return np.concatenate([[1 - explore], np.full(draws, explore / draws)])


def _explored(facts: Array, exploring: Exploration, unit: float) -> dict[str, Array]:
    """(worlds, m) of what answers to earlier slates say, and of what a draw adds; facts: (m, FACTS)."""
    drawn = unit * exploring.draws @ facts.T
    said = np.tile(unit * exploring.mean @ facts.T, (len(drawn) + 1, 1))
    return {"answers": said, "explore": np.concatenate([np.zeros((1, len(facts))), drawn])}


def _ordered(parts: list[Part], amounts: Mapping[str, float]) -> tuple[Part, ...]:
    every = [*parts, *(Part(kind, amount) for kind, amount in amounts.items() if amount)]
    return tuple(sorted(every, key=lambda part: -part.amount))


def _sum(parts: list[Part]) -> float:
    return float(sum(part.amount for part in parts))
