"""Solvers brought to the same measured quality before their cost is compared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from frontrow.bench.run import Run

STRAIN, INSIDE = 0.003, 0.001  # how much worse than the target counts as the same


@dataclass(frozen=True)
class Match:
    """The cheapest run that reached the target, or the best that was tried; tried: all of them, in order."""

    run: Run
    reached: bool
    tried: tuple[Run, ...]


def reaches(run: Run, target: Run) -> bool:
    """Whether a run's strain and penetration are as good as the target's."""
    return run.finite and run.strain <= target.strain + STRAIN and run.inside <= target.inside + INSIDE


def matched(ladder: Iterable[Callable[[], Run]], target: Run, budget: float) -> Match:
    """Climb from cheap to dear settings until one reaches the target, or costs more than `budget` CPU ms a frame."""
    tried: list[Run] = []
    for rung in ladder:
        if tried and tried[-1].cpu_ms > budget:
            break
        tried.append(rung())
        if reaches(tried[-1], target):
            break
    whole = [run for run in tried if run.finite] or tried
    cheapest = [run for run in whole if reaches(run, target)]
    best = cheapest[0] if cheapest else min(whole, key=lambda run: (run.inside - target.inside > INSIDE, run.strain))
    return Match(best, bool(cheapest), tuple(tried))
