"""Reviews with the votes that readers gave them, and what brought the readers."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.language.quality.words import length

COLUMNS = ("Clothing ID", "Title", "Review Text", "Positive Feedback Count", "Class Name", "Age")


@dataclass(frozen=True)
class Reviews:
    """texts: title and text. votes: log(1 + helpful votes). items: (n,) int. exposure: (n, k), what brings readers:
    the log of the text's length in three powers, that of the item's reviews, the item's number, its class, the
    writer's age."""

    texts: tuple[str, ...]
    votes: NDArray[np.float64]
    items: NDArray[np.int64]
    lengths: NDArray[np.float64]
    exposure: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, rows: NDArray[np.int64]) -> "Reviews":
        """The reviews in these rows, in their order."""
        return Reviews(
            tuple(self.texts[i] for i in rows),
            self.votes[rows],
            self.items[rows],
            self.lengths[rows],
            self.exposure[rows],
        )


def load(path: Path) -> Reviews:
    """The public set of women's clothing reviews. Raises UserError when the file is another."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if (row.get("Review Text") or "").strip()]
        if not rows or any(name not in rows[0] for name in COLUMNS):
            raise UserError(f"{path} has not the columns of the reviews: {', '.join(COLUMNS)}")
        texts = tuple(f"{row['Title']}. {row['Review Text']}".strip(". ") for row in rows)
        votes = np.log1p([float(row["Positive Feedback Count"]) for row in rows])
        items = np.array([int(row["Clothing ID"]) for row in rows])
        ages = np.array([float(row["Age"]) for row in rows])
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise UserError(f"{path} cannot be read as reviews: {error}") from None
    long = np.log([max(1.0, length(text)) for text in texts])
    many = Counter(items.tolist())
    classes = sorted({row["Class Name"] for row in rows})
    kind = np.eye(len(classes))[[classes.index(row["Class Name"]) for row in rows]]
    said = np.log([many[item] for item in items.tolist()])
    number = items / items.max()
    columns = [long, long**2, long**3, said, said**2, number, number**2, ages / 50, (ages / 50) ** 2]
    return Reviews(texts, votes, items, long, np.column_stack([*columns, kind]))


def split(reviews: Reviews, share: float = 0.25, seed: int = 0) -> tuple[Reviews, Reviews]:
    """To learn from and to hold out: no item is in both."""
    rng = np.random.default_rng(seed)
    every = np.unique(reviews.items)
    out = rng.choice(every, round(share * len(every)), replace=False)
    held = np.isin(reviews.items, out)
    return reviews.at(np.flatnonzero(~held)), reviews.at(np.flatnonzero(held))
