"""Compare models on what users really did next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontrow.errors import UserError
from frontrow.recommend.facts import Facts
from frontrow.recommend.log import Log
from frontrow.recommend.proof.family import Family
from frontrow.recommend.proof.questions import Questions, questions
from frontrow.recommend.proof.report import report
from frontrow.recommend.proof.trial import Answers, Table, Tell, trial
from frontrow.recommend.spread import Workers

LIMIT = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was asked of whom, and each model's row in each table, best first; the first table is the protocol's own.

    tables: name to {"evaluated_users", "questions", "targets", …, "models": rows}. skipped: model and why.
    """

    protocol: str
    facts: dict[str, Any]
    tables: dict[str, dict[str, Any]]
    skipped: dict[str, str]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The models of the protocol's own table, best first."""
        found: list[dict[str, Any]] = next(iter(self.tables.values()))["models"]
        return found

    def plain(self) -> dict[str, Any]:
        """JSON values, under the names of docs/guides/recommend.md."""
        name, *others = self.tables
        more = {"tables": {other: self.tables[other] for other in others}} if others else {}
        skipped = [{"model": model, "why": why} for model, why in self.skipped.items()]
        return {"protocol": self.protocol} | self.facts | self.tables[name] | more | {"skipped": skipped}


def evaluate(
    log: Log,
    protocol: str,
    families: Mapping[str, Family],
    tell: Tell = lambda step: None,
    limit: float = LIMIT,
    most: int = 0,
    refits: int = 1,
    workers: Workers | None = None,
    facts: Facts | None = None,
) -> Evaluation:
    """Every family's best settings on the protocol's tests. tell: told what is being done.

    limit: seconds a family may spend on choosing its settings, and again on its test. most: users asked in a test,
    a random sample; 0 for all (as many as time allows, see questions.py). refits: fits during the live test. workers:
    who does the trials of the families; this process when None. facts: of items, for "unseen". Raises UserError when
    the data are too few for the protocol.
    """
    asked = questions(log, protocol, most, refits, facts)
    answers, skipped = answered(asked, families, tell, limit, workers)
    tell("intervals")
    return told(protocol, asked, answers, skipped)


def answered(
    asked: Questions, families: Mapping[str, Family], tell: Tell, limit: float, workers: Workers | None = None
) -> tuple[dict[str, dict[str, Answers]], dict[str, str]]:
    """By table and family the answers, and why a family has none."""
    answers: dict[str, dict[str, Answers]] = {name: {} for name in asked.tables}
    skipped: dict[str, str] = {}
    parts = groups(families)
    if workers:
        tell("families on " + type(workers).__name__.lower())
        tried = workers.each(_tried, (asked.tables, limit), parts)
    else:
        tried = (trial(part, asked.tables, limit, tell) for part in parts)
    for found, failed in tried:
        skipped |= failed
        for name in asked.tables:
            answers[name] |= found[name]
    return answers, skipped


def _tried(
    asked: tuple[Mapping[str, Table], float], group: Mapping[str, Family]
) -> tuple[dict[str, dict[str, Answers]], dict[str, str]]:
    tables, limit = asked
    return trial(group, tables, limit, lambda step: None)


def told(
    protocol: str, asked: Questions, answers: Mapping[str, Mapping[str, Answers]], skipped: dict[str, str]
) -> Evaluation:
    """The figures of the answers. Raises UserError when there are none."""
    if not any(answers.values()):
        raise UserError("no model could be evaluated: " + "; ".join(f"{name} {why}" for name, why in skipped.items()))
    tables = {name: asked.each[name] | {"models": report(answers[name], asked.tables[name])} for name in answers}
    return Evaluation(protocol, asked.facts, tables, skipped)


def groups(families: Mapping[str, Family]) -> Sequence[dict[str, Family]]:
    """The families that are made by the same function, together: they may share fits."""
    found: dict[int, dict[str, Family]] = {}
    for name, family in families.items():
        found.setdefault(id(family.make), {})[name] = family
    return list(found.values())
