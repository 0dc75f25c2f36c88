"""The recommender at one moment: immutable, so that a request reads it without a lock."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from frontrow.recommend.events import Interaction
from frontrow.recommend.genuine import genuine
from frontrow.recommend.item import Item, Kind
from frontrow.recommend.log import Ints, Log
from frontrow.recommend.models.blend import Blend
from frontrow.recommend.models.content import Content
from frontrow.recommend.models.ease import EASE
from frontrow.recommend.models.neighbours import ItemKNN
from frontrow.recommend.models.popularity import Popularity
from frontrow.recommend.rank.candidates import Candidates
from frontrow.recommend.ranking import Part, Recommender, Touch, explain, one
from frontrow.recommend.reason import HERE, Reason, reason_of
from frontrow.recommend.taste import kept, taste

HALF_LIFE = 5.0  # items of a visitor's history
DAY = 24 * 3600.0
DENSE = 3_000  # items above which EASE's matrix is too large to solve every few seconds
VERSION = 1


@dataclass(frozen=True, slots=True)
class Recommended:
    """A look to show, its score, and why."""

    item: str
    score: float
    reason: Reason
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Snapshot:
    """What was learnt up to `position` of the log, from `visitors`, of whom `comparers` touched two items."""

    catalogue: tuple[Item, ...]
    position: int
    visitors: int
    comparers: int
    content: Content
    together: EASE | ItemKNN
    popular: Popularity

    @classmethod
    def learn(
        cls,
        catalogue: Sequence[Item],
        tastes: Sequence[Sequence[Touch]],
        position: int,
        content: Content | None = None,
    ) -> "Snapshot":
        """From each visitor's touches; those with items not in the catalogue, and dismissals, do not count.

        content: that of an earlier snapshot of the same catalogue, which need not be compared again.
        """
        log = _log(catalogue, tastes)
        content = content or Content(catalogue, HALF_LIFE)
        together, popular = comparer(len(catalogue)), Popularity(DAY)
        together.fit(log)
        popular.fit(log)
        touched = np.bincount(log.user, minlength=len(tastes)) if len(tastes) else np.zeros(0)
        visitors, comparers = int((touched > 0).sum()), int((touched > 1).sum())
        return cls(tuple(catalogue), position, visitors, comparers, content, together, popular)

    @property
    def model(self) -> str:
        """Which model, learnt from how much: logged with every slate it makes."""
        return f"blend-{VERSION}@{self.position}"

    def shares(self) -> dict[str, float]:
        """How loud each model speaks: facts alone at first, people as they come (half way at 30)."""
        together = 0.6 * self.comparers / (self.comparers + 30)
        popular = 0.2 * self.visitors / (self.visitors + 30)
        return {"content": 1 - together - popular, "together": together, "popular": popular}

    def for_visitor(
        self,
        recent: Sequence[Interaction],
        k: int = 6,
        exclude: Collection[str] = (),
        look: str | None = None,
    ) -> list[Recommended]:
        """At most k looks, and why, for somebody who did `recent` (oldest first); none of `exclude`.

        What she has not met comes first, best first; then what she only looked at. What she keeps (saved, in
        the bag, bought) or dismissed is left out, as is `look`: the page that is open, which counts like a save
        made now.
        """
        history = history_of(recent, look)
        found = self.candidates(recent, k, exclude, look)
        return [
            Recommended(each.item, each.score, reason_of(each, history, self._items), each.parts)
            for each in explain(self._blend, history, found.items)
        ]

    def candidates(
        self,
        recent: Sequence[Interaction],
        k: int = 100,
        exclude: Collection[str] = (),
        look: str | None = None,
        kind: Kind = "look",
    ) -> Candidates:
        """The k best items of a kind for somebody who did `recent`, for re-ranking; tier 1 is what she has met."""
        history = history_of(recent, look)
        met = {touch.item for touch in history}
        hidden = {*kept(genuine(recent), "save", "add_to_bag", "purchase", "dismiss"), *exclude, look}
        scores = self._blend.scores(one(self._blend.items, history))[0].astype(np.float64)
        tier = np.array([item.id in met for item in self.catalogue], np.int64)
        order = np.lexsort((self._turn, -scores, tier))
        chosen = [
            place
            for place in order.tolist()
            if self.catalogue[place].kind == kind and self.catalogue[place].id not in hidden
        ][:k]
        items = tuple(self.catalogue[place].id for place in chosen)
        return Candidates(
            items, scores[chosen], lambda asked: self._blend.parts(history, asked), tier[chosen], self.model
        )

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.catalogue}

    @cached_property
    def _turn(self) -> Ints:
        """(items,): where scores are equal houses alternate, each in the order of the catalogue."""
        shown: Counter[str] = Counter()
        turns = []
        for item in self.catalogue:
            turns.append(shown[item.house])
            shown[item.house] += 1
        order = np.lexsort((np.arange(len(turns)), np.array(turns, np.int64)))
        return np.argsort(order)

    @cached_property
    def _blend(self) -> Blend:
        models: dict[str, Recommender] = {
            "content": self.content,
            "together": self.together,
            "popular": self.popular,
        }
        return Blend([(models[name], share) for name, share in self.shares().items()])


def history_of(recent: Sequence[Interaction], look: str | None = None) -> list[Touch]:
    """What somebody likes by what she did, the look whose page is open last, as if she had saved it just now."""
    recent = genuine(recent)
    now = max((done.at for done in recent), default=0.0)
    history = [touch for touch in taste(recent, now) if touch.item != look]
    return history if look is None else [*history, Touch(look, 1.0, HERE)]


def comparer(items: int) -> EASE | ItemKNN:
    """The model of what people like together, not yet fitted, for a catalogue of so many items."""
    return EASE(50.0, HALF_LIFE) if items <= DENSE else ItemKNN(half_life=HALF_LIFE)


def _log(catalogue: Sequence[Item], tastes: Sequence[Sequence[Touch]]) -> Log:
    number = {item.id: place for place, item in enumerate(catalogue)}
    known = [
        (user, touch)
        for user, touches in enumerate(tastes)
        for touch in touches
        if touch.item in number and touch.weight > 0
    ]
    known.sort(key=lambda pair: pair[1].at)
    return Log(
        tuple(map(str, range(len(tastes)))),
        tuple(number),
        np.array([user for user, _ in known], np.int64),
        np.array([number[touch.item] for _, touch in known], np.int64),
        np.array([touch.at for _, touch in known], np.float64),
        np.array([touch.weight for _, touch in known], np.float32),
    )
