"""Interactions as columns: the form in which models learn from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Histories:
    """What n visitors did, oldest first, one after another.

    start: (n + 1,) where each visitor's events begin. item: (m,) column numbers. weight: (m,). at: (m,)
    seconds, or any measure of time. asked: the moment of the question, in the same measure (a model of what
    is loved now needs it).
    """

    start: Ints
    item: Ints
    weight: Floats
    at: NDArray[np.float64]
    asked: float = 0.0

    def __len__(self) -> int:
        return len(self.start) - 1

    def of(self, rows: Ints) -> "Histories":
        """The histories at these places."""
        lengths = np.diff(self.start)[rows]
        start = np.concatenate([[0], np.cumsum(lengths)])
        taken = np.repeat(self.start[rows] - start[:-1], lengths) + np.arange(start[-1])
        return Histories(start, self.item[taken], self.weight[taken], self.at[taken], self.asked)

    def rows(self, items: int, half_life: float | None = None, last: int = 200) -> "sp.csr_array[np.float32]":
        """(n, items): each visitor's weights; the event `a` places before her last counts 2^(-a/half_life).

        Without half_life all her events count alike; with it, her `last` ones.
        """
        lengths = np.diff(self.start)
        row = np.repeat(np.arange(len(self)), lengths)
        weight = self.weight
        keep: slice | NDArray[np.bool_] = slice(None)
        if half_life is not None:
            age = np.repeat(self.start[1:], lengths) - 1 - np.arange(len(row))
            keep = age < last
            weight = weight * np.exp2(-age / half_life)
        shape = (len(self), items)
        found = sp.coo_array((weight[keep].astype(np.float32), (row[keep], self.item[keep])), shape=shape)
        return found.tocsr()


@dataclass(frozen=True)
class Log:
    """Events in order of time.

    users, items: ids by number. user, item, weight: (n,). at: (n,) seconds, or any measure of time.
    """

    users: tuple[str, ...]
    items: tuple[str, ...]
    user: Ints
    item: Ints
    at: NDArray[np.float64]
    weight: Floats

    @classmethod
    def of(cls, users: Sequence[str], items: Sequence[str], at: Sequence[float] | NDArray[np.float64]) -> "Log":
        """A log from columns of ids in any order; events of one second keep the order they are given in."""
        user_ids, user = np.unique(np.asarray(users, dtype=str), return_inverse=True)
        item_ids, item = np.unique(np.asarray(items, dtype=str), return_inverse=True)
        times = np.asarray(at, dtype=np.float64)
        order = np.argsort(times, kind="stable")
        return cls(
            tuple(user_ids.tolist()),
            tuple(item_ids.tolist()),
            user[order].astype(np.int64),
            item[order].astype(np.int64),
            times[order],
            np.ones(len(times), np.float32),
        )

    def __len__(self) -> int:
        return len(self.user)

    def where(self, mask: NDArray[np.bool_]) -> "Log":
        """The events for which mask (n,) holds; users and items keep their numbers."""
        return Log(self.users, self.items, self.user[mask], self.item[mask], self.at[mask], self.weight[mask])

    @cached_property
    def histories(self) -> Histories:
        """Every user's events, by user number."""
        order = np.argsort(self.user, kind="stable")
        counts = np.bincount(self.user, minlength=len(self.users))
        start = np.concatenate([[0], np.cumsum(counts)])
        asked = float(self.at[-1]) if len(self) else 0.0
        return Histories(start, self.item[order], self.weight[order], self.at[order], asked)

    @cached_property
    def matrix(self) -> "sp.csr_array[np.float32]":
        """(users, items): the largest weight of each user's events with each item."""
        shape = (len(self.users), len(self.items))
        order = np.lexsort((self.weight, self.item, self.user))
        user, item, weight = self.user[order], self.item[order], self.weight[order]
        last = np.ones(len(order), bool)
        last[:-1] = (user[1:] != user[:-1]) | (item[1:] != item[:-1])
        return sp.csr_array((weight[last], (user[last], item[last])), shape=shape, dtype=np.float32)
