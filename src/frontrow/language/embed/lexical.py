"""Latent semantic analysis: the embedder that is always there, learnt from the texts at hand."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.language.terms import PIECES, WORDS, Terms

Floats = NDArray[np.float32]


class Lexical:
    """TF-IDF of words and pieces of words, folded to `dim` numbers (Deerwester et al. 1990).

    It knows the words of its corpus only, and sees likeness where words are shared or occur together.
    """

    def __init__(self, terms: Terms, fold: Floats) -> None:
        """fold: (terms, dim)."""
        self._terms, self._fold = terms, fold

    @classmethod
    def of(cls, corpus: Sequence[str], dim: int = 128, seed: int = 0) -> "Lexical":
        """Learn from `corpus`; fewer numbers than `dim` when the corpus has fewer texts or terms."""
        from sklearn.utils.extmath import randomized_svd

        terms = Terms((WORDS, PIECES))
        matrix = terms.fit(list(corpus) or [""])
        size = max(1, min(dim, min(matrix.shape)))
        _, strength, right = randomized_svd(matrix, n_components=size, random_state=seed)
        kept = max(1, int((strength > 1e-6 * max(float(strength[0]), 1e-30)).sum()))
        return cls(terms, np.ascontiguousarray(right[:kept].T, np.float32))

    @property
    def name(self) -> str:
        return f"lexical-{self.dim}-{hashlib.sha256(self._fold.tobytes()).hexdigest()[:12]}"

    @property
    def dim(self) -> int:
        return int(self._fold.shape[1])

    def vectors(self, texts: Sequence[str]) -> Floats:
        if not len(texts):
            return np.zeros((0, self.dim), np.float32)
        return unit(np.asarray(self._terms.matrix(texts) @ self._fold, np.float32))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What it has learnt, as arrays to be kept in an .npz file."""
        return {"fold": self._fold} | self._terms.arrays()

    @classmethod
    def from_arrays(cls, kept: dict[str, NDArray[Any]]) -> "Lexical":
        """From what `arrays` gave."""
        return cls(Terms.of(kept), kept["fold"])

    def save(self, path: Path) -> None:
        """Write an .npz file."""
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **self.arrays())

    @classmethod
    def load(cls, path: Path) -> "Lexical":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            return cls.from_arrays(dict(file))


def unit(rows: Floats) -> Floats:
    """Each row at length 1; a row that is (nearly) nothing at 0."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Floats = np.where(length > 1e-6, rows / np.maximum(length, 1e-6), 0).astype(np.float32)
    return found
