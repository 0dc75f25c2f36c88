"""The same seed gives the same bits, alone or beside another worker; half the time step gives the same shape."""

import hashlib
import multiprocessing
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from frontrow.bench.textbook.fabrics import shelf
from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.meshes import strip
from frontrow.bench.textbook.still import over_ball
from frontrow.cloth import ClothMaterial, Settings, Solver

HALF = 0.002  # m, mean distance of settled shapes at a step and at half of it


def digest(settings: Settings, frames: int = 60) -> str:
    """What the positions hash to after a cloth has fallen over a ball."""
    solver, body = over_ball(shelf()["silk-satin"], settings, seed=3)
    for _ in range(frames):
        solver.step(body, body)
    return hashlib.sha256(solver.positions.tobytes()).hexdigest()


def sameness(settings: Settings, frames: int = 60) -> Iterator[Finding]:
    """One run here, one in a worker process, two in two workers at once."""
    here = digest(settings, frames)
    context = multiprocessing.get_context("spawn")
    for workers in (1, 2):
        with context.Pool(workers) as pool:
            there = pool.starmap(digest, [(settings, frames)] * workers)
        different = sum(one != here for one in there)
        case = f"{workers} worker process{'es' * (workers > 1)}"
        yield Finding("same bits", case, "runs that differ", 0.0, float(different), 0.0, "sha256 of positions", True)


def hung(material: ClothMaterial, settings: Settings) -> Solver:
    """A square of cloth that hangs by two corners, drawn together a little, before it is let go."""
    cloth, flat = strip(0.5, 0.5, 0.025, material, 0.0)
    across, down = 0.98 * (flat[:, 0] - 0.25), flat[:, 1]
    start = np.c_[across, -down, 0.02 * np.cos(np.pi * across / 0.49) * (1 - down)]
    solver = Solver(cloth, settings=settings, positions=start)
    solver.pin(np.flatnonzero((down < 1e-9) & (np.abs(flat[:, 0] - 0.25) > 0.25 - 1e-9)))
    return solver


def rested(solver: Solver) -> np.ndarray:
    """Where its cloth is after five seconds."""
    for _ in range(300):
        solver.step(drag=2.0)
    return solver.positions.copy()


def halving(
    settings: Settings, names: tuple[str, ...] = ("cotton-poplin", "wool-suiting", "ponte")
) -> Iterator[Finding]:
    """Cloth that hangs by two corners, settled at a step, then at half of it: going on from there, and dropped anew.

    Dropped anew it may fall into other folds, for there are several: at half the step the other shape keeps too."""
    finer = replace(settings, substeps=2 * settings.substeps)
    for name in names:
        material = shelf()[name]
        solver = hung(material, settings)
        settled = rested(solver)
        half = hung(material, finer)
        half.resume(solver.state())
        for case, other, one in (
            ("going on from the same shape", rested(half), rested(solver)),
            ("dropped anew", rested(hung(material, finer)), settled),
        ):
            mean = float(np.linalg.norm(other - one, axis=1).mean())
            what = "mean distance, m"
            yield Finding("half the step", f"{name}, {case}", what, 0.0, mean, HALF, "the solver against itself", True)
