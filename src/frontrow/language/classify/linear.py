"""A linear head over terms or embeddings: seconds to train, microseconds to ask, and honest about how sure it is."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from frontrow.language.classify.calibration import calibrated
from frontrow.language.classify.classifier import Floats, Prediction, ordered
from frontrow.language.classify.kept import write
from frontrow.language.classify.reading import Reading, Remembering
from frontrow.language.classify.table import LONG, Table, held_out, mark
from frontrow.language.embed import best_embedder

FORMAT = "frontrow linear classifier 2"
COST = {"tfidf": 1.0, "embeddings": 10.0, "both": 1.0}  # C of the support vector machine


class Linear:
    """One support vector machine a label (squared hinge; Fan et al., LIBLINEAR, JMLR 2008), made to probabilities by

        softmax(heat · margin + base · log prior)

    whose two numbers are fitted on a quarter of the texts that a first fit did not see (temperature scaling, Guo et
    al., ICML 2017, with the prior beside it; calibration.py). The head itself is then fitted to all texts. A text in
    which nothing is known gets the prior.
    """

    def __init__(
        self,
        reading: Reading,
        labels: tuple[str, ...],
        weights: Floats,
        offsets: Floats,
        heat: float,
        prior: Floats,
        learnt: frozenset[int],
    ) -> None:
        """weights: (features, labels). offsets: (labels,), the intercepts at this heat and the priors. prior:
        (labels,), the logs of how often each was learnt."""
        self.reading, self.labels, self.learnt = reading, labels, learnt
        self.weights, self.offsets, self.heat, self.prior = weights, offsets, heat, prior

    @property
    def kind(self) -> str:
        return self.reading.kind

    @classmethod
    def fit(cls, table: Table, kind: str, progress: Callable[[str], None] = lambda step: None) -> "Linear":
        """Learn from all of `table`. kind: one of reading.KINDS."""
        labels = tuple(sorted(set(table.labels)))
        prior = _prior(table.labels, labels)
        embedder = Remembering(best_embedder(table.texts)) if kind != "tfidf" else None
        heat, base = 1.0, 0.0
        part, rest = held_out(table, 0.25, seed=1)
        if len(rest):
            progress("calibrating")
            reading, rows = Reading.of(kind, part.texts, embedder)
            weights, offsets = _machine(rows, part.labels, labels, COST[kind])
            truth = np.searchsorted(labels, rest.labels)
            heat, base = calibrated(reading.rows(rest.texts) @ weights + offsets, truth, prior)
        progress("learning")
        reading, rows = Reading.of(kind, table.texts, embedder)
        weights, offsets = _machine(rows, table.labels, labels, COST[kind])
        reading.embedder = embedder and embedder.embedder
        offsets = (heat * offsets + base * prior).astype(np.float32)
        marks = frozenset(map(mark, table.texts))
        return cls(reading, labels, weights, offsets, heat, prior.astype(np.float32), marks)

    def probabilities(self, texts: Sequence[str]) -> Floats:
        found = np.zeros((len(texts), len(self.labels)), np.float32)
        for start in range(0, len(texts), 4_096):
            read = [text[:LONG] for text in texts[start : start + 4_096]]
            rows = self.reading.rows(read)
            margins = self.heat * (rows @ self.weights) + self.offsets
            margins[self.reading.strange(read, rows)] = self.prior
            found[start : start + 4_096] = softmax(margins.astype(np.float64), axis=1)
        return found

    def predict(self, texts: Sequence[str], others: int = 2) -> list[Prediction]:
        return ordered(self.labels, self.probabilities(texts), others)

    def save(self, path: Path) -> None:
        kept: dict[str, NDArray[Any]] = {
            "weights": self.weights.astype(np.float16),
            "offsets": self.offsets,
            "prior": self.prior,
        }
        kept |= {
            "heat": np.array(self.heat),
            "labels": np.array(self.labels),
            "learnt": np.array(sorted(self.learnt), np.int64),
        }
        write(path, {"format": np.array(FORMAT), "kind": np.array(self.kind)} | kept | self.reading.arrays())

    @classmethod
    def from_arrays(cls, kept: dict[str, NDArray[Any]]) -> "Linear":
        """From what `save` wrote."""
        reading = Reading.from_arrays(str(kept["kind"]), kept)
        labels, learnt = tuple(kept["labels"].tolist()), frozenset(kept["learnt"].tolist())
        weights, heat = kept["weights"].astype(np.float32), float(kept["heat"])
        return cls(reading, labels, weights, kept["offsets"], heat, kept["prior"], learnt)


def _machine(rows: Any, said: Sequence[str], labels: Sequence[str], cost: float) -> tuple[Floats, Floats]:
    """Weights (features, labels), rounded to what a file keeps, and intercepts (labels,)."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=cost, random_state=0).fit(rows, np.searchsorted(labels, said))
    weights, offsets = machine.coef_, machine.intercept_
    if len(labels) == 2:
        weights, offsets = np.concatenate([-weights, weights]) / 2, np.concatenate([-offsets, offsets]) / 2
    rounded = np.ascontiguousarray(weights.T).astype(np.float16).astype(np.float32)
    return rounded, offsets.astype(np.float32)


def _prior(said: Sequence[str], labels: Sequence[str]) -> NDArray[np.float64]:
    counts = np.bincount(np.searchsorted(labels, said), minlength=len(labels))
    found: NDArray[np.float64] = np.log(np.maximum(counts, 1) / counts.sum())
    return found
