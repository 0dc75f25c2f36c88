"""The tables of a protocol: who is asked what, in validation and in the test."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from frontrow.errors import UserError
from frontrow.recommend.facts import Facts
from frontrow.recommend.log import Log
from frontrow.recommend.proof.moments import Moments, live
from frontrow.recommend.proof.splits import Split, ask, cuts, split
from frontrow.recommend.proof.trial import Table
from frontrow.recommend.proof.unseen import unseen

SAMPLE = 6_000  # questions of a validation, at most
LIVE = 20_000  # questions of the live test, at most
SCORES = 4_000_000_000  # scores a model is asked for in a test, at most: users times items


@dataclass(frozen=True, slots=True)
class Questions:
    """tables: the protocol's own first. facts: what holds for all. each: what holds for one table."""

    tables: dict[str, Table]
    facts: dict[str, Any]
    each: dict[str, dict[str, Any]]


def questions(log: Log, protocol: str, most: int = 0, refits: int = 1, about: Facts | None = None) -> Questions:
    """The tables of a protocol: its own and, for temporal, "everyone" and "live"; "unseen" needs facts.

    most: questions of a test; 0: as many as SCORES allows. refits: how often a model is fitted anew during the live
    test, each time to all that happened until then. Raises UserError.
    """
    valid, test, counts = unseen(log, about) if about and protocol == "unseen" else split(log, protocol)
    if not len(test):
        raise UserError(
            f"nobody is left to ask in the test of the {protocol} protocol: "
            "it needs users with interactions before and new ones after; give it more data"
        )
    room = SCORES // max(len(log.items), 1)
    most, few = most or max(1_000, room), max(500, min(SAMPLE, room // 20))
    facts = {"users": len(np.unique(log.user)), "items": len(np.unique(log.item)), "events": len(log)}
    taken = test.sample(most)
    tables = {protocol: Table(valid.sample(few), [taken])}
    each = {protocol: _counts(tables[protocol], len(test)) | counts}
    if protocol == "temporal":
        for name, table, whole in (_everyone(log, valid, test, most, few), _live(log, valid, test, most, few, refits)):
            if len(table.tests):
                strangers = sum(int((np.diff(part.histories.start) == 0).sum()) for part in table.tests)
                more = {"questions_without_history": strangers, "fits": len(table.tests)}
                tables[name], each[name] = table, _counts(table, whole) | more
    return Questions(tables, facts, each)


def _everyone(log: Log, valid: Split, test: Split, most: int, few: int) -> tuple[str, Table, int]:
    """As at the cut, but users without a past are asked too, with nothing known of them."""
    first, second = cuts(log)
    window, after = log.where((log.at >= first) & (log.at < second)), log.where(log.at >= second)
    early = ask(valid.learn, valid.learn, window, strangers=True)
    late = ask(test.learn, test.learn, after, strangers=True)
    return "everyone", Table(early.sample(few), [late.sample(most)] if len(late) else []), len(late)


def _live(log: Log, valid: Split, test: Split, most: int, few: int, refits: int) -> tuple[str, Table, int]:
    """Before each later event, with all that its user did until then."""
    first, second = cuts(log)
    early = Moments.of(log, first, second).sample(log, few)
    late = Moments.of(log, second)
    asked = late.sample(log, min(most, LIVE))
    places = len(test.learn) + np.arange(1, refits) * (len(log) - len(test.learn)) // refits
    moments = np.unique([second, *log.at[places].tolist(), np.inf])
    tests = []
    for since, until in pairwise(moments.tolist()):
        part = asked.of_rows(np.flatnonzero((asked.at >= since) & (asked.at < until)))
        tests.append(live(log, part, test.learn if since == second else log.where(log.at < since)))
    return "live", Table(live(log, early, valid.learn), [part for part in tests if len(part)]), len(late)


def _counts(table: Table, whole: int) -> dict[str, Any]:
    """How much was asked, of `whole` questions there were."""
    tests = table.tests
    users = np.unique(np.concatenate([test.users for test in tests]))
    asked = sum(len(test) for test in tests)
    found: dict[str, Any] = {"evaluated_users": len(users), "targets": sum(len(test.targets) for test in tests)}
    found["validation_questions"] = len(table.valid)
    if asked != len(users):
        found["questions"] = asked
    return found | ({"sampled_from": whole} if asked < whole else {})
