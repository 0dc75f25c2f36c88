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
    depend on how many there are.
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
                progress(min(1.0, (warm + number * starts[1] + j + 1) / total))
        record.keep(last - first, solvers[s])
        return record

    before: list[Record] = []
    goals: list[Record] = []
    parts: list[Record] = []
    for number in range(len(rates)):
        found = beside(*(partial(walked, s, number, goals) for s in range(several)))
        before, parts = parts, [found[(part - number) % several] for part in range(several)]
        goals = parts if number < 2 else [a.mean(b) for a, b in zip(goals, parts, strict=True)]
    last = solvers[(several - len(rates)) % several].state()  # it has just come to the end of the cycle
    return Loop.of(parts, before or parts, len(rates), {0: last.moved(*parts[0].at(0))})


def begins(count: int, several: int, warm: int = WARM) -> list[int]:
    """The frame of a cycle of `count` at which each of several solvers has to stand."""
    return [(part * count // several - warm) % count for part in range(several)]
