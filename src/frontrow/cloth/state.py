"""What cloth takes with it from one solver into another, on the same mesh or on a finer one of the same pattern."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class State:
    """Cloth at one moment.

    positions, velocities: (n, 3) metres and m/s. tension: (t, 3) N/m along weft, warp and in shear, what the membrane
    holds. inertia, held: (n,) the share of own mass and of the time that the body holds a point. stays: (t, 3) 1/m, the
    curvature that friction holds, None where there is none. Without what follows the velocities cloth would sag or
    spring until it has learnt its load again.
    """

    positions: Floats
    velocities: Floats
    tension: Floats
    inertia: Floats
    held: Floats
    stays: Floats | None = None

    def carried(self, share: Any, triangle: NDArray[np.integer]) -> "State":
        """The same cloth in another mesh: share: (m, n) sparse, what each point takes of these points; triangle: (s,)
        which of these triangles each of the other mesh lies in."""
        return State(
            share @ self.positions,
            share @ self.velocities,
            self.tension[triangle],
            np.maximum(share @ self.inertia, 1.0),
            np.clip(share @ self.held, 0.0, 1.0),
            None if self.stays is None else self.stays[triangle],
        )

    def moved(self, positions: Floats, velocities: Floats) -> "State":
        """The same load in another place."""
        return replace(self, positions=np.asarray(positions, float), velocities=np.asarray(velocities, float))
