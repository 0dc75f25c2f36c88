"""Compare models on what users really did next: settings chosen on validation alone, one look at the test."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from frontrow.errors import UserError
from frontrow.recommend.log import Log
from frontrow.recommend.models.item_to_item import ItemToItem
from frontrow.recommend.proof.families import Family
from frontrow.recommend.proof.metrics import Measured, measure
from frontrow.recommend.proof.splits import Split, split
from frontrow.recommend.ranking import Recommender

SAMPLE = 6_000  # users asked in validation, at most
Progress = Callable[[str, float], None]
Fit = tuple[Callable[..., Recommender], tuple[tuple[str, Any], ...]]
Answer = tuple[str, float | None, float]  # family, half-life, NDCG@10 on validation


@dataclass(frozen=True, slots=True)
class Row:
    """One model's figures on the test, with the settings validation chose and the seconds its fit took."""

    model: str
    settings: dict[str, Any]
    validation_ndcg: float
    measured: Measured
    fit_s: float

    def plain(self) -> dict[str, Any]:
        """JSON values, under the names of docs/guides/recommend.md."""
        measured = self.measured
        figures = {
            "ndcg@10": measured.ndcg[10],
            "ndcg@10_ci95": measured.ndcg_ci95,
            "recall@10": measured.recall[10],
            "ndcg@20": measured.ndcg[20],
            "recall@20": measured.recall[20],
            "coverage@20": measured.coverage,
            "validation_ndcg@10": self.validation_ndcg,
            "fit_s": self.fit_s,
            "ms_user": measured.ms_user,
        }
        rounded = {name: round(value, 5) for name, value in figures.items()}
        return {"model": self.model, "settings": self.settings} | rounded


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was asked of whom, and each model's row."""

    protocol: str
    users: int
    items: int
    events: int
    evaluated_users: int
    targets: int
    counts: dict[str, int]
    rows: list[Row]

    def plain(self) -> dict[str, Any]:
        """JSON values."""
        return {
            "protocol": self.protocol,
            "users": self.users,
            "items": self.items,
            "events": self.events,
            "evaluated_users": self.evaluated_users,
            "targets": self.targets,
            **self.counts,
            "models": [row.plain() for row in self.rows],
        }


def evaluate(
    log: Log, protocol: str, families: Sequence[Family], progress: Progress = lambda step, share: None
) -> Evaluation:
    """Every family's best settings on the protocol's test. progress: told a step and the share done.

    Raises UserError when the data are too few for the protocol.
    """
    valid, test, counts = split(log, protocol)
    for asked, part in ((valid, "validation"), (test, "test")):
        if not len(asked.users):
            raise UserError(
                f"nobody is left to ask in the {part} of the {protocol} protocol: "
                "it needs users with interactions before and new ones after; give it more data"
            )
    chosen = _choose(_sampled(valid), families, progress)
    rows: dict[str, Row] = {}
    for done, (fit, answers) in enumerate(_by_fit(chosen).items()):
        progress("test", 0.6 + 0.4 * done / len(chosen))
        model, seconds = _fitted(fit, test.learn)
        for family, half_life, score in answers:
            measured = measure(_with(model, half_life), test)
            settings = dict(fit[1]) | ({} if half_life is None else {"half_life": half_life})
            rows[family] = Row(family, settings, score, measured, seconds)
    progress("test", 1.0)
    users, items = len(np.unique(log.user)), len(np.unique(log.item))
    ordered = sorted(rows.values(), key=lambda row: -row.measured.ndcg[10])
    return Evaluation(protocol, users, items, len(log), test.counted, len(test.targets), counts, ordered)


def _choose(valid: Split, families: Sequence[Family], progress: Progress) -> list[tuple[Fit, Answer]]:
    """For each family the fit, the half-life and the NDCG@10 that are best on validation."""
    best: dict[str, tuple[Fit, Answer]] = {}
    candidates = [
        (_fit(family, settings), (family.name, half_life, 0.0))
        for family in families
        for settings in family.settings
        for half_life in family.half_lives
    ]
    done = 0
    for fit, answers in _by_fit(candidates).items():
        model, _ = _fitted(fit, valid.learn)
        for family, half_life, _ in answers:
            progress(f"validation: {family}", 0.6 * done / len(candidates))
            score = measure(_with(model, half_life), valid).ndcg[10]
            if family not in best or score > best[family][1][2]:
                best[family] = fit, (family, half_life, score)
            done += 1
    return list(best.values())


def _by_fit(pairs: Sequence[tuple[Fit, Answer]]) -> dict[Fit, list[Answer]]:
    """What is asked of each fit: a model is fitted once, whoever needs it."""
    found: dict[Fit, list[Answer]] = {}
    for fit, answer in pairs:
        found.setdefault(fit, []).append(answer)
    return found


def _fit(family: Family, settings: dict[str, Any]) -> Fit:
    return family.make, tuple(sorted(settings.items()))


def _fitted(fit: Fit, log: Log) -> tuple[Recommender, float]:
    make, settings = fit
    model = make(**dict(settings))
    began = time.perf_counter()
    model.fit(log)
    return model, time.perf_counter() - began


def _with(model: Recommender, half_life: float | None) -> Recommender:
    if isinstance(model, ItemToItem):
        model.half_life = half_life
    return model


def _sampled(valid: Split, seed: int = 42) -> Split:
    """At most SAMPLE users of the split."""
    if len(valid.users) <= SAMPLE:
        return valid
    rows = np.sort(np.random.default_rng(seed).choice(len(valid.users), SAMPLE, replace=False))
    kept = valid.targets[np.isin(valid.targets[:, 0], rows)]
    targets = np.stack([np.searchsorted(rows, kept[:, 0]), kept[:, 1]], axis=1)
    return Split(valid.learn, valid.users[rows], valid.histories.of(rows), targets, SAMPLE)
