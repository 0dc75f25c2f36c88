"""One solver at the swaying task: what a frame costs and how good it is."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

import numpy as np
from numpy.typing import NDArray

from frontrow.bench.swaying import DT, Task
from frontrow.bench.wearing import thread_strain
from frontrow.cloth import Settings, Solver

Floats = NDArray[np.float64]
Stepper = Callable[[int], Floats]  # steps frame k and gives positions (n, 3)


@dataclass(frozen=True)
class Run:
    """cpu_ms: median of a frame's CPU time. Over the second half of the frames, strain: 99th percentile of the stretch
    of threads, along warp and weft; edges: that of the mesh's edges, which on the bias includes the cloth's own shear;
    inside: share of vertices more than 1 mm in the body. finite: whether it stayed in one piece."""

    name: str
    settings: str
    cpu_ms: float
    strain: float
    edges: float
    inside: float
    finite: bool


def timed(name: str, settings: str, task: Task, step: Stepper, frames: int) -> Run:
    """Step a solver through the task; measuring costs no time of its own."""
    from frontrow.look.report import depths

    took, threads, stretch, deep = [], [], [], []
    cloth = task.cloth
    for k in range(frames):
        began = process_time()
        x = step(k)
        took.append(process_time() - began)
        if not np.isfinite(x).all() or np.abs(x).max() > 100:
            return Run(name, settings, 1000 * median(took), float("nan"), float("nan"), float("nan"), False)
        if k >= frames // 2 and k % 3 == 0:
            threads.append(thread_strain(cloth, x[None]))
            ends = x[cloth.edges]
            stretch.append(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1) / cloth.lengths - 1)
            body = task.body + task.shift((k + 1) * DT)
            deep.append(depths(x, body, task.collider.triangles) > 0.001)
    quality = float(np.percentile(threads, 99)), float(np.percentile(stretch, 99)), float(np.mean(deep))
    return Run(name, settings, 1000 * median(took[1:]), *quality, True)


def ours(task: Task, settings: Settings | None = None) -> Stepper:
    """Our solver, as garments get it."""
    solver = Solver(task.cloth, task.collider, settings or Settings(), positions=task.positions)

    def step(k: int) -> Floats:
        body0, body1 = (task.body + task.shift(DT * at) for at in (k, k + 1))
        solver.step(body0, body1, DT)
        return solver.positions

    return step
