"""The same figures where little is known: of items that few took, and for users who did little."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from frontrow.recommend.log import Ints
from frontrow.recommend.proof.metrics import FIGURES, values
from frontrow.recommend.proof.splits import Split

FEW = 5  # events


def slices(parts: Sequence[Ints], tests: Sequence[Split]) -> dict[str, dict[str, Any]]:
    """new_items: targets with at most FEW events in what was learnt. new_users: questions with a history of at most
    FEW events. Each with its number of questions, and NDCG@10 and Recall@10 over these."""
    items, users = [], []
    for lists, test in zip(parts, tests, strict=True):
        events = np.bincount(test.learn.item, minlength=len(test.learn.items))
        rare = replace(test, targets=test.targets[events[test.targets[:, 1]] <= FEW])
        items.append(values(lists, rare)[np.unique(rare.targets[:, 0])])
        users.append(values(lists, test)[np.diff(test.histories.start) <= FEW])
    found = {}
    for name, tables in (("new_items", items), ("new_users", users)):
        rows = np.concatenate(tables)
        figures = {figure: _mean(rows[:, FIGURES.index(figure)]) for figure in ("ndcg@10", "recall@10")}
        found[name] = {"questions": len(rows)} | figures
    return found


def _mean(column: "np.typing.NDArray[np.float64]") -> float | None:
    return round(float(column.mean()), 5) if len(column) else None
