"""Full text over short texts: BM25 of words, their beginnings and pairs of characters. It knows no synonym."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.5  # Robertson and Zaragoza 2009, section 3.5, for texts about as long as each other
LITTLE = 4.0  # times the rarest word: what a question must say more than to count, so that "what is" says nothing
STEM = 5  # letters of a longer word that stand for its forms
WORD = re.compile(r"[^\W_]+")
TOGETHER = re.compile(r"[぀-ヿ㐀-鿿가-힯]")  # scripts in which words are read through pairs of characters


def tokens(text: str) -> list[str]:
    """Words without case and accents, the beginnings of long ones, and pairs of neighbours where no spaces are."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFC", "".join(each for each in plain if not unicodedata.combining(each)))
    found: list[str] = []
    for word in WORD.findall(plain):
        if TOGETHER.search(word):
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        else:
            found.append(word)
            if len(word) > STEM:
                found.append(f"{word[:STEM]}-")
    return found


class FullText:
    """How much of a question each text answers, 0 to about 1: its BM25 as a share of what a text that had all of the
    question's words would get."""

    name = "full text"

    def __init__(self, texts: Sequence[str], groups: Sequence[str] | None = None) -> None:
        """groups: what each text belongs to. A word is then as rare as the groups that say it: what is asked of
        everything ("what is the …") tells nothing apart."""
        groups = groups or [str(at) for at in range(len(texts))]
        counted = [Counter(tokens(text)) for text in texts]
        lengths = np.array([sum(counts.values()) for counts in counted] or [1], float)
        seen = Counter(word for word, _ in {(w, group) for c, group in zip(counted, groups, strict=True) for w in c})
        whole = len(set(groups))
        self._size = len(texts)
        self._rarest = math.log(1 + (whole + 0.5) / 0.5)
        self._rarity = {word: math.log(1 + (whole - n + 0.5) / (n + 0.5)) for word, n in seen.items()}
        self._rows: dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]] = {}
        places: dict[str, list[tuple[int, float]]] = {}
        for row, counts in enumerate(counted):
            damped = K1 * (1 - B + B * lengths[row] / max(lengths.mean(), 1.0))
            for word, n in counts.items():
                places.setdefault(word, []).append((row, n * (K1 + 1) / (n + damped)))
        for word, held in places.items():
            rows, weights = zip(*held, strict=True)
            self._rows[word] = np.array(rows, np.intp), np.array(weights) * self._rarity[word]

    def scores(self, question: str) -> NDArray[np.float64]:
        """(texts,): 0 where no word is shared."""
        found = np.zeros(self._size)
        words = tokens(question[:1_000])
        for word in words:
            if word in self._rows:
                rows, weights = self._rows[word]
                found[rows] += weights
        whole = sum(self._rarity.get(word, self._rarest) for word in words)
        return found / (whole + LITTLE * self._rarest)
