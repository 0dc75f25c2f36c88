"""From placed panels to cloth at rest."""

from collections.abc import Callable
from dataclasses import dataclass

from numpy.typing import ArrayLike

from frontrow.cloth.solver import Solver


@dataclass(frozen=True)
class Settled:
    """frames: how many were simulated. speed: rms speed at the end, m/s. rested: whether it fell below the floor."""

    frames: int
    speed: float
    rested: bool


def settle(
    solver: Solver,
    body: ArrayLike | None = None,
    *,
    floor: float = 0.004,
    gather: int = 30,
    most: int = 300,
    dt: float = 1 / 60,
    progress: Callable[[float], None] | None = None,
) -> Settled:
    """Bring cloth to rest on a still body ((nb, 3) metres).

    For `gather` frames the panels close up slowly with gravity growing from none; then cloth falls, more and more
    freely, until its rms speed stays under `floor` m/s for ten frames or `most` frames have passed.
    """
    quiet = 0
    for frame in range(most):
        share = min(1.0, frame / max(gather, 1))
        limit = 0.4 + 2.6 * share if share < 1 else None
        drag = 12.0 * (1 - share) + (3.0 if frame < most * 3 // 4 else 6.0)
        solver.step(body, body, dt, gravity=share * share, drag=drag, limit=limit)
        if progress:
            progress(min(1.0, (frame + 1) / most))
        speed = solver.speed()
        quiet = quiet + 1 if frame > gather and speed < floor else 0
        if quiet >= 10:
            return Settled(frame + 1, speed, True)
    return Settled(most, solver.speed(), False)
