"""Texts by their meaning, in any language the embedder knows; beside it, full text for names and numbers.

An encoder puts what is said in the same language near each other too. So vectors are centred and whitened by how far
ways of asking for the same thing lie apart (as in linear discriminant analysis, Fisher 1936, with the covariance shrunk
towards a sphere, Ledoit and Wolf 2004): the directions in which languages differ then count for little.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontrow.language.desk.fulltext import FullText
from frontrow.language.embed import Embedder

WORDS = 0.15  # the weight of full text
SHRINK = 0.4
Floats = NDArray[np.float64]


class Meaning:
    """How near a question is to a way of asking (cosine), to all ways of asking for the same (cosine with their mean),
    and a little full text."""

    def __init__(self, asks: Sequence[tuple[str, str]], embedder: Embedder, kept: Path | None = None) -> None:
        """asks: topic and way of asking. kept: an .npz file for their vectors, written when it is not there or old."""
        self.name = embedder.name
        texts = [text for _, text in asks]
        self._embedder, self._words = embedder, FullText(texts, [name for name, _ in asks])
        rows = _kept(texts, embedder, kept).astype(np.float64)
        self._known = dict(zip(texts, rows, strict=True))
        names, self._of = np.unique([name for name, _ in asks], return_inverse=True)
        means = np.array([rows[self._of == at].mean(axis=0) for at in range(len(names))])
        self._centre = rows.mean(axis=0)
        self._whiten = _whitening(rows - means[self._of])
        self._rows = _unit((rows - self._centre) @ self._whiten)
        self._means = _unit((means - self._centre) @ self._whiten)

    def scores(self, question: str) -> Floats:
        """(asks,)"""
        vector = self._known.get(question)
        if vector is None:
            vector = self._embedder.vectors([question])[0].astype(np.float64)
        if not vector.any():
            return self._words.scores(question)
        place = _unit((vector - self._centre) @ self._whiten)
        near: Floats = self._rows @ place + (self._means @ place)[self._of] + WORDS * self._words.scores(question)
        return near


def _whitening(apart: Floats) -> Floats:
    """(dim, dim): what makes a sphere of these differences, were they shrunk."""
    cov = apart.T @ apart / len(apart)
    dim = len(cov)
    cov = (1 - SHRINK) * cov + SHRINK * max(np.trace(cov) / dim, 1e-9) * np.eye(dim)
    values, vectors = np.linalg.eigh(cov)
    made: Floats = (vectors / np.sqrt(values)) @ vectors.T
    return made


def _kept(texts: Sequence[str], embedder: Embedder, path: Path | None) -> NDArray[np.float32]:
    key = hashlib.sha256("\0".join([embedder.name, *texts]).encode("utf-8", "replace")).hexdigest()
    if path and path.exists():
        try:
            with np.load(path, allow_pickle=False) as file:
                if str(file["key"]) == key:
                    return np.asarray(file["rows"], np.float32)
        except (OSError, ValueError, KeyError):
            pass
    rows = embedder.vectors(texts)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{key[:8]}.new")
        with fresh.open("wb") as file:
            np.savez(file, key=np.array(key), rows=rows)
        fresh.replace(path)
    return rows


def _unit(rows: Floats) -> Floats:
    made: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return made
