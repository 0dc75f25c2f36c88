"""Words and pieces of words, counted and weighed: the sparse vectors of a text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray


@dataclass(frozen=True)
class Grams:
    """Which terms are counted: `analyzer` "word", "char_wb" (pieces within words), from `low` to `high` long, or
    "ends": the first word and the last two, as such ("… shirt" is a shirt, "shirt …" perhaps a hanger).

    weight: length of their row. least: texts a term must occur in. most: terms kept, the most frequent first.
    """

    analyzer: str
    low: int
    high: int
    weight: float = 1.0
    least: int = 1
    most: int | None = None


WORDS = Grams("word", 1, 2)
PIECES = Grams("char_wb", 2, 5)
ENDS = Grams("ends", 1, 2, weight=0.5)
LETTERS = r"(?u)\b\w+\b"  # scikit-learn's own pattern drops words of one letter: "A line", "V neck"


class Terms:
    """TF-IDF with a damped term frequency, 1 + log(tf); each kind of gram has rows of its own length.

    Case is folded, accents are kept. Scripts without spaces are read through their pieces (characters).
    """

    def __init__(self, grams: Sequence[Grams] = (WORDS, PIECES)) -> None:
        self.grams = tuple(grams)
        self._vectorizers: list[Any] = []

    @property
    def size(self) -> int:
        """How many terms it knows."""
        return sum(len(vectorizer.vocabulary_) for vectorizer in self._vectorizers)

    def fit(self, texts: Sequence[str]) -> "sp.csr_array[np.float32]":
        """Learn the terms of `texts` and their rarity; gives their matrix (n, size)."""
        self._vectorizers, found = [], []
        for grams in self.grams:
            vectorizer = _vectorizer(grams)
            try:
                found.append(vectorizer.fit_transform(texts) * np.float32(grams.weight))
            except ValueError:  # not one term in all the texts
                vectorizer = _vectorizer(grams, {"": 0}, np.ones(1))
                found.append(vectorizer.transform(texts) * np.float32(grams.weight))
            self._vectorizers.append(vectorizer)
        return sp.csr_array(sp.hstack(found, format="csr"))

    def matrix(self, texts: Sequence[str]) -> "sp.csr_array[np.float32]":
        """(n, size): the terms of each text that are known."""
        pairs = zip(self.grams, self._vectorizers, strict=True)
        return sp.csr_array(sp.hstack([one.transform(texts) * np.float32(grams.weight) for grams, one in pairs], "csr"))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What it has learnt, as arrays to be kept in an .npz file."""
        kept: dict[str, NDArray[Any]] = {}
        for place, (grams, one) in enumerate(zip(self.grams, self._vectorizers, strict=True)):
            terms = sorted(one.vocabulary_, key=one.vocabulary_.__getitem__)
            told = json.dumps({"grams": vars(grams), "terms": terms}, ensure_ascii=False)
            kept[f"terms{place}"] = np.frombuffer(told.encode("utf-8", "surrogatepass"), np.uint8)
            kept[f"idf{place}"] = np.asarray(one.idf_, np.float32)
        return kept

    @classmethod
    def of(cls, kept: dict[str, NDArray[Any]]) -> "Terms":
        """From what `arrays` gave."""
        told: list[dict[str, Any]] = []
        while f"terms{len(told)}" in kept:
            told.append(json.loads(kept[f"terms{len(told)}"].tobytes().decode("utf-8", "surrogatepass")))
        made = cls([Grams(**one["grams"]) for one in told])
        for place, (grams, one) in enumerate(zip(made.grams, told, strict=True)):
            vocabulary = {term: column for column, term in enumerate(one["terms"])}
            made._vectorizers.append(_vectorizer(grams, vocabulary, kept[f"idf{place}"]))
        return made


def _ends(text: str) -> list[str]:
    words = text.lower().split()
    return [f"first {words[0]}", f"last {words[-1]}", f"before {' '.join(words[-2:-1])}"] if words else []


def _vectorizer(grams: Grams, vocabulary: dict[str, int] | None = None, idf: Any = None) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = TfidfVectorizer(
        analyzer=_ends if grams.analyzer == "ends" else grams.analyzer,
        ngram_range=(1, 1) if grams.analyzer == "ends" else (grams.low, grams.high),
        min_df=grams.least,
        max_features=grams.most,
        token_pattern=LETTERS if grams.analyzer == "word" else None,
        sublinear_tf=True,
        dtype=np.float32,
        vocabulary=vocabulary,
    )
    if idf is not None:
        made.idf_ = np.asarray(idf, np.float32)
    return made
