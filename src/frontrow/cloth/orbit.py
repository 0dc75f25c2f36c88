"""Walking: a periodic body, and the periodic orbit of the cloth on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth.solver import Solver
from frontrow.cloth.state import State
from frontrow.cloth.steer import Record, Steer

Floats = NDArray[np.float64]

RATES = (0.0, 40.0, 60.0, 80.0)  # 1/s, of the feedback in each round
DRAG = 1.5  # 1/s: light skirts on a body that walks are chaotic, a little drag makes neighbouring ways meet


@dataclass(frozen=True)
class Loop:
    """frames: (F, n, 3) float32 metres, as simulated; frame F would be frame 0 again, but for the gap. velocities:
    (F, n, 3) float32 m/s.

    gap: metres between the frame after the last and the first, and wherever else parts of the cycle meet that were
    walked apart: mean, 99th percentile and most over the cloth. apart: the same between the last two rounds, over all
    frames. force: m/s², mean and 99th percentile of what the feedback still adds in the last round. seam: mean step,
    metres, over such a place; stride: between the other frames. rounds: how many were walked. states: what the cloth
    carried at those frames where it was asked for.
    """

    frames: NDArray[np.float32]
    velocities: NDArray[np.float32]
    gap: tuple[float, float, float]
    apart: tuple[float, float, float]
    force: tuple[float, float]
    seam: float
    stride: float
    rounds: int
    states: Mapping[int, State] = field(default_factory=dict)

    def at(self, k: int) -> tuple[Floats, Floats]:
        """Positions and velocities of frame k of the cycle, in double precision."""
        k %= len(self.frames)
        return self.frames[k].astype(np.float64), self.velocities[k].astype(np.float64)

    @staticmethod
    def of(parts: Sequence[Record], before: Sequence[Record], rounds: int, states: Mapping[int, State]) -> "Loop":
        """From the parts of a cycle, each with the frame after its last, in the last round and in the one before it."""
        frames = np.concatenate([part.positions[:-1] for part in parts])
        velocities = np.concatenate([part.velocities[:-1] for part in parts])
        starts = np.cumsum([0, *(len(part.positions) - 1 for part in parts[:-1])])
        met = np.array([a.positions[-1] - b.positions[0] for a, b in zip(parts, [*parts[1:], parts[0]], strict=True)])
        apart = spread(np.concatenate([a.positions - b.positions for a, b in zip(parts, before, strict=True)]))
        steps = np.linalg.norm(frames - np.roll(frames, 1, axis=0), axis=2).mean(axis=1)
        force = Record(met, met, [f for part in parts for f in part.force]).acceleration()
        return Loop(
            frames.astype(np.float32),
            velocities.astype(np.float32),
            spread(met),
            apart if rounds > 1 else (np.nan, np.nan, np.nan),
            force,
            float(steps[starts].max()),
            float(np.delete(steps, starts).mean()),
            rounds,
            states,
        )


def orbit(
    solver: Solver,
    bodies: ArrayLike,
    period: float,
    *,
    rates: Sequence[float] = RATES,
    wind: tuple[float, float, float] = (0.0, 0.0, 0.0),
    drag: float = DRAG,
    keep: Sequence[int] = (),
    progress: Callable[[float], None] | None = None,
) -> Loop:
    """The cloth's own period on a body that repeats: bodies (F, nb, 3) metres, F + 1 = 0; period in seconds.

    The solver must stand at body frame 0, moving along. The first round is free. Every other is led towards the same
    moment of the round before (time-delayed feedback, Pyragas 1992), from the third on towards the mean of those before
    it (Socolar, Sukow & Gauthier 1994), by a spring of `rates` (1/s), which in the second round stiffens from nothing
    over the whole cycle, so that what closes the orbit is spread over it. On a periodic orbit the force vanishes. All
    contacts and the strain of the cloth are those of the solver, at every moment: no frame is faded or averaged. keep:
    frames of the last round of which the loop tells the state.
    """
    frames = np.asarray(bodies)
    count, n = len(frames), solver.cloth.vertices
    dt = period / count
    record, before = Record.empty(count + 1, n), Record.empty(count + 1, n)
    goal, states = record, {}
    for number, rate in enumerate(rates):
        before, record = record, Record.empty(count + 1, n)
        for k in range(count):
            record.keep(k, solver)
            if k in keep and number == len(rates) - 1:
                states[k] = solver.state()
            firm = rate * ((k + 1) / count) ** 2 if number == 1 else rate
            steer = Steer(goal.at(k), goal.at(k + 1), firm, dt) if firm > 0 and number > 0 else None
            solver.step(frames[k], frames[(k + 1) % count], dt, wind=wind, drag=drag, steer=steer)
            if steer:
                record.force.append(steer.size)
            if progress:
                progress((number * count + k + 1) / (len(rates) * count))
        record.keep(count, solver)
        goal = record if number < 2 else goal.mean(record)
    return Loop.of([record], [before], len(rates), states)


def spread(difference: ArrayLike) -> tuple[float, float, float]:
    """Mean, 99th percentile and most of the lengths of vectors (…, 3)."""
    size = np.linalg.norm(difference, axis=-1)
    return float(size.mean()), float(np.percentile(size, 99)), float(size.max())
