"""What the organiser keeps from visitors of a region: asked again every few seconds, and never in the event loop."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from frontrow.recommend.item import Item

Withheld = Callable[[Sequence[Item], str], Collection[str]]  # of a catalogue, in a region ("" when unknown)
FRESH = 2.0  # seconds that an answer serves
REGIONS = 300  # whose answers are remembered


@dataclass(frozen=True)
class _Answer:
    catalogue: Sequence[Item]
    at: float
    found: asyncio.Task[Collection[str]]

    def serves(self, catalogue: Sequence[Item], now: float) -> bool:
        """Whether it is of this very catalogue: a look that is new may be one nobody should see yet."""
        failed = self.found.done() and (self.found.cancelled() or self.found.exception() is not None)
        return self.catalogue is catalogue and now - self.at < FRESH and not failed


class Remembered:
    """`ask`, called in a thread; whoever wants to know the same meanwhile waits for the same answer."""

    def __init__(self, ask: Withheld, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._answers: OrderedDict[str, _Answer] = OrderedDict()

    async def __call__(self, catalogue: Sequence[Item], region: str) -> Collection[str]:
        """The ids of what is kept back. Raises what `ask` raises."""
        now, answer = self._clock(), self._answers.pop(region, None)
        if answer is None or not answer.serves(catalogue, now):
            asked = asyncio.create_task(asyncio.to_thread(self._ask, catalogue, region))
            answer = _Answer(catalogue, now, asked)
        self._answers[region] = answer
        if len(self._answers) > REGIONS:
            self._answers.popitem(last=False)
        return await asyncio.shield(answer.found)
