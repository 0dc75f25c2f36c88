"""How good a classifier is on texts it has not learnt from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 10


@dataclass(frozen=True)
class Report:
    """loss: mean -log probability of the truth. auc: one label against the rest, from probabilities, mean over the
    labels that occur. ece: expected calibration error of the likeliest label over ten bins. reliability: for each
    bin that is used (mean probability, share that was right, texts). confusion: (labels, labels), truth by row."""

    labels: tuple[str, ...]
    texts: int
    loss: float
    accuracy: float
    macro_f1: float
    auc: float | None
    ece: float
    reliability: list[tuple[float, float, int]]
    confusion: NDArray[np.int64]
    strange: int = 0

    def plain(self) -> dict[str, Any]:
        """JSON values."""
        counts = self.confusion
        places = np.argwhere((counts > 0) & ~np.eye(len(counts), dtype=bool))
        worst = sorted(places.tolist(), key=lambda pair: -counts[pair[0], pair[1]])[:20]
        return {
            "texts": self.texts,
            "labels": len(self.labels),
            "texts_of_unknown_labels": self.strange,
            "loss": round(self.loss, 5),
            "accuracy": round(self.accuracy, 5),
            "macro_f1": round(self.macro_f1, 5),
            "auc_ovr": None if self.auc is None else round(self.auc, 5),
            "ece": round(self.ece, 5),
            "reliability": [
                {"said": round(said, 4), "right": round(right, 4), "texts": texts}
                for said, right, texts in self.reliability
            ],
            "confused": [
                {"label": self.labels[row], "taken_for": self.labels[column], "texts": int(counts[row, column])}
                for row, column in worst
            ],
        }


def measure(labels: Sequence[str], probabilities: NDArray[np.float32], truth: Sequence[str]) -> Report:
    """probabilities: (n, labels), truth: n labels; texts whose label is unknown are counted and left out."""
    number = {label: place for place, label in enumerate(labels)}
    known = np.array([label in number for label in truth], bool)
    right = np.array([number[label] for label in truth if label in number], np.int64)
    p = probabilities[known].astype(np.float64)
    chosen, sure = p.argmax(axis=1), p.max(axis=1)
    confusion = np.zeros((len(labels), len(labels)), np.int64)
    np.add.at(confusion, (right, chosen), 1)
    loss = float(-np.log(np.clip(p[np.arange(len(right)), right], 1e-12, 1.0)).mean()) + 0.0  # no -0.0
    bins = _reliability(sure, chosen == right)
    ece = sum(texts * abs(said - hit) for said, hit, texts in bins) / len(right)
    accuracy, f1 = float((chosen == right).mean()), macro_f1(confusion)
    strange = int((~known).sum())
    return Report(tuple(labels), len(right), loss, accuracy, f1, _auc(p, right), ece, bins, confusion, strange)


def macro_f1(confusion: NDArray[np.int64]) -> float:
    """The mean of each label's F1, over the labels that occur in truth or in answers."""
    hits = np.diag(confusion)
    said = confusion.sum(axis=0) + confusion.sum(axis=1)
    return float((2 * hits[said > 0] / said[said > 0]).mean())


def _auc(p: NDArray[np.float64], right: NDArray[np.int64]) -> float | None:
    """Mean over labels of the chance that a text of the label gets more of it than one of another; ties count half."""
    from scipy.stats import rankdata

    found = []
    for place in range(p.shape[1]):
        own = right == place
        if 0 < own.sum() < len(own):
            ranks = rankdata(p[:, place])
            found.append((ranks[own].sum() - own.sum() * (own.sum() + 1) / 2) / (own.sum() * (~own).sum()))
    return float(np.mean(found)) if found else None


def _reliability(sure: NDArray[np.float64], hit: NDArray[np.bool_]) -> list[tuple[float, float, int]]:
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    used = [place == one for one in range(BINS) if (place == one).any()]
    return [(float(sure[one].mean()), float(hit[one].mean()), int(one.sum())) for one in used]
