"""Time-delayed feedback: a gentle force towards where the same cloth was, or shall be, at the same moment."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.solver import Solver

Floats = NDArray[np.float64]


@dataclass
class Record:
    """Cloth over time: positions, velocities (F, n, 3), metres and m/s; force: how much steering accelerated it, (n,)
    m/s² a frame."""

    positions: Floats
    velocities: Floats
    force: list[NDArray[np.float32]] = field(default_factory=list)

    @staticmethod
    def empty(frames: int, vertices: int) -> "Record":
        """Nothing yet."""
        return Record(np.zeros((frames, vertices, 3)), np.zeros((frames, vertices, 3)))

    def keep(self, k: int, solver: Solver) -> None:
        """Note the cloth as it is now as frame k."""
        self.positions[k], self.velocities[k] = solver.positions, solver.velocities

    def acceleration(self) -> tuple[float, float]:
        """Mean and 99th percentile of the steering's acceleration over time and cloth, m/s²; 0 without steering."""
        if not self.force:
            return 0.0, 0.0
        size = np.array(self.force)
        return float(size.mean()), float(np.percentile(size, 99))


def steer(solver: Solver, place: Floats, velocity: Floats, rate: float, dt: float) -> NDArray[np.float32]:
    """Accelerate the cloth for dt seconds towards a place and velocity (n, 3), as a critically damped spring of `rate`
    1/s would. Returns how much, (n,) m/s²; nothing where the cloth is there already."""
    damping = rate * (rate * dt + 2)  # taken implicitly: stable at any rate
    pull = rate * rate * (place - solver.positions) + damping * (velocity - solver.velocities)
    force: Floats = pull / (1 + damping * dt)
    solver.velocities[:] += dt * force
    return np.linalg.norm(force, axis=1).astype(np.float32)
