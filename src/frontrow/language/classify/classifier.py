"""What a classifier of texts is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prediction:
    """The likeliest label and how likely it is, and the runners-up, likeliest first."""

    label: str
    probability: float
    others: tuple[tuple[str, float], ...] = ()


class Classifier(Protocol):
    """Learnt from texts; `kind` is how: "tfidf", "embeddings" or "bert"."""

    @property
    def kind(self) -> str: ...

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it knows, in the order of its columns."""
        ...

    @property
    def learnt(self) -> frozenset[int]:
        """Of every text it has learnt from, its `mark`: whoever measures it leaves these out."""
        ...

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """(n, labels): rows that sum to 1, calibrated on texts that were held out."""
        ...

    def predict(self, texts: Sequence[str], others: int = 2) -> list[Prediction]:
        """For each text its label, with so many runners-up."""
        ...

    def save(self, path: Path) -> None:
        """Write it to one file, whole or not at all."""
        ...


def ordered(labels: Sequence[str], probabilities: Floats, others: int = 2) -> list[Prediction]:
    """Rows of probabilities as predictions."""
    places = np.argsort(-probabilities, axis=1, kind="stable")[:, : others + 1]
    found = []
    for row, best in zip(probabilities, places, strict=True):
        first, *rest = [(labels[place], float(row[place])) for place in best.tolist()]
        found.append(Prediction(*first, tuple(rest)))
    return found
