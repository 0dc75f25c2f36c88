"""What a linear head reads of a text: its terms, its embedding, or both."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.language.embed import Embedder, Lexical, best_embedder
from frontrow.language.terms import ENDS, Grams, Terms

KINDS = ("tfidf", "embeddings", "both")
MANY = 5_000  # texts from which a term must occur twice


class Reading:
    """Texts to rows of a sparse matrix. Embeddings are centred and scaled by what was learnt from."""

    def __init__(self, kind: str, terms: Terms | None, embedder: Embedder | None, centre: Any, scale: Any) -> None:
        self.kind, self.terms, self.embedder, self.centre, self.scale = kind, terms, embedder, centre, scale

    @classmethod
    def of(
        cls, kind: str, texts: Sequence[str], embedder: Embedder | None = None
    ) -> "tuple[Reading, sp.csr_array[np.float32]]":
        """Learn to read from `texts`; gives their rows too. embedder: for every kind but "tfidf"."""
        terms = centre = scale = None
        blocks: list[Any] = []
        if kind != "embeddings":
            least = 2 if len(texts) >= MANY else 1
            terms = Terms((Grams("word", 1, 3, least=least, most=300_000), _pieces(least), ENDS))
            blocks.append(terms.fit(texts))
        if embedder:
            vectors = embedder.vectors(texts)
            centre, scale = vectors.mean(axis=0), np.float32(1 / max(float(vectors.std(axis=0).mean()), 1e-9))
            blocks.append(_dense(vectors, centre, scale))
        return cls(kind, terms, embedder, centre, scale), sp.csr_array(sp.hstack(blocks, "csr"))

    def rows(self, texts: Sequence[str]) -> "sp.csr_array[np.float32]":
        """(n, features)."""
        blocks: list[Any] = []
        if self.terms:
            blocks.append(self.terms.matrix(texts))
        if self.embedder:
            blocks.append(_dense(self.embedder.vectors(texts), self.centre, self.scale))
        return sp.csr_array(sp.hstack(blocks, "csr"))

    def strange(self, texts: Sequence[str], rows: "sp.csr_array[np.float32]") -> NDArray[np.bool_]:
        """(n,): the texts in which nothing is known, or nothing is said."""
        silent = np.array([not any(letter.isalnum() for letter in text) for text in texts], bool)
        found: NDArray[np.bool_] = silent | (np.diff(rows.indptr) == 0)
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What it has learnt, as arrays to be kept in an .npz file."""
        kept = self.terms.arrays() if self.terms else {}
        if self.embedder:
            kept |= {"centre": self.centre, "scale": self.scale, "embedder": np.array(self.embedder.name)}
        if isinstance(self.embedder, Lexical):
            kept |= {f"lexical.{name}": one for name, one in self.embedder.arrays().items()}
        return kept

    @classmethod
    def from_arrays(cls, kind: str, kept: dict[str, NDArray[Any]]) -> "Reading":
        """From what `arrays` gave. Raises UserError when its embedder is not installed."""
        terms = Terms.of(kept) if kind != "embeddings" else None
        if kind == "tfidf":
            return cls(kind, terms, None, None, None)
        lexical = {name.removeprefix("lexical."): one for name, one in kept.items() if name.startswith("lexical.")}
        embedder: Embedder = Lexical.from_arrays(lexical) if lexical else best_embedder([])
        if embedder.name != str(kept["embedder"]):
            raise UserError(
                f"this classifier reads with {kept['embedder']}, which is missing; pip install 'frontrow[text]'"
            )
        return cls(kind, terms, embedder, kept["centre"], kept["scale"])


class Remembering:
    """An embedder that reads each text once."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder, self.name, self.dim = embedder, embedder.name, embedder.dim
        self._read: dict[str, NDArray[np.float32]] = {}

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = list(dict.fromkeys(text for text in texts if text not in self._read))
        self._read |= zip(new, self.embedder.vectors(new), strict=True)
        return np.array([self._read[text] for text in texts], np.float32).reshape(len(texts), self.dim)


def _pieces(least: int) -> Grams:
    return Grams("char_wb", 2, 5, least=least, most=300_000)


def _dense(vectors: NDArray[np.float32], centre: Any, scale: Any) -> "sp.csr_array[np.float32]":
    """At about length 1, as the rows of terms are."""
    return sp.csr_array(((vectors - centre) * scale / np.sqrt(vectors.shape[1])).astype(np.float32))
