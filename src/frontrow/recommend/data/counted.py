"""What is counted visitor by visitor and adds up: a lake's counts, by one worker or by many, bit for bit alike."""

from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.data import lake
from frontrow.recommend.log import Ints
from frontrow.recommend.models.pairs import ordered_pairs
from frontrow.recommend.spread import Here, Workers


@dataclass(frozen=True)
class Counted:
    """Exact integers that add up over visitors.

    events, visitors: how many. taken: (items,) events of each item. pairs: (items, items) of `ordered_pairs`.
    together: (items, items) visitors who took both; empty when not asked for.
    """

    events: int
    visitors: int
    taken: Ints
    pairs: "sp.csr_array[np.int64]"
    together: "sp.csr_array[np.int64]"

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.events + other.events,
            self.visitors + other.visitors,
            self.taken + other.taken,
            self.pairs + other.pairs,
            self.together + other.together,
        )


def count(folder: Path, workers: Workers | None = None, parts: int = 1, together: bool = False) -> Counted:
    """The counts of a whole lake. parts: into how many the visitors are split, a part being what a worker holds."""
    catalogue = lake.items(folder)
    asked = (folder, parts, catalogue, together)
    return reduce(add, (workers or Here()).each(_part, asked, range(parts)))


def _part(asked: tuple[Path, int, tuple[str, ...], bool], part: int) -> Counted:
    folder, parts, catalogue, together = asked
    log = lake.log_of_part(lake.visitors_of(folder, part, parts), catalogue)
    n = len(catalogue)
    shared: sp.csr_array[np.int64] = sp.csr_array((n, n), dtype=np.int64)
    if together:
        seen = (log.matrix > 0).astype(np.int64)
        shared = (seen.T @ seen).tocsr()
    return Counted(
        len(log), len(log.users), np.bincount(log.item, minlength=n), ordered_pairs(log.histories, n), shared
    )
