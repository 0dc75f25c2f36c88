"""The event log as a table of who did what with which look: what every insight is counted from."""

from collections.abc import Iterable, Sequence
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
    how long it held her. places: (n, m) how often it was recommended to her. models: per visitor the models
    whose slates she was shown first, by name, and when: (name, seconds since the epoch).
    """

    visitors: tuple[str, ...]
    items: tuple[str, ...]
    reached: NDArray[np.int8]
    seconds: NDArray[np.float64]
    places: NDArray[np.int64]
    models: tuple[tuple[tuple[str, float], ...], ...]

    @classmethod
    def of(cls, entries: Iterable[Entry], items: Sequence[str]) -> "Visits":
        """Count entries, oldest first; programs, double clicks and looks that are not in `items` do not count."""
        hers: dict[str, tuple[list[Interaction], list[Impression]]] = {}
        for entry in entries:
            done, shown = hers.setdefault(entry.visitor, ([], []))
            if isinstance(entry, Impression):
                shown.append(entry)
            else:
                done.append(entry)
        number = {item: place for place, item in enumerate(items)}
        shape = (len(hers), len(items))
        reached = np.full(shape, -1, np.int8)
        seconds, places = np.zeros(shape), np.zeros(shape, np.int64)
        models: list[tuple[tuple[str, float], ...]] = []
        for row, (done, shown) in enumerate(hers.values()):
            models.append(_first(shown))
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
        return cls(tuple(hers), tuple(items), reached, seconds, places, tuple(models))


def _count(did: Interaction, reached: NDArray[np.int8], seconds: NDArray[np.float64], item: int) -> None:
    if did.event in ("dwell", "linger"):
        seconds[item] += min(did.value or 0.0, LONGEST)
        stage = 2 if seconds[item] >= STAYED else 1
    else:
        stage = _STAGE.get(did.event, -1)
    reached[item] = max(reached[item], stage)


def _first(shown: Sequence[Impression]) -> tuple[tuple[str, float], ...]:
    first: dict[str, float] = {}
    for impression in shown:
        if impression.model:
            first.setdefault(impression.model, impression.at)
    return tuple(first.items())
