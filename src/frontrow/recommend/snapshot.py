"""The recommender at one moment: immutable, so that a request reads it without a lock."""

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.blend import Blend
from frontrow.recommend.content import Content
from frontrow.recommend.ease import EASE
from frontrow.recommend.events import Interaction
from frontrow.recommend.item import Item
from frontrow.recommend.log import Log
from frontrow.recommend.neighbours import ItemKNN
from frontrow.recommend.popularity import Popularity
from frontrow.recommend.ranking import Part, Recommender, Touch, recommend
from frontrow.recommend.reason import HERE, Reason, reason_of
from frontrow.recommend.taste import taste

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
    popular: Popularity
    together: EASE | ItemKNN

    @classmethod
    def learn(cls, catalogue: Sequence[Item], tastes: Sequence[Sequence[Touch]], position: int) -> "Snapshot":
        """From each visitor's touches; those with items that are not in the catalogue do not count."""
        log = _log(catalogue, tastes)
        together = _comparer(len(catalogue))
        popular = Popularity(DAY)
        popular.fit(log)
        together.fit(log)
        touched = np.bincount(log.user, minlength=len(tastes)) if len(tastes) else np.zeros(0)
        return cls(
            tuple(catalogue), position, int((touched > 0).sum()), int((touched > 1).sum()), popular, together
        )

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
        """The k best looks, and why, for somebody who did `recent` (oldest first); none of `exclude`.

        look: the one whose page is open; it counts like a save made now, and is left out.
        """
        history = [touch for touch in taste(recent) if touch.item != look]
        if look is not None:
            history.append(Touch(look, 1.0, HERE))
        hidden = {*exclude, look} - {None}
        found = recommend(self._blend, history, k, {item for item in hidden if item})
        return [
            Recommended(one.item, one.score, reason_of(one, history, self._items), one.parts) for one in found
        ]

    def save(self, path: Path) -> None:
        """Write what was learnt, not the catalogue; a reader sees the old file or the new one, no half."""
        told = {
            "version": VERSION,
            "items": [item.id for item in self.catalogue],
            "position": self.position,
            "visitors": self.visitors,
            "comparers": self.comparers,
        }
        links: dict[str, Any] = {"links": self.together.links}
        if sp.issparse(self.together.links):
            found = self.together.links.tocsr()
            links = {"data": found.data, "indices": found.indices, "indptr": found.indptr}
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        with fresh.open("wb") as file:
            np.savez(file, told=np.array(json.dumps(told)), popular=self.popular.count, **links)
        os.replace(fresh, path)

    @classmethod
    def load(cls, path: Path, catalogue: Sequence[Item]) -> "Snapshot | None":
        """What `save` wrote, or None when there is none for this catalogue: then learn again."""
        try:
            with np.load(path, allow_pickle=False) as file:
                told = json.loads(str(file["told"]))
                ids = tuple(item.id for item in catalogue)
                if told["version"] != VERSION or tuple(told["items"]) != ids:
                    return None
                together = _comparer(len(ids))
                together.items = ids
                if "links" in file:
                    together.links = file["links"]
                else:
                    shape = (len(ids), len(ids))
                    together.links = sp.csr_array(
                        (file["data"], file["indices"], file["indptr"]), shape=shape
                    )
                popular = Popularity(DAY)
                popular.items, popular.count = ids, file["popular"]
        except (OSError, ValueError, KeyError):
            return None
        return cls(tuple(catalogue), told["position"], told["visitors"], told["comparers"], popular, together)

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.catalogue}

    @cached_property
    def _blend(self) -> Blend:
        models: dict[str, Recommender] = {
            "content": Content(self.catalogue, HALF_LIFE),
            "together": self.together,
            "popular": self.popular,
        }
        return Blend([(models[name], share) for name, share in self.shares().items()])


def _comparer(items: int) -> EASE | ItemKNN:
    return EASE(50.0, HALF_LIFE) if items <= DENSE else ItemKNN(half_life=HALF_LIFE)


def _log(catalogue: Sequence[Item], tastes: Sequence[Sequence[Touch]]) -> Log:
    number = {item.id: place for place, item in enumerate(catalogue)}
    known = [
        (user, touch) for user, touches in enumerate(tastes) for touch in touches if touch.item in number
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
