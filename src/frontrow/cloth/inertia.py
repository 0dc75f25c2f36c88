"""More inertia for the few points that carry the garment.

A shoulder strap carries hundreds of times its own mass, and one sweep a substep cannot pass such a load on: the strap
would stretch like rubber. Heavier points near the hold let the load through (mass scaling; compare shock propagation,
Guendelman et al. 2003). Only inertia grows, never weight. Points that the body holds may become heavy, for they move
with it; free ones only a little, for they must swing as they would.
"""

import numpy as np
from numpy.typing import NDArray

from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]

REVIEW = 5  # frames between two looks at who carries too much
SOFTNESS = 0.006  # strain that the solver may add of its own
FREE, HELD = 3.0, 30.0  # most inertia, in own masses, of a free point and of one that the body holds


class Inertia:
    """scale: (n,) inertia of each point in its own masses."""

    def __init__(self, cloth: Cloth) -> None:
        self.cloth = cloth
        self.scale = np.ones(cloth.vertices)
        self._held = np.zeros(cloth.vertices)
        self._frame = 0

    def due(self, touching: NDArray[np.bool_]) -> bool:
        """Take note of which points the body holds; whether it is time to `review`."""
        self._held += 0.1 * (touching - self._held)
        self._frame += 1
        return self._frame % REVIEW == 0

    def review(self, triangles: NDArray[np.int32], excess: Floats) -> bool:
        """Adapt the scale to the strain (t,) that the solver's own softness added; whether it changed."""
        want = np.zeros(self.cloth.vertices)
        for k in range(3):
            np.maximum.at(want, triangles[:, k], excess)
        held = self._spread(self._held, 0.85, 4)
        # what is no longer needed goes slowly, and only when it is clear, or cloth at rest would stir itself
        change = np.where(want < 0.25 * SOFTNESS, 0.98, np.clip(want / SOFTNESS, 1.0, 1.6))
        scale = self._spread(self.scale * change, 0.6, 2)
        scale = np.clip(scale, 1.0, FREE + (HELD - FREE) * held)
        changed = bool(np.abs(scale / self.scale - 1).max() > 0.02)
        if changed:
            self.scale = scale
        return changed

    def _spread(self, value: Floats, share: float, rings: int) -> Floats:
        """Values that fall to no less than `share` of a neighbour's from ring to ring."""
        a, b = self.cloth.edges.T
        for _ in range(rings):
            wide = value.copy()
            np.maximum.at(wide, a, share * value[b])
            np.maximum.at(wide, b, share * value[a])
            value = wide
        return value
