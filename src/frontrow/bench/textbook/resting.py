"""Let a scene come to rest, however slow or quick it is by nature."""

from collections.abc import Callable

import numpy as np

from frontrow.cloth import Solver

WINDOW = 12  # frames over which a figure must stand still


def rest(
    solver: Solver,
    figure: Callable[[], float],
    within: float,
    *,
    body: object = None,
    most: int = 900,
    drag: float = 3.0,
) -> float:
    """Step until `figure()` has stayed `within` its own unit over a window of frames; its last value.

    The first and the last part are slowed more than the middle: falling, then ringing out."""
    seen: list[float] = []
    for frame in range(most):
        solver.step(body, body, drag=drag if frame < most // 2 else 2 * drag)  # type: ignore[arg-type]
        seen.append(figure())
        if frame > 2 * WINDOW and np.ptp(seen[-WINDOW:]) < within:
            break
    return seen[-1]
