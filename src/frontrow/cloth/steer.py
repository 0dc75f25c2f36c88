"""Time-delayed feedback: a gentle force towards where the same cloth was, or shall be, at the same moment."""

from collections.abc import Sequence
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

    @staticmethod
    def whole(parts: Sequence["Record"]) -> "Record":
        """Parts that follow each other, each with the frame after its last, which the next one begins with, as one."""
        places, speeds = [part.positions[:-1] for part in parts], [part.velocities[:-1] for part in parts]
        end = parts[-1]
        return Record(np.concatenate([*places, end.positions[-1:]]), np.concatenate([*speeds, end.velocities[-1:]]))

    def at(self, k: int) -> tuple[Floats, Floats]:
        """Positions and velocities of frame k."""
        return self.positions[k], self.velocities[k]

    def keep(self, k: int, solver: Solver) -> None:
        """Note the cloth as it is now as frame k."""
        self.positions[k], self.velocities[k] = solver.positions, solver.velocities

    def mean(self, other: "Record") -> "Record":
        """Half way between two of the same cloth."""
        return Record((self.positions + other.positions) / 2, (self.velocities + other.velocities) / 2)

    def acceleration(self) -> tuple[float, float]:
        """Mean and 99th percentile of the steering's acceleration over time and cloth, m/s²; 0 without steering."""
        if not self.force:
            return 0.0, 0.0
        size = np.array(self.force)
        return float(size.mean()), float(np.percentile(size, 99))


@dataclass
class Steer:
    """A critically damped spring of `rate` 1/s towards a place and velocity, during one frame.

    start, end: positions and velocities (n, 3) where the frame begins and ends, metres and m/s. Called by the solver
    several times a frame; taken implicitly, it is stable at any rate and vanishes where the cloth is there already.
    push: (n, 3) m/s², its mean over the frame.
    """

    start: tuple[Floats, Floats]
    end: tuple[Floats, Floats]
    rate: float
    dt: float
    push: Floats | float = 0.0

    def __call__(self, positions: Floats, velocities: Floats, time: float, seconds: float) -> None:
        place, velocity = ((1 - time) * a + time * b for a, b in zip(self.start, self.end, strict=True))
        damping = self.rate * (self.rate * seconds + 2)
        pull = self.rate * self.rate * (place - positions) + damping * (velocity - velocities)
        force = pull / (1 + damping * seconds)
        velocities += seconds * force
        self.push = self.push + force * (seconds / self.dt)

    @property
    def size(self) -> NDArray[np.float32]:
        """(n,) m/s², how much it accelerated the cloth."""
        return np.linalg.norm(np.asarray(self.push), axis=-1).astype(np.float32)
