"""The periodic orbit of fine cloth, from that of the same cloth in a coarse mesh, by several solvers at once."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.beside import beside
from frontrow.cloth.orbit import DRAG, Loop
from frontrow.cloth.solver import Solver
from frontrow.cloth.steer import Record, Steer

Floats = NDArray[np.float64]

RATES = (30.0, 120.0)  # 1/s, of the spring towards the coarse orbit, and of those towards the round before
CLOSE = 0.003  # metres, 99th percentile; where the cycle gapes more it is walked on
FURTHER = (60.0, 135.0, 180.0)  # 1/s, of the springs in those rounds
MAIN = 0.75  # share of progress that belongs to the rounds that are always walked
WARM = 12  # frames in which what came from the coarse mesh finds its own folds before they are kept


def refined(
    solvers: Sequence[Solver],
    bodies: ArrayLike,
    period: float,
    lead: Callable[[int], tuple[Floats, Floats]],
    *,
    rates: Sequence[float] = RATES,
    warm: int = WARM,
    wind: tuple[float, float, float] = (0.0, 0.0, 0.0),
    drag: float = DRAG,
    progress: Callable[[float], None] | None = None,
) -> Loop:
    """The cloth's own period on a body that repeats: bodies (F, nb, 3) metres, period in seconds, as in `orbit`.

    The cycle is cut in as many equal parts as there are solvers, and solver s stands `warm` frames before part s, see
    `begins`. Each walks one part, led towards `lead` (positions and velocities (n, 3) of a frame of the cycle), and in
    each further round goes on into the next part, led towards what the solver before it did there (multiple shooting,
    Bock & Plitt 1984, closed by time-delayed feedback). Every solver works on a thread of its own; the outcome does not
    depend on how many there are. Where the parts end more than CLOSE apart, one solver goes on through whole cycles.
    """
    frames = np.asarray(bodies)
    count, several, n = len(frames), len(solvers), solvers[0].cloth.vertices
    dt = period / count
    starts = [part * count // several for part in range(several + 1)]
    total = warm + len(rates) * starts[1]

    def step(s: int, k: int, start: tuple[Floats, Floats], end: tuple[Floats, Floats], rate: float) -> Steer:
        steer = Steer(start, end, rate, dt)
        solvers[s].step(frames[k % count], frames[(k + 1) % count], dt, wind=wind, drag=drag, steer=steer)
        return steer

    def walked(s: int, number: int, goals: Sequence[Record]) -> Record:
        part = (s + number) % several
        first, last = starts[part], starts[part + 1]
        if number == 0:
            for k in range(first - warm, first):
                step(s, k, lead(k), lead(k + 1), rates[0])
        record = Record.empty(last - first + 1, n)
        for j, k in enumerate(range(first, last)):
            record.keep(j, solvers[s])
            ends = (goals[part].at(j), goals[part].at(j + 1)) if goals else (lead(k), lead(k + 1))
            record.force.append(step(s, k, *ends, rates[number]).size)
            if progress and s == 0:
                progress(MAIN * min(1.0, (warm + number * starts[1] + j + 1) / total))
        record.keep(last - first, solvers[s])
        return record

    before: list[Record] = []
    goals: list[Record] = []
    parts: list[Record] = []
    for number in range(len(rates)):
        found = beside(*(partial(walked, s, number, goals) for s in range(several)))
        before, parts = parts, [found[(part - number) % several] for part in range(several)]
        goals = parts if number < 2 else [a.mean(b) for a, b in zip(goals, parts, strict=True)]
    last = (several - len(rates)) % several  # it has just come to the end of the cycle
    loop = Loop.of(parts, before or parts, len(rates), {0: solvers[last].state().moved(*parts[0].at(0))})
    if loop.gap[1] > CLOSE:
        told = (lambda done: progress(MAIN + (1 - MAIN) * done)) if progress else None
        loop = _closed(loop, solvers[last], Record.whole(parts), partial(step, last), told)
    if progress:
        progress(1.0)
    return loop


def _closed(
    loop: Loop,
    solver: Solver,
    goal: Record,
    step: Callable[[int, tuple[Floats, Floats], tuple[Floats, Floats], float], Steer],
    progress: Callable[[float], None] | None,
) -> Loop:
    """The best of a loop and of at most three rounds more, which one solver walks on from where that ends.

    Folds that fell on different sides in two solvers keep them apart however firmly each is led towards the other; one
    solver has but one side. Its first round is held loosely, so that it finds its own way: that one gapes more.
    """
    best, before, count = loop, goal, len(loop.frames)
    least = np.inf
    for number, rate in enumerate(FURTHER):
        record = Record.empty(count + 1, solver.cloth.vertices)
        for k in range(count):
            record.keep(k, solver)
            firm = rate * ((k + 1) / count) ** 2 if number == 0 else rate
            record.force.append(step(k, goal.at(k), goal.at(k + 1), firm).size)
            if progress:
                progress((number * count + k + 1) / (len(FURTHER) * count))
        record.keep(count, solver)
        state = solver.state().moved(*record.at(0))
        found = Loop.of([record], [before], loop.rounds + number + 1, {0: state})
        best = min(best, found, key=lambda one: one.gap[1])
        if best.gap[1] <= CLOSE or found.gap[1] >= least:
            break
        least, before = found.gap[1], record
        goal = record if number == 0 else goal.mean(record)
    return best


def begins(count: int, several: int, warm: int = WARM) -> list[int]:
    """The frame of a cycle of `count` at which each of several solvers has to stand."""
    return [(part * count // several - warm) % count for part in range(several)]
