"""A seeded crowd of visitors before a recommender: whom it shows what, and what they do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.events import Entry, Impression, Interaction
from frontrow.recommend.item import Item
from frontrow.recommend.marked import SIMULATED
from frontrow.recommend.rank.features import FACTS, UNIT, features
from frontrow.recommend.simulate.behaviour import Behaviour

Array = NDArray[np.float64]
DAY = 86_400.0
PLACE = "simulated"
BOT_SLATES = 12  # a program asks for, a second apart, each time it comes


@dataclass
class Person:
    """One simulated visitor: her taste, what she has been shown, how often, and what she did."""

    id: str
    taste: Array
    bot: bool
    seen: dict[str, int] = field(default_factory=dict)
    done: list[Interaction] = field(default_factory=list)


Policy = Callable[[Person, float], tuple[Sequence[str], Sequence[float]]]


class World:
    """catalogue: what may be shown. seed: everything that happens follows from it and from what is shown.

    answer: how likely each item of a slate is to be opened is known here, so that regret can be measured.
    """

    def __init__(self, catalogue: Sequence[Item], seed: int, behaviour: Behaviour | None = None) -> None:
        self.items = tuple(item.id for item in catalogue)
        self.behaviour = behaviour or Behaviour()
        self._facts = dict(zip(self.items, features(catalogue) / UNIT, strict=True))
        self._draw = np.random.default_rng(seed)
        self._common = self.behaviour.common * self._draw.standard_normal(FACTS)
        self._slates = 0

    def people(self, count: int) -> list[Person]:
        """So many new visitors; their ids carry the mark that the site's engine refuses."""
        found = []
        for _ in range(count):
            taste = self._common + self.behaviour.tastes * self._draw.standard_normal(FACTS)
            name = f"{SIMULATED}{self._draw.integers(1 << 62):016x}"
            found.append(Person(name, taste, bool(self._draw.random() < self.behaviour.bots)))
        return found

    def chances(self, person: Person, items: Sequence[str]) -> Array:
        """(k,) how likely each item of a slate is to be opened by this visitor now."""
        liking = np.array([self._facts[item] @ person.taste for item in items])
        seen = np.array([person.seen.get(item, 0) for item in items], np.float64)
        return self.behaviour.chances(liking, seen)

    def slate(self, person: Person, policy: Policy, at: float) -> list[Entry]:
        """She is shown a slate and answers it."""
        items, propensities = policy(person, at)
        self._slates += 1
        shown = Impression(person.id, f"{PLACE}-{self._slates}", tuple(items), at, PLACE, PLACE, tuple(propensities))
        found: list[Entry] = [shown]
        opened = self._draw.random(len(items)) < (1.0 if person.bot else self.chances(person, items))
        later = at
        for item, yes in zip(items, opened.tolist(), strict=True):
            if yes:
                later += 0.2 if person.bot else 4 + 20 * float(self._draw.random())
                found += self._looked_at(person, item, later)
            person.seen[item] = person.seen.get(item, 0) + 1
        person.done += [each for each in found if isinstance(each, Interaction)]
        return found

    def _looked_at(self, person: Person, item: str, at: float) -> list[Interaction]:
        done = [Interaction(person.id, item, "click", at, None, PLACE)]
        if person.bot:
            return done
        liking = float(self._facts[item] @ person.taste)
        seconds = round(float(self._draw.gamma(2.0, 4.0 * np.exp(0.5 * liking))), 1)
        done.append(Interaction(person.id, item, "dwell", at + seconds, seconds, PLACE))
        if self._draw.random() < self.behaviour.keeps * np.exp(min(liking, 1.5)):
            done.append(Interaction(person.id, item, "save", at + seconds, None, PLACE))
        return done

    def visits(self, people: Sequence[Person], policy: Policy, start: float) -> Iterator[list[Entry]]:
        """Everybody comes once within a day of `start`, and comes back; one slate and its answers after another.

        In the order of the visits, not of the clock: a visitor's own entries are in order.
        """
        for person in people:
            at = start + DAY * float(self._draw.random())
            while True:
                slates = BOT_SLATES if person.bot else int(self._draw.geometric(1 / self.behaviour.slates))
                for _ in range(slates):
                    yield self.slate(person, policy, at)
                    at += 1.0 if person.bot else 30 + 60 * float(self._draw.random())
                if self._draw.random() >= self.behaviour.back:
                    break
                at += DAY * float(self._draw.exponential(self.behaviour.away))
                person.taste = person.taste + self.behaviour.drift * self._draw.standard_normal(FACTS)


def at_random(items: Sequence[str], k: int, seed: int) -> Policy:
    """Shows k different items, each as likely as the others in every place."""
    draw = np.random.default_rng(seed)

    def policy(person: Person, at: float) -> tuple[Sequence[str], Sequence[float]]:
        chosen = draw.choice(len(items), size=min(k, len(items)), replace=False)
        return [items[place] for place in chosen.tolist()], [1 / len(items)] * len(chosen)

    return policy
