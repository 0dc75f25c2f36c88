"""Facts of items as vectors: words and values weighed by their rarity, a block of features for each column."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.log import Floats, Ints
from frontrow.recommend.ranking import places

MOST = 4_000  # features, the most frequent first: a map from them to item space is solved in a second or two
BINS = 10  # of a column of numbers
WORDS = re.compile(r"[^\W_]+")


class Embedder(Protocol):
    """Texts to vectors: `frontrow.language.embed` has one that needs nothing and one that reads any language."""

    def vectors(self, texts: Sequence[str]) -> Floats:
        """(n, d) rows of length 1."""
        ...


@dataclass(frozen=True)
class Facts:
    """What is known of items before anybody has seen them.

    vectors: (items, features), rows of length 1, or 0 where nothing is known. column: (features,) places in
    `columns` of the facts that features are made of.
    """

    items: tuple[str, ...]
    vectors: "sp.csr_array[np.float32]"
    columns: tuple[str, ...]
    column: Ints

    @classmethod
    def of(cls, items: Sequence[str], told: Mapping[str, Sequence[str]], embedder: Embedder | None = None) -> "Facts":
        """told: for each column one entry an item: a text, words between separators, a value, or nothing.

        Words, values of several words and tenths of the range of numbers count by inverse document frequency
        (TF-IDF), each column alike; what one item alone has is left out. embedder: adds a block of features of
        each item's columns read as one text.
        """
        blocks = [_block(entries) for entries in told.values()]
        columns = tuple(told)
        if embedder is not None:
            texts = [". ".join(entry for entry in row if entry) for row in zip(*told.values(), strict=True)]
            blocks.append(_rows_of_one(sp.csr_array(np.asarray(embedder.vectors(texts), np.float32))))
            columns += ("text",)
        column = np.repeat(np.arange(len(blocks)), [block.shape[1] for block in blocks])
        whole = sp.hstack(blocks).tocsr()
        if whole.shape[1] > MOST:
            often = np.asarray((whole != 0).sum(axis=0)).ravel()
            kept = np.sort(np.argsort(-often, kind="stable")[:MOST])
            whole, column = whole[:, kept], column[kept]
        return cls(tuple(items), _rows_of_one(whole), columns, column)

    def rows(self, items: Sequence[str]) -> "sp.csr_array[np.float32]":
        """(len(items), features) vectors of these items; empty rows for those of which nothing is known."""
        number = places(self.items)
        found = np.array([number.get(item, -1) for item in items], np.int64)
        known = (found >= 0).astype(np.float32)
        return (sp.diags_array(known) @ self.vectors[np.maximum(found, 0)]).tocsr()


def _block(entries: Sequence[str]) -> "sp.csr_array[np.float32]":
    """(items, terms) TF-IDF rows of length 1."""
    bags = _bins(entries) or [_terms(entry) for entry in entries]
    often = Counter(term for bag in bags for term in bag)
    number = {term: place for place, term in enumerate(term for term, count in often.items() if count > 1)}
    pairs = [
        (row, number[term], count) for row, bag in enumerate(bags) for term, count in bag.items() if term in number
    ]
    row, column, count = np.array(pairs, np.int64).reshape(-1, 3).T
    rarity = np.log((1 + len(bags)) / (1 + np.array([often[term] for term in number], np.float64)))
    weight = ((1 + np.log(count)) * rarity[column]).astype(np.float32)
    return _rows_of_one(sp.coo_array((weight, (row, column)), shape=(len(bags), len(number))).tocsr())


def _terms(entry: str) -> Counter[str]:
    words = WORDS.findall(entry.lower())
    whole = [" ".join(words)] if 1 < len(words) <= 4 else []
    return Counter(words + whole)


def _bins(entries: Sequence[str]) -> list[Counter[str]]:
    """A column of many different numbers as tenths of its order; empty when it is none."""
    numbers = np.array([_number(entry) for entry in entries], np.float64)
    told = [entry for entry in entries if entry.strip()]
    some = numbers[np.isfinite(numbers)]
    if len(some) < len(told) or len(np.unique(some)) <= 2 * BINS:
        return []
    edges = np.quantile(some, np.arange(1, BINS) / BINS)
    return [
        Counter([f"{np.searchsorted(edges, number)}"] if np.isfinite(number) else []) for number in numbers.tolist()
    ]


def _number(entry: str) -> float:
    try:
        return float(entry)
    except ValueError:
        return np.nan


def _rows_of_one(rows: "sp.csr_array[np.float32]") -> "sp.csr_array[np.float32]":
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sp.diags_array((1 / np.where(length > 0, length, 1)).astype(np.float32)) @ rows).tocsr()
