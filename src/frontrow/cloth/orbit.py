"""Walking: a periodic body, and the periodic orbit of the cloth on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth.solver import Solver
from frontrow.cloth.steer import Record, Steer

Floats = NDArray[np.float64]

RATES = (0.0, 40.0, 60.0, 80.0)  # 1/s, of the feedback in each round
DRAG = 1.5  # 1/s: light skirts on a body that walks are chaotic, a little drag makes neighbouring ways meet


@dataclass(frozen=True)
class Loop:
    """frames: (F, n, 3) float32 metres, as simulated; frame F would be frame 0 again, but for the gap. velocities:
    (F, n, 3) float32 m/s.

    gap: metres between the frame after the last and the first: mean, 99th percentile and most over the cloth.
    apart: the same between the last two rounds, over all frames. force: m/s², mean and 99th percentile of what the
    feedback still adds in the last round. seam: mean step, metres, from the last frame to the first; stride: between
    the others. rounds: how many were walked.
    """

    frames: NDArray[np.float32]
    velocities: NDArray[np.float32]
    gap: tuple[float, float, float]
    apart: tuple[float, float, float]
    force: tuple[float, float]
    seam: float
    stride: float
    rounds: int


def orbit(
    solver: Solver,
    bodies: ArrayLike,
    period: float,
    *,
    rates: Sequence[float] = RATES,
    wind: tuple[float, float, float] = (0.0, 0.0, 0.0),
    drag: float = DRAG,
    progress: Callable[[float], None] | None = None,
) -> Loop:
    """The cloth's own period on a body that repeats: bodies (F, nb, 3) metres, F + 1 = 0; period in seconds.

    The solver must stand at body frame 0, moving along. The first round is free. Every other is led towards the same
    moment of the round before (time-delayed feedback, Pyragas 1992), from the third on towards the mean of those before
    it (Socolar, Sukow & Gauthier 1994), by a spring of `rates` (1/s), which in the second round stiffens from nothing
    over the whole cycle, so that what closes the orbit is spread over it. On a periodic orbit the force vanishes. All
    contacts and the strain of the cloth are those of the solver, at every moment: no frame is faded or averaged.
    """
    frames = np.asarray(bodies)
    count, n = len(frames), solver.cloth.vertices
    dt = period / count
    record, before = Record.empty(count + 1, n), Record.empty(0, n)
    goal = record
    for number, rate in enumerate(rates):
        before, record = record, Record.empty(count + 1, n)
        for k in range(count):
            record.keep(k, solver)
            firm = rate * ((k + 1) / count) ** 2 if number == 1 else rate
            steer = Steer(goal.at(k), goal.at(k + 1), firm, dt) if firm > 0 and number > 0 else None
            solver.step(frames[k], frames[(k + 1) % count], dt, wind=wind, drag=drag, steer=steer)
            if steer:
                record.force.append(steer.size)
            if progress:
                progress((number * count + k + 1) / (len(rates) * count))
        record.keep(count, solver)
        if number < 2:
            goal = record
        else:
            mean = (goal.positions + record.positions) / 2, (goal.velocities + record.velocities) / 2
            goal = Record(*mean)
    kept = record.positions
    steps = np.linalg.norm(np.diff(kept[:count], axis=0), axis=2).mean(axis=1)
    return Loop(
        kept[:count].astype(np.float32),
        record.velocities[:count].astype(np.float32),
        spread(kept[count] - kept[0]),
        spread(kept - before.positions) if len(rates) > 1 else (np.nan, np.nan, np.nan),
        record.acceleration(),
        float(np.linalg.norm(kept[0] - kept[count - 1], axis=1).mean()),
        float(steps.mean()),
        len(rates),
    )


def spread(difference: ArrayLike) -> tuple[float, float, float]:
    """Mean, 99th percentile and most of the lengths of vectors (…, 3)."""
    size = np.linalg.norm(difference, axis=-1)
    return float(size.mean()), float(np.percentile(size, 99)), float(size.max())
