"""Likeness by words: the cosine of TF-IDF over words, pairs of words, pieces of words, and characters of Chinese."""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from frontrow.language.desk.fulltext import TOGETHER, WORD
from frontrow.language.desk.types import Floats

# What each kind counts. Pieces carry forms, compounds and slips of the pen; pairs carry "how long" and "how much".
KINDS = {"word": 1.0, "pair": 0.6, "piece": 0.45, "two": 1.0, "sign": 0.5}
PIECES = (3, 4, 5)
UNKNOWN = 0.3  # of a question: how much of what is in no known text stands in its length
LITTLE = 4.0  # times the rarest word, squared: so that what says nothing ("what is") is like nothing
MOST = 1_000  # characters that are read


def features(text: str) -> Iterator[tuple[str, str]]:
    """(kind, feature), with repetitions."""
    plain = unicodedata.normalize("NFKD", text[:MOST].encode("utf-8", "replace").decode().casefold())
    plain = unicodedata.normalize("NFC", "".join(each for each in plain if not unicodedata.combining(each)))
    before = ""
    for word in WORD.findall(plain):
        if TOGETHER.search(word):
            yield from (("two", word[at : at + 2]) for at in range(len(word) - 1))
            yield from (("sign", sign) for sign in word)
            before = ""
            continue
        yield "word", word
        if before:
            yield "pair", f"{before} {word}"
        before = word
        if 3 < len(word) <= 40:
            edged = f"<{word}>"
            yield from (("piece", edged[at : at + n]) for n in PIECES for at in range(len(edged) - n + 1))


class Wording:
    """Knows no synonym, but every word of the ways of asking."""

    name = "words"

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [Counter(features(text)) for text in texts]
        seen = Counter(each for counts in counted for each in counts)
        self._place = {each: at for at, each in enumerate(seen)}
        self._unseen = math.log(1 + (len(texts) + 0.5) / 0.5)
        self._weight = np.array(
            [KINDS[kind] * math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for (kind, _), n in seen.items()]
        )
        self._rows = self._matrix(counted)

    def among(self) -> Floats:
        made: Floats = (self._rows @ self._rows.T).toarray()
        return made

    def to(self, question: str) -> Floats:
        row = self._matrix([Counter(features(question))])
        made: Floats = (self._rows @ row.T).toarray()[:, 0]
        return made

    def _matrix(self, counted: Sequence[Counter[tuple[str, str]]]) -> csr_matrix:
        rows, places, values = [], [], []
        for row, counts in enumerate(counted):
            known = [(self._place[each], n) for each, n in counts.items() if each in self._place]
            strange = sum((KINDS[each[0]] * self._unseen) ** 2 for each in counts if each not in self._place)
            held = np.array([self._weight[place] * (1 + math.log(n)) for place, n in known])
            length = math.sqrt(float((held**2).sum()) + UNKNOWN * strange + LITTLE * self._unseen**2)
            rows += [row] * len(known)
            places += [place for place, _ in known]
            values += list(held / length)
        return csr_matrix((values, (rows, places)), shape=(len(counted), len(self._place)))
