"""The event log as a table of who did what with which look: what every insight is counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.events import Entry, Impression, Interaction
from frontrow.recommend.genuine import genuine

STAGES = ("shown", "opened", "stayed", "kept", "bag", "bought")
STAYED = 10.0  # seconds with a look that count as staying
LONGEST = 600.0  # seconds one visit may claim
_STAGE = {
    "view": 1,
    "click": 1,
    "like": 3,
    "save": 3,
    "share": 3,
    "try_on": 3,
    "add_to_bag": 4,
    "purchase": 5,
}


@dataclass(frozen=True)
class Visits:
    """Who did what, for n visitors and the m looks of `items`.

    reached: (n, m) the furthest of STAGES a visitor came with a look, -1 when she never met it. seconds: (n, m)
    how long it held her. places: (n, m) how often it was recommended to her.
    """

    visitors: tuple[str, ...]
    items: tuple[str, ...]
    reached: NDArray[np.int8]
    seconds: NDArray[np.float64]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, hers: Mapping[str, Sequence[Entry]], items: Sequence[str]) -> "Visits":
        """Count each visitor's entries, oldest first; programs, double clicks and looks not in `items` do not count.

        A row depends on its own visitor alone, whoever else came: the noise of what is released rests on that.
        """
        number = {item: place for place, item in enumerate(items)}
        shape = (len(hers), len(items))
        reached = np.full(shape, -1, np.int8)
        seconds, places = np.zeros(shape), np.zeros(shape, np.int64)
        for row, entries in enumerate(hers.values()):
            done = [each for each in entries if isinstance(each, Interaction)]
            shown = [each for each in entries if isinstance(each, Impression)]
            real = genuine(done)
            if done and not real:
                continue
            for impression in shown:
                for item in impression.items:
                    if item in number:
                        places[row, number[item]] += bool(impression.model)
                        reached[row, number[item]] = max(reached[row, number[item]], 0)
            for each in real:
                if each.item in number and each.value != 0:
                    _count(each, reached[row], seconds[row], number[each.item])
        return cls(tuple(hers), tuple(items), reached, seconds, places)


def _count(did: Interaction, reached: NDArray[np.int8], seconds: NDArray[np.float64], item: int) -> None:
    if did.event in ("dwell", "linger"):
        seconds[item] += min(did.value or 0.0, LONGEST)
        stage = 2 if seconds[item] >= STAYED else 1
    else:
        stage = stage_of(did.event)
    reached[item] = max(reached[item], stage)


def stage_of(event: str) -> int:
    """How far of STAGES one such event brings a visitor; -1 for one that says nothing."""
    return _STAGE.get(event, -1)
