"""How helpful readers would find a text, as far as its words tell: learnt from the votes of real readers.

The votes are those of 22,641 reviews of women's clothing (CC0). A vote needs a reader first, so what brings readers is
taken out before anything is learnt: how long the text is, how often the item was reviewed, its number and its class,
which stand for how long it was there and who passed by. What is left is foretold by sixteen figures of style in any
language, and, in English, by the words themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.language.quality.style import NAMES, style
from frontrow.language.quality.words import words

ASSET = Path(__file__).resolve().parent / "asset" / "helpful.npz"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Helpful:
    """Two ridge regressions, by style and by words.

    means, spreads, by_style: (16,). terms: words and pairs of words that are known, with idf and by_words of the same
    length. marks, word_marks: (101,), the percentiles of what each says of the reviews it learnt from.
    """

    means: Floats
    spreads: Floats
    by_style: Floats
    marks: Floats
    terms: dict[str, int]
    idf: Floats
    by_words: Floats
    word_marks: Floats

    def styled(self, texts: Sequence[str]) -> Floats:
        """What the style says of each text, (n,): log votes above what its readers and length explain."""
        every = np.array([style(text) for text in texts]).reshape(len(texts), len(NAMES))
        return np.clip((every - self.means) / self.spreads, -3, 3) @ self.by_style

    def worded(self, texts: Sequence[str]) -> Floats:
        """The same by style and English words together, (n,)."""
        return self.styled(texts) + table(texts, self.terms, self.idf) @ self.by_words

    def score(self, text: str, language: str = "") -> float:
        """Between 0 and 1: the share of reviews that this text would be more helpful than."""
        english = language == "en"
        found = float((self.worded if english else self.styled)([text])[0])
        return float(np.interp(found, self.word_marks if english else self.marks, np.linspace(0, 1, 101)))

    def parts(self, text: str) -> list[tuple[str, float]]:
        """What each figure of style adds or takes, the largest first."""
        found = np.clip((style(text) - self.means) / self.spreads, -3, 3) * self.by_style
        return sorted(((NAMES[i], float(found[i])) for i in range(len(NAMES))), key=lambda part: -abs(part[1]))


def grams(text: str) -> list[str]:
    """Words, and pairs of neighbours."""
    read = words(text)
    return read + [f"{one} {other}" for one, other in pairwise(read)]


def table(texts: Sequence[str], terms: dict[str, int], idf: Floats) -> Any:
    """(n, terms) tf-idf, damped, of length one each: a longer text does not weigh more."""
    import scipy.sparse as sp  # here: most pages need none of it

    rows, columns, values = list[int](), list[int](), list[float]()
    for row, text in enumerate(texts):
        counts: dict[int, int] = {}
        for gram in grams(text):
            if (column := terms.get(gram)) is not None:
                counts[column] = counts.get(column, 0) + 1
        weights = {column: (1 + np.log(times)) * idf[column] for column, times in counts.items()}
        norm = np.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        rows += [row] * len(weights)
        columns += list(weights)
        values += [weight / norm for weight in weights.values()]
    return sp.csr_matrix((values, (rows, columns)), shape=(len(texts), len(terms)))


def write(model: Helpful, path: Path) -> None:
    """Keep the model as an .npz of float32, which holds no pickles."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {name: getattr(model, name).astype(np.float32) for name in ARRAYS}
    np.savez_compressed(path, terms=np.array(list(model.terms)), **arrays)


def read(path: Path) -> Helpful:
    """The model that `write` kept. Raises OSError and ValueError where the file is another."""
    with np.load(path, allow_pickle=False) as kept:
        arrays = {name: kept[name].astype(np.float64) for name in ARRAYS}
        return Helpful(terms={str(term): i for i, term in enumerate(kept["terms"])}, **arrays)


ARRAYS = ("means", "spreads", "by_style", "marks", "idf", "by_words", "word_marks")


@cache
def shipped() -> Helpful:
    """The model that comes with the program."""
    return read(ASSET)
