"""Content similarity: looks are near when their facts are, whoever has seen them."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.colour import lab
from frontrow.recommend.item import Item
from frontrow.recommend.log import Log
from frontrow.recommend.models.item_to_item import ItemToItem
from frontrow.recommend.ranking import Part

Matrix = NDArray[np.float64]

WEIGHTS = {
    "house": 1.0,
    "garments": 0.9,
    "fabrics": 1.2,
    "colors": 1.2,
    "prints": 0.8,
    "silhouette": 0.7,
    "price": 0.5,
    "text": 0.5,
}


class Content(ItemToItem):
    """Links looks by a weighted sum of how alike each of their facts is; needs no log.

    weights: by trait (the keys of WEIGHTS). `fit` keeps the catalogue; the log only says which looks exist.
    """

    def __init__(
        self,
        catalogue: Sequence[Item],
        half_life: float | None = None,
        weights: dict[str, float] | None = None,
    ) -> None:
        super().__init__(half_life)
        self.items = tuple(item.id for item in catalogue)
        wanted = WEIGHTS if weights is None else weights
        self.traits = tuple(wanted)
        likenesses = np.stack([weight * likeness(name, catalogue) for name, weight in wanted.items()])
        self.links = likenesses.sum(axis=0).astype(np.float32)
        self.largest = likenesses.argmax(axis=0)

    def fit(self, log: Log) -> None:
        """Nothing to learn: facts speak for themselves."""

    def _part(self, amount: float, source: int, place: int) -> Part:
        return Part("content", amount, self.items[source], self.traits[self.largest[source, place]])


def likeness(trait: str, catalogue: Sequence[Item]) -> Matrix:
    """(items, items) in [0, 1]: how alike looks are in one fact; 0 with itself and where one is missing."""
    found = _TRAITS[trait](catalogue)
    np.fill_diagonal(found, 0.0)
    return found


def _shared(names: Callable[[Item], Sequence[str]]) -> Callable[[Sequence[Item]], Matrix]:
    """Jaccard's index, each shared name counting by its rarity: a name on every look says nothing."""

    def compare(catalogue: Sequence[Item]) -> Matrix:
        sets = [frozenset(names(item)) for item in catalogue]
        seen = Counter(name for found in sets for name in found)
        column = {name: place for place, name in enumerate(seen)}
        has = np.zeros((len(catalogue), len(seen)))
        for row, found in enumerate(sets):
            has[row, [column[name] for name in found]] = 1
        rarity = 1 - np.array([seen[name] for name in column]) / max(len(catalogue), 1)
        size = has.sum(axis=1)
        union = size[:, None] + size[None] - has @ has.T
        near: Matrix = (has * rarity) @ has.T / np.maximum(union, 1)
        return near

    return compare


def _cosine(bags: list[Counter[str]]) -> Matrix:
    """Cosine of TF-IDF vectors, the term frequency damped as 1 + log(tf)."""
    seen = Counter(term for bag in bags for term in bag)
    column = {term: place for place, term in enumerate(seen)}
    vectors = np.zeros((len(bags), len(seen)))
    for row, bag in enumerate(bags):
        for term, times in bag.items():
            vectors[row, column[term]] = (1 + math.log(times)) * math.log((1 + len(bags)) / (1 + seen[term]))
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(length > 0, length, 1)
    result: Matrix = np.clip(vectors @ vectors.T, 0, 1)
    return result


def _colors(catalogue: Sequence[Item]) -> Matrix:
    """Each colour's nearest in the other look, both ways; a difference of 20 leaves 37 %."""
    found = np.zeros((len(catalogue), len(catalogue)))
    rows = [row for row, item in enumerate(catalogue) if item.colors]
    if not rows:
        return found
    points = np.array([lab(color) for row in rows for color in catalogue[row].colors])
    counts = np.array([len(catalogue[row].colors) for row in rows])
    start = np.concatenate([[0], np.cumsum(counts)[:-1]])
    near = np.exp(-np.linalg.norm(points[:, None] - points[None], axis=2) / 20)
    nearest = np.maximum.reduceat(near, start, axis=1)
    one_way: Matrix = np.add.reduceat(nearest, start, axis=0) / counts[:, None]
    found[np.ix_(rows, rows)] = (one_way + one_way.T) / 2
    return found


def _prices(catalogue: Sequence[Item]) -> Matrix:
    """1.5 times the price leaves 44 %."""
    logs = np.log([item.price or np.nan for item in catalogue])
    near: Matrix = np.exp(-2 * np.abs(logs[:, None] - logs[None]))
    return np.nan_to_num(near, nan=0.0)


def _silhouettes(catalogue: Sequence[Item]) -> Matrix:
    """The mean over the options both looks have: equal words, or numbers near within the season's range."""
    near = np.zeros((len(catalogue), len(catalogue)))
    both = np.zeros_like(near)
    for name in {name for item in catalogue for name in item.silhouette}:
        values = [item.silhouette.get(name) for item in catalogue]
        words = np.array([value if isinstance(value, str) else "" for value in values])
        numbers = np.array([np.nan if value is None or isinstance(value, str) else value for value in values])
        span = np.nanmax(numbers) - np.nanmin(numbers) if np.isfinite(numbers).any() else 0.0
        close = 1 - np.abs(numbers[:, None] - numbers[None]) / (span or 1.0)
        near += np.nan_to_num(close, nan=0.0) + ((words[:, None] == words[None]) & (words != ""))
        has = np.array([value is not None for value in values])
        both += has[:, None] & has[None]
    return near / np.maximum(both, 1)


def _words(text: str) -> Counter[str]:
    """Words of alphabetic scripts in lower case; pairs of characters where a script writes no spaces."""
    words = re.findall(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}", text.lower())
    pairs = [
        run[place : place + 2]
        for run in re.findall(r"[\u3040-\u30ff\u3400-\u9fff]+", text)
        for place in range(len(run) - 1)
    ]
    return Counter(words + pairs)


_TRAITS: dict[str, Callable[[Sequence[Item]], Matrix]] = {
    "house": _shared(lambda item: [item.house] if item.house else []),
    "garments": _shared(lambda item: item.garments),
    "fabrics": _shared(lambda item: item.fabrics),
    "colors": _colors,
    "prints": _shared(lambda item: item.prints),
    "silhouette": _silhouettes,
    "price": _prices,
    "text": lambda catalogue: _cosine([_words(item.text) for item in catalogue]),
}
