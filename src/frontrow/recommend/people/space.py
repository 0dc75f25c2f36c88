"""Visitors as points: shares of attention by label, so that those who look at the same things are near."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from frontrow.recommend.log import Floats

Label = tuple[str, str]  # facet, label
DOUBT = 2.0  # of touch weight: so much of the season's mean is mixed into each visitor's shares
MOST = 1024  # labels, those that most items have


@dataclass(frozen=True)
class Space:
    """The labels of a season, and how everybody's attention is shared among them.

    labels: (d,) facet and label, sorted. mean: (d,) each label's mean share within its facet, over visitors.
    """

    labels: tuple[Label, ...]
    mean: NDArray[np.float64]

    @cached_property
    def facets(self) -> tuple[str, ...]:
        return tuple(self._where)

    def columns(self, facet: str) -> slice:
        """Where a facet's labels stand."""
        return self._where[facet]

    @cached_property
    def _where(self) -> dict[str, slice]:
        found: dict[str, slice] = {}
        for place, (facet, _) in enumerate(self.labels):
            found[facet] = slice(found[facet].start if facet in found else place, place + 1)
        return found

    def points(self, attention: "sp.csr_array[np.float32]") -> Floats:
        """(n, d) rows of length 1 from (n, d) weights by label: square roots of shares, shrunk to the mean.

        Square roots, so that distances are Hellinger's: a rare label's difference counts as a frequent one's.
        """
        found = attention.toarray().astype(np.float64)
        for facet in self.facets:
            own = self.columns(facet)
            total = found[:, own].sum(axis=1, keepdims=True)
            found[:, own] = np.sqrt((found[:, own] + DOUBT * self.mean[own]) / (total + DOUBT))
        return np.asarray(found / np.sqrt(max(len(self.facets), 1)), np.float32)

    def shares(self, attention: "sp.csr_array[np.float32]") -> Floats:
        """(n, d): each label's share within its facet, as it is; 0 where a visitor has nothing of the facet."""
        found = attention.toarray().astype(np.float32)
        for facet in self.facets:
            own = self.columns(facet)
            total = found[:, own].sum(axis=1, keepdims=True)
            found[:, own] = np.divide(found[:, own], total, out=np.zeros_like(found[:, own]), where=total > 0)
        return found


@dataclass(frozen=True)
class Attention:
    """What n visitors touched, by label. visitors: (n,) ids, sorted. matrix: (n, d) touch weights above 0.

    liked: (n,) the sum of each visitor's touch weights above 0, of items of which something is said.
    """

    visitors: tuple[str, ...]
    matrix: "sp.csr_array[np.float32]"
    liked: Floats


def vocabulary(labels: pl.DataFrame) -> tuple[Label, ...]:
    """The labels to count by, sorted: those most items have; none that every item has, for it tells nobody apart."""
    items = labels["item"].n_unique()
    counted = labels.group_by("facet", "label").agg(items=pl.col("item").n_unique())
    counted = counted.filter(pl.col("items") < max(items, 2)).sort(
        ["items", "facet", "label"], descending=[True, False, False]
    )
    return tuple(sorted((facet, label) for facet, label, _ in counted.head(MOST).iter_rows()))


def attention(touches: pl.DataFrame, labels: pl.DataFrame, names: tuple[Label, ...]) -> Attention:
    """Users by items times items by labels. An item's weight is divided among its labels of one facet."""
    liked = touches.filter(pl.col("weight") > 0)
    visitors = liked["visitor"].unique().sort()
    items = labels["item"].unique().sort()
    liked = liked.filter(pl.col("item").is_in(items.implode()))
    place = {name: column for column, name in enumerate(names)}
    shared = labels.with_columns(share=1.0 / pl.len().over("item", "facet"))
    column = [place.get((facet, label), -1) for facet, label in zip(shared["facet"], shared["label"], strict=True)]
    shared = shared.with_columns(column=pl.Series(column, dtype=pl.Int64)).filter(pl.col("column") >= 0)

    def numbers(column: pl.Series, ids: pl.Series) -> NDArray[np.int64]:
        return column.cast(pl.Enum(ids)).to_physical().to_numpy().astype(np.int64)

    by_item = (liked["weight"].to_numpy(), (numbers(liked["visitor"], visitors), numbers(liked["item"], items)))
    by_label = (shared["share"].to_numpy(), (numbers(shared["item"], items), shared["column"].to_numpy()))
    users = sp.csr_array(by_item, shape=(len(visitors), len(items)), dtype=np.float32)
    said = sp.csr_array(by_label, shape=(len(items), len(names)), dtype=np.float32)
    return Attention(tuple(visitors.to_list()), (users @ said).tocsr(), np.asarray(users.sum(axis=1)).ravel())


def space_of(found: Attention, names: tuple[Label, ...], chunk: int = 100_000) -> Space:
    """The space in which these visitors' mean is the middle; read in chunks of rows."""
    plain = Space(names, np.zeros(len(names)))
    total, having = np.zeros(len(names)), np.zeros(len(names))
    for begin in range(0, len(found.visitors), chunk):
        shares = plain.shares(found.matrix[begin : begin + chunk])
        total += shares.sum(axis=0)
        for facet in plain.facets:
            own = plain.columns(facet)
            having[own] += (shares[:, own].sum(axis=1) > 0).sum()
    return Space(names, total / np.maximum(having, 1))
