"""What the engine knows: everybody's deeds, and the counts they add up to; each event changes both, exactly."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import numpy as np

from frontrow.recommend.engine.counting import Said, stated
from frontrow.recommend.engine.counts import Counts, reach_of
from frontrow.recommend.engine.deeds import DEED, LAST, Deeds, deed, in_order, merged
from frontrow.recommend.engine.fading import Fading
from frontrow.recommend.engine.histories import NOTHING, Histories, key
from frontrow.recommend.engine.person import KINDS
from frontrow.recommend.events import Interaction
from frontrow.recommend.marked import simulated

LATELY = 5_000  # visitors whose histories are not read again when they do the next thing


class State:
    """Not safe for threads: its owner takes turns.

    items: the ids it knows, by number; they only grow in number. strangers: whether anything was done with an item it
    does not know, which does not count.
    """

    def __init__(self, items: Sequence[str] = ()) -> None:
        self.items = list(items)
        self.number = {item: place for place, item in enumerate(self.items)}
        self.histories = Histories()
        self.counts = Counts.empty(len(self.items))
        self.popular = Fading(len(self.items))
        self.strangers = False
        self._said: dict[int, tuple[Deeds, Said]] = {}  # what the histories of those who come back soon said

    def extend(self, items: Iterable[str]) -> bool:
        """Know these too; False when what is known must be counted anew for that (another `reach`, or strangers)."""
        fresh = [item for item in items if item not in self.number]
        for item in fresh:
            self.number[item] = len(self.items)
            self.items.append(item)
        if fresh:
            self.counts.widen(len(self.items))
            self.popular.widen(len(self.items))
        return not fresh or (self.counts.reach == reach_of(len(self.items)) and not self.strangers)

    def deed(self, done: Interaction) -> tuple[int, int, int, int] | None:
        """One interaction as a DEED; None when it says nothing, or is of a stranger or of a simulated visitor."""
        if simulated(done.visitor):
            return None
        item = self.number.get(done.item)
        if item is None:
            self.strangers = True
            return None
        return deed(done, item)

    def deeds(self, done: Iterable[Interaction]) -> Deeds:
        """Interactions of one visitor as deeds, in order."""
        return np.array(sorted({found for one in done if (found := self.deed(one))}, key=in_order), DEED)

    def observe(self, done: Sequence[Interaction]) -> bool:
        """Count what was done, in any order, by anybody; what is known already changes nothing. Whether any was new."""
        news = False
        for visitor, theirs in groupby(sorted(done, key=_visitor), key=_visitor):
            news = self._observe(key(visitor), self.deeds(theirs)) or news
        return news

    def _observe(self, visitor: int, fresh: Deeds) -> bool:
        old = self.histories.get(visitor)
        new = merged(old, fresh, LAST)
        if len(new) == len(old) and (len(new) < LAST or (new == old).all()):
            return False  # a union that is no longer holds nothing new, unless something old went for it
        self._change(visitor, old, new)
        return True

    def forget(self, visitor: int) -> bool:
        """As if whoever has this key had never been here; whether anything was known."""
        old = self.histories.get(visitor)
        if len(old):
            self._change(visitor, old, NOTHING)
        return len(old) > 0

    def replace(self, visitor: int, deeds: Deeds) -> None:
        """Her history is `deeds` and no other."""
        self._change(visitor, self.histories.get(visitor), deeds)

    def _change(self, visitor: int, old: Deeds, new: Deeds) -> None:
        deeds, before = self._said.pop(visitor, (None, None))
        if before is None or deeds is not old:
            before = stated(old, KINDS)
        after = stated(new, KINDS)
        self.popular.add(*self.counts.change(before, after))
        self.histories.put(visitor, new)
        if len(new):
            self._said[visitor] = new, after
        if len(self._said) > LATELY:
            del self._said[next(iter(self._said))]


_visitor: Callable[[Interaction], str] = lambda done: done.visitor  # noqa: E731
