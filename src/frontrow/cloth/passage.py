"""From one state of the cloth to another: a move of the body, and cloth that arrives where the next move begins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontrow.cloth.orbit import DRAG, spread
from frontrow.cloth.solver import Solver
from frontrow.cloth.steer import Record, Steer

RATE = 100.0  # 1/s, of the spring that leads to the end, when it is there


@dataclass(frozen=True)
class Passage:
    """frames: (F, n, 3) float32 metres, the last as it came out. gap: metres from there to where it was led: mean,
    99th percentile and most over the cloth, nought if it was free. force: m/s², mean and 99th percentile of what led
    it, over the frames in which it was led."""

    frames: NDArray[np.float32]
    gap: tuple[float, float, float]
    force: tuple[float, float]


def passage(
    solver: Solver,
    bodies: ArrayLike,
    dt: float,
    speed: ArrayLike,
    goal: tuple[ArrayLike, ArrayLike] | None = None,
    *,
    drag: float = DRAG,
    progress: Callable[[float], None] | None = None,
) -> Passage:
    """Move the solver's cloth with a body that goes ahead: bodies (F, nb, 3) metres, dt seconds apart, in a frame that
    moves along +Z with `speed` (F - 1,) m/s but does not turn; the air outside stands still.

    goal: positions and velocities (L, n, 3), relative to that frame, that the last L frames are led towards by a
    spring that stiffens from nothing; the cloth that arrives is the solver's own, in contact and strain. Where the
    body speeds up, what is seen in its frame is kicked back.
    """
    skins, ahead = np.asarray(bodies), np.asarray(speed, float)
    count = len(skins)
    places, ways = (np.asarray(part, float) for part in goal) if goal else (np.zeros((0, 0)), np.zeros((0, 0)))
    led = len(places)
    record = Record.empty(count, solver.cloth.vertices)
    for k in range(count - 1):
        record.keep(k, solver)
        if k > 0:
            solver.velocities[:, 2] -= ahead[k] - ahead[k - 1]
        late = k - (count - led)
        steer = None
        if late >= 0:
            share = (late + 1) / (led - 1)
            steer = Steer((places[late], ways[late]), (places[late + 1], ways[late + 1]), RATE * share**3, dt)
        wind = (0.0, 0.0, -float(ahead[k]))
        solver.step(skins[k], skins[k + 1], dt, wind=wind, drag=drag, steer=steer)
        if steer:
            record.force.append(steer.size)
        if progress:
            progress((k + 1) / (count - 1))
    record.keep(count - 1, solver)
    gap = spread(record.positions[-1] - places[-1]) if led else (0.0, 0.0, 0.0)
    return Passage(record.positions.astype(np.float32), gap, record.acceleration())
