"""Walking: a periodic body, and the cloth's own period."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth.solver import Solver


@dataclass(frozen=True)
class Loop:
    """frames: (F, n, 3) float32 metres; frame F would be frame 0. gap: mean distance, metres, between the last round
    and the one before it. seam: mean step, metres, from the last frame to the first; stride: between the others."""

    frames: NDArray[np.float32]
    gap: float
    seam: float
    stride: float


def simulate(
    solver: Solver,
    body_frames: ArrayLike,
    period: float,
    *,
    loops: int = 3,
    blend: float = 0.4,
    wind: tuple[float, float, float] = (0.0, 0.0, 0.0),
    drag: float = 1.0,
    progress: Callable[[float], None] | None = None,
) -> Loop:
    """Walk the solver's cloth through `loops` rounds of body_frames ((F, nb, 3) metres, F + 1 = 0).

    The solver must already stand at body frame 0. The last `blend` share of the last round fades from the round
    itself to the frames that led into it, so that the loop closes. drag: 1/s, a uniform slowing that lets each
    round forget the one before.
    """
    bodies = np.asarray(body_frames)
    count = len(bodies)
    dt = period / count
    rounds = np.zeros((2, count, solver.cloth.vertices, 3), np.float32)
    for n in range(loops):
        rounds[0] = rounds[1]
        for k in range(count):
            rounds[1, k] = solver.positions
            solver.step(bodies[k], bodies[(k + 1) % count], dt, wind=wind, drag=drag)
            if progress:
                progress((n * count + k + 1) / (loops * count))
    before, last = rounds
    gap = float(np.linalg.norm(last - before, axis=2).mean()) if loops > 1 else float("nan")
    width = max(1, round(blend * count))
    s = np.clip((np.arange(count) - (count - width)) / width, 0, 1)
    s = s * s * (3 - 2 * s)
    frames = last.copy()
    if loops > 1:
        # frames of the round before, moved to end where the last round began
        frames += (s[:, None, None] * (before - last)).astype(np.float32)
    steps = np.linalg.norm(np.diff(frames, axis=0), axis=2).mean(axis=1)
    seam = float(np.linalg.norm(frames[0] - frames[-1], axis=1).mean())
    return Loop(frames, gap, seam, float(steps.mean()))
