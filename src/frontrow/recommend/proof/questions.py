"""The tables of a protocol: who is asked what, in validation and in the test."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from frontrow.errors import UserError
from frontrow.recommend.log import Log
from frontrow.recommend.proof.splits import Split, split
from frontrow.recommend.proof.trial import Table

SAMPLE = 6_000  # questions of a validation, at most
SCORES = 4_000_000_000  # scores a model is asked for in a test, at most: users times items


@dataclass(frozen=True, slots=True)
class Questions:
    """tables: the protocol's own first. facts: what holds for all. each: what holds for one table."""

    tables: dict[str, Table]
    facts: dict[str, Any]
    each: dict[str, dict[str, Any]]

    def facts_of(self, name: str) -> dict[str, Any]:
        """How many were asked for how much in a table."""
        return self.each[name]


def questions(log: Log, protocol: str, most: int = 0) -> Questions:
    """The tables of a protocol. most: questions of a test; 0: as many as SCORES allows. Raises UserError."""
    valid, test, counts = split(log, protocol)
    for asked, part in ((valid, "validation"), (test, "test")):
        if not len(asked):
            raise UserError(
                f"nobody is left to ask in the {part} of the {protocol} protocol: "
                "it needs users with interactions before and new ones after; give it more data"
            )
    most = most or max(1_000, SCORES // max(len(log.items), 1))
    taken = test.sample(most)
    facts = {"users": len(np.unique(log.user)), "items": len(np.unique(log.item)), "events": len(log)}
    tables = {protocol: Table(valid.sample(most_valid(log)), [taken])}
    return Questions(tables, facts, {protocol: _counts(taken, test) | counts})


def most_valid(log: Log) -> int:
    """How many questions of a validation are asked: fewer where the catalogue is large."""
    return max(500, min(SAMPLE, SCORES // 20 // max(len(log.items), 1)))


def _counts(taken: Split, whole: Split) -> dict[str, Any]:
    found: dict[str, Any] = {"evaluated_users": len(np.unique(taken.users)), "targets": len(taken.targets)}
    return found | ({"sampled_from_users": len(whole)} if len(taken) < len(whole) else {})
