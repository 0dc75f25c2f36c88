"""One family from validation to test: settings chosen on validation alone, one look at the test."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from frontrow.errors import UserError
from frontrow.recommend.log import Ints, Log
from frontrow.recommend.proof.family import Family, Settings
from frontrow.recommend.proof.limit import OutOfTime, within
from frontrow.recommend.proof.lists import median_request, ranked
from frontrow.recommend.proof.metrics import FIGURES, Values, values
from frontrow.recommend.proof.splits import Split
from frontrow.recommend.ranking import Recommender

NDCG = FIGURES.index("ndcg@10")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Table:
    """Questions of one kind: those settings are chosen on, and those of the test, in parts by what is learnt."""

    valid: Split
    tests: Sequence[Split]


@dataclass(frozen=True, slots=True)
class Answers:
    """A model's lists (n, 20) for a table's test questions, and what they cost.

    values: (n, FIGURES). settings: chosen on validation, where they had `validation` NDCG@10 (None: nobody could be
    asked); `tried` of `of` settings were fitted there. fit_s, fit_cpu_s: seconds of the fit that answered, by the clock
    and of the processor (of the first fit, where there are several parts). ms_user, ms_single: milliseconds for one
    user's list, in batches and one at a time (the median).
    """

    lists: Ints
    values: Values
    settings: dict[str, Any]
    validation: float | None
    tried: int
    of: int
    fit_s: float
    fit_cpu_s: float
    ms_user: float
    ms_single: float


@dataclass
class _Choice:
    settings: Settings = field(default_factory=dict)
    asked: Settings = field(default_factory=dict)
    score: float | None = -1.0


def trial(
    group: Mapping[str, Family], tables: Mapping[str, Table], limit: float, tell: Tell
) -> tuple[dict[str, dict[str, Answers]], dict[str, str]]:
    """Answers by table and family, and why a family has none. A fit is made once for all families that share it.

    limit: seconds a family may spend on choosing, and again on its test.
    """
    choices, tried, failed = _choose(group, {name: table.valid for name, table in tables.items()}, limit, tell)
    found: dict[str, dict[str, Answers]] = {name: {} for name in tables}
    fits: dict[str, list[tuple[str, str, _Choice]]] = {}
    for (name, table), choice in choices.items():
        fits.setdefault(_key(group[name], choice.settings), []).append((name, table, choice))
    for wanting in fits.values():
        family, settings = group[wanting[0][0]], wanting[0][2].settings
        tell(f"{wanting[0][0]}: test")
        try:
            with within(2 * limit):
                done = _tested(family, settings, wanting, tables)
        except (OutOfTime, MemoryError) as error:
            why = (
                f"took more than {2 * limit:.0f} s on the test" if isinstance(error, OutOfTime) else "needs more memory"
            )
            failed |= {name: why for name, _, _ in wanting}
            continue
        for (name, table, choice), (lists, figures, times) in zip(wanting, done, strict=True):
            settings = dict(choice.settings) | dict(choice.asked)
            counts = tried[name], len(group[name].settings)
            found[table][name] = Answers(lists, figures, settings, choice.score, *counts, *times)
    return found, failed


def _choose(
    group: Mapping[str, Family], valid: Mapping[str, Split], limit: float, tell: Tell
) -> tuple[dict[tuple[str, str], _Choice], dict[str, int], dict[str, str]]:
    """The best settings by family and table, how many were tried, and why a family has none."""
    choices: dict[tuple[str, str], _Choice] = {}
    tried = dict.fromkeys(group, 0)
    spent, longest = dict.fromkeys(group, 0.0), dict.fromkeys(group, 0.0)
    failed: dict[str, str] = {}
    learn = next(iter(valid.values())).learn
    questions = {table: asked for table, asked in valid.items() if len(asked)}
    for name, family in group.items():  # where nobody can be asked, the likeliest is taken
        blind = {table: _Choice(family.settings[0], family.asks[0], None) for table in valid.keys() - questions.keys()}
        choices |= {(name, table): choice for table, choice in blind.items()}
    for wanting in _by_fit(group) if questions else ():
        left = {
            name: settings
            for name, settings in wanting.items()
            if name not in failed and (not tried[name] or spent[name] + longest[name] <= limit)
        }
        if not left:
            continue
        first = next(iter(left))
        tell(f"{first}: validation {tried[first] + 1} of {len(group[first].settings)}")
        began = time.perf_counter()
        try:
            with within(max(limit - spent[name] for name in left)):
                model, *_ = fitted(group[first], left[first], learn)
                for name, settings in left.items():
                    for table, asked in questions.items():
                        _better(choices, (name, table), group[name], model, settings, asked)
                    tried[name] += 1
        except (OutOfTime, Exception) as error:
            why = _why(error, f"{limit:g} s to fit and ask once")
            failed |= {name: why for name in left if not tried[name]}
        took = time.perf_counter() - began
        for name in left:
            spent[name] += took
            longest[name] = max(longest[name], took)
    return {key: choice for key, choice in choices.items() if key[0] not in failed}, tried, failed


def _why(error: BaseException, time: str) -> str:
    """One model must not end the others' evaluation, whatever is wrong with it."""
    if isinstance(error, OutOfTime):
        return f"it took more than {time}"
    if isinstance(error, MemoryError):
        return "it needs more memory than is free"
    said = (str(error).splitlines() or [""])[0]
    return said if isinstance(error, UserError) else f"it failed: {type(error).__name__}: {said}"


def _better(
    choices: dict[tuple[str, str], _Choice],
    key: tuple[str, str],
    family: Family,
    model: Recommender,
    settings: Settings,
    valid: Split,
) -> None:
    """Ask a fitted model in each of the family's ways, and keep the best of all so far."""
    best = choices.setdefault(key, _Choice())
    for asked in [family.tune(model, valid)] if family.tune else family.asks:
        score = float(values(ranked(_set(model, asked), valid), valid)[:, NDCG].mean())
        if best.score is None or score > best.score:
            best.settings, best.asked, best.score = settings, asked, score


def _tested(
    family: Family, settings: Settings, wanting: Sequence[tuple[str, str, _Choice]], tables: Mapping[str, Table]
) -> list[tuple[Ints, Values, tuple[float, float, float, float]]]:
    """For each of `wanting` lists, values, and the fit's seconds and processor seconds, ms in batches, ms alone."""
    parts: list[list[tuple[Ints, Values, float]]] = [[] for _ in wanting]
    fits, alone = [(0.0, 0.0)] * len(wanting), [0.0] * len(wanting)
    learns = {id(test.learn): test.learn for _, table, _ in wanting for test in tables[table].tests}
    for learn in learns.values():
        model, *seconds = fitted(family, settings, learn)
        for place, (_, table, choice) in enumerate(wanting):
            _set(model, choice.asked)
            for test in tables[table].tests:
                if test.learn is not learn:
                    continue
                began = time.perf_counter()
                lists = ranked(model, test)
                parts[place].append((lists, values(lists, test), time.perf_counter() - began))
                fits[place] = fits[place] if any(fits[place]) else (seconds[0], seconds[1])
                alone[place] = alone[place] or median_request(model, test)
    found = []
    for place, part in enumerate(parts):
        lists, figures = np.concatenate([one[0] for one in part]), np.concatenate([one[1] for one in part])
        batch = 1000 * sum(one[2] for one in part) / max(len(lists), 1)
        found.append((lists, figures, (*fits[place], batch, alone[place])))
    return found


def fitted(family: Family, settings: Settings, log: Log) -> tuple[Recommender, float, float]:
    """A model of the family, and the seconds its fit took: by the clock, and of the processor."""
    model = family.make(**settings)
    clock, processor = time.perf_counter(), time.process_time()
    model.fit(log)
    return model, time.perf_counter() - clock, time.process_time() - processor


def _set(model: Recommender, attributes: Settings) -> Recommender:
    for name, value in attributes.items():
        setattr(model, name, value)
    return model


def _by_fit(group: Mapping[str, Family]) -> list[dict[str, Settings]]:
    """For each different fit the families that want it, in the order in which each family wants its own."""
    found: dict[str, dict[str, Settings]] = {}
    for place in range(max(len(family.settings) for family in group.values())):
        for name, family in group.items():
            if place < len(family.settings):
                found.setdefault(_key(family, family.settings[place]), {})[name] = family.settings[place]
    return list(found.values())


def _key(family: Family, settings: Settings) -> str:
    return f"{id(family.make)} {json.dumps(settings, sort_keys=True, default=str)}"
