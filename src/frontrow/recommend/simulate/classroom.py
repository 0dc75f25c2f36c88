"""A recommender that learns before one's eyes: made-up visitors of a made-up season, and how good its choices are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from frontrow.recommend.events import Interaction
from frontrow.recommend.item import Item
from frontrow.recommend.log import Log
from frontrow.recommend.models.ease import EASE
from frontrow.recommend.models.popularity import Popularity
from frontrow.recommend.ranking import Recommendation, Touch, recommend
from frontrow.recommend.simulate.behaviour import Behaviour
from frontrow.recommend.simulate.season import season
from frontrow.recommend.simulate.world import World, at_random

LOOKS, SEED, SHOWN = 24, 7, 6
STAGES = (10, 40, 160, 640)  # visitors that were learnt from
JUDGES = 200  # visitors who were never learnt from, on whom it is tried
STARTED = 4  # looks that each of them has opened before she is shown a choice
RIDGE = 60.0  # of EASE: chosen for 24 looks


@dataclass(frozen=True)
class Stage:
    """visitors: how many were learnt from; opened: looks they opened. chance: share of looks that are opened when four
    are chosen for a new visitor by her history, by popularity, and by lot; what is true is known in a made-up world."""

    visitors: int
    opened: int
    learnt: float
    popular: float
    lot: float


# Visitors who differ much and agree little, and look at many slates: tastes are learnt from few of them.
WORLD = Behaviour(tastes=2.0, common=0.3, base=-2.0, slates=5.0, bots=0.0)


@cache
def catalogue() -> tuple[Item, ...]:
    return tuple(season(LOOKS, SEED, houses=6))


@cache
def _crowd() -> tuple[World, tuple[tuple[Interaction, ...], ...]]:
    """The world, and what each of its visitors opened, who were shown looks by lot."""
    world = World(catalogue(), SEED, WORLD)
    people = world.people(STAGES[-1])
    lot = at_random(world.items, SHOWN, SEED)
    for _entries in world.visits(people, lot, 0.0):
        pass
    return world, tuple(tuple(each for each in person.done if each.event == "click") for person in people)


@cache
def models(visitors: int) -> tuple[EASE, Popularity, int]:
    """What was learnt from the first so many visitors, and how many looks they had opened."""
    deeds = [deed for person in _crowd()[1][:visitors] for deed in person]
    log = Log.of([deed.visitor for deed in deeds], [deed.item for deed in deeds], [deed.at for deed in deeds])
    learnt, popular = EASE(RIDGE), Popularity()
    learnt.fit(log)
    popular.fit(log)
    return learnt, popular, len(deeds)


def chosen(visitors: int, liked: Sequence[str], k: int = 4) -> list[Recommendation]:
    """What is chosen for somebody who liked these looks, with what each choice rests on."""
    history = [Touch(item, 1.0, "click", float(at)) for at, item in enumerate(liked)]
    return recommend(models(visitors)[0], history, k, exclude=liked)


@cache
def stages() -> tuple[Stage, ...]:
    """How good the choices are, the more visitors there were to learn from; the judges are the same for all."""
    world, _people = _crowd()
    draw = np.random.default_rng(SEED)
    judges = []
    for person in world.people(JUDGES):
        liking = world.chances(person, world.items)
        started = draw.choice(len(world.items), STARTED, replace=False, p=liking / liking.sum())
        judges.append((person, [world.items[place] for place in started.tolist()]))
    found = []
    for visitors in STAGES:
        learnt, popular, opened = models(visitors)
        sums = np.zeros(3)
        for person, liked in judges:
            history = [Touch(item) for item in liked]
            left = [item for item in world.items if item not in liked]
            by = [[each.item for each in recommend(model, history, 4, exclude=liked)] for model in (learnt, popular)]
            for k, items in enumerate([*by, left]):
                shown = items if k == 2 else [*items, *(i for i in left if i not in items)][:4]
                sums[k] += np.mean([world.chances(person, [item])[0] for item in shown])
        found.append(Stage(visitors, opened, *(float(each) for each in sums / len(judges))))
    return tuple(found)
