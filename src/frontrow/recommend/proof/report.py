"""A table's rows: every figure with its interval, beside the best model's."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from frontrow.recommend.proof.bootstrap import Resampled, resample
from frontrow.recommend.proof.exposure import exposure
from frontrow.recommend.proof.metrics import FIGURES, NAMES
from frontrow.recommend.proof.slices import slices
from frontrow.recommend.proof.trial import NDCG, Answers, Table

HEADLINES = [FIGURES.index(f"{name}@10") for name in NAMES]


def report(answers: Mapping[str, Answers], table: Table) -> list[dict[str, Any]]:
    """JSON rows, best NDCG@10 first. Intervals: users drawn again 1,000 times, the same for every model."""
    if not answers:
        return []
    users = np.concatenate([test.users for test in table.tests])
    drawn = dict(zip(answers, resample([one.values[:, HEADLINES] for one in answers.values()], users), strict=True))
    order = sorted(answers, key=lambda name: -answers[name].values[:, NDCG].mean())
    best = drawn[order[0]]
    return [_row(name, answers[name], table, drawn[name], best) for name in order]


def _row(name: str, one: Answers, table: Table, drawn: Resampled, best: Resampled) -> dict[str, Any]:
    means = dict(zip(FIGURES, one.values.mean(axis=0).tolist(), strict=True))
    row: dict[str, Any] = {"model": name, "settings": one.settings} | {f: round(v, 5) for f, v in means.items()}
    for place, (low, high) in zip(HEADLINES, drawn.interval().tolist(), strict=True):
        row[f"{FIGURES[place]}_ci95"] = round((high - low) / 2, 5)
        if place == NDCG:
            row["ndcg@10_interval"] = [round(low, 5), round(high, 5)]
    if drawn is not best:
        low, high = drawn.minus(best).interval()[HEADLINES.index(NDCG)].tolist()
        row["ndcg@10_minus_best"] = [round(low, 5), round(high, 5)]
    parts = np.split(one.lists, np.cumsum([len(test) for test in table.tests])[:-1])
    row |= {figure: round(value, 5) for figure, value in exposure(parts[-1], table.tests[-1]).items()}
    row["slices"] = slices(parts, table.tests)
    seen = None if one.validation is None else round(one.validation, 5)
    row |= {"validation_ndcg@10": seen, "settings_tried": one.tried, "settings_of": one.of}
    row |= {"fit_s": round(one.fit_s, 5), "fit_cpu_s": round(one.fit_cpu_s, 5)}
    return row | {"ms_user": round(one.ms_user, 5), "ms_single": round(one.ms_single, 5)}
