"""Likeness by meaning, in any language the embedder knows.

An encoder puts what is said in the same language near each other too. So vectors are centred and whitened by how far
ways of asking for the same thing lie apart (as in linear discriminant analysis, Fisher 1936, with the covariance shrunk
towards a sphere, Ledoit and Wolf 2004): the directions in which languages differ then count for less.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from frontrow.language.desk.keeping import kept
from frontrow.language.desk.types import Floats
from frontrow.language.embed import Embedder

SHRINK = 0.8
NARROW = 3.0  # of the Gaussian of the cosine


class Meaning:
    """Texts that no embedder can read (no letter in them) are like nothing."""

    def __init__(self, asks: Sequence[tuple[str, str]], embedder: Embedder, path: Path | None = None) -> None:
        """asks: topic and text. path: an .npz file that keeps their vectors."""
        self.name, self._embedder = embedder.name, embedder
        texts = [text for _, text in asks]
        found = kept(path, [embedder.name, *texts], lambda: {"rows": embedder.vectors(texts)})
        rows = found["rows"].astype(np.float64)
        names, of = np.unique([name for name, _ in asks], return_inverse=True)
        means = np.array([rows[of == at].mean(axis=0) for at in range(len(names))])
        self._centre = rows.mean(axis=0)
        self._whiten = _whitening(rows - means[of])
        self._rows = _unit((rows - self._centre) @ self._whiten)

    def among(self) -> Floats:
        made: Floats = np.exp(NARROW * (self._rows @ self._rows.T - 1))
        return made

    def to(self, question: str) -> Floats:
        vector = self._embedder.vectors([question])[0].astype(np.float64)
        if not vector.any():
            return np.zeros(len(self._rows))
        made: Floats = np.exp(NARROW * (self._rows @ _unit((vector - self._centre) @ self._whiten) - 1))
        return made


def _whitening(apart: Floats) -> Floats:
    """(dim, dim): what makes a sphere of these differences, were they shrunk."""
    cov = apart.T @ apart / len(apart)
    dim = len(cov)
    cov = (1 - SHRINK) * cov + SHRINK * max(np.trace(cov) / dim, 1e-9) * np.eye(dim)
    values, vectors = np.linalg.eigh(cov)
    made: Floats = (vectors / np.sqrt(values)) @ vectors.T
    return made


def _unit(rows: Floats) -> Floats:
    made: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return made
