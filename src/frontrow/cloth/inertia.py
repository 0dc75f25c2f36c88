"""More inertia for the few points that carry the garment.

A shoulder strap carries hundreds of times its own mass, and one sweep a substep cannot pass such a load on: the strap
would stretch like rubber. Heavier points near the hold let the load through (mass scaling; compare shock propagation,
Guendelman et al. 2003). Only inertia grows, never weight. Points that the body holds may become heavy, for they move
with it; free ones only a little, for they must swing as they would.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.cloth.mesh import Cloth

Floats = NDArray[np.float64]

EARLY, REVIEW = 15, 10  # frames after each of which, and then between which, it is seen who carries too much
STILL = 0.005  # m/s rms
SOFTNESS = 0.006  # strain that the solver may add of its own
FREE, HELD = 3.0, 30.0  # most inertia, in own masses, of a free point and of one that the body holds


class Inertia:
    """scale: (n,) inertia of each point in its own masses."""

    def __init__(self, cloth: Cloth) -> None:
        self.cloth = cloth
        self.scale = np.ones(cloth.vertices)
        self._held = np.zeros(cloth.vertices)
        self._frame = 0

    @property
    def held(self) -> Floats:
        """(n,) share of the last frames in which the body held each point."""
        return self._held

    def resume(self, scale: Floats, held: Floats) -> None:
        """Go on from another solver's `scale` and `held`, both (n,)."""
        self.scale, self._held, self._frame = np.clip(scale, 1.0, HELD), held.copy(), 0

    def due(self, touching: NDArray[np.bool_]) -> bool:
        """Take note of which points the body holds; whether it is time to `review`."""
        self._held += 0.1 * (touching - self._held)
        self._frame += 1
        return self._frame < EARLY or self._frame % REVIEW == 0

    def review(self, triangles: NDArray[np.int32], excess: Floats, speed: float) -> bool:
        """Adapt the scale to the strain (t,) that the solver's own softness added; whether it changed.

        speed: m/s rms; cloth that keeps still keeps its inertia, for letting go would make it slip in the end."""
        want = np.zeros(self.cloth.vertices)
        most(triangles, excess, want)
        held = self._spread(self._held, 0.85, 4)
        # what is no longer needed goes slowly, and only when it is clear, or cloth at rest would stir itself
        change = np.where(want < 0.25 * SOFTNESS, 0.98, np.clip(want / SOFTNESS, 1.0, 1.6))
        scale = self._spread(self.scale * change, 0.6, 2)
        scale = np.clip(scale, 1.0, FREE + (HELD - FREE) * held)
        if speed < STILL:
            scale = np.maximum(scale, self.scale)
        changed = bool(np.abs(scale / self.scale - 1).max() > 0.02)
        if changed:
            self.scale = scale
        return changed

    def _spread(self, value: Floats, share: float, rings: int) -> Floats:
        """Values that fall to no less than `share` of a neighbour's from ring to ring."""
        for _ in range(rings):
            wide = np.empty_like(value)
            widen(value, share, *self.cloth.neighbours, wide)
            value = wide
        return value


@njit(cache=True, nogil=True, error_model="numpy")
def most(triangles, of, out):  # type: ignore[no-untyped-def]
    """The most that any triangle (t,) round each point has, written to out (n,)."""
    for t in range(triangles.shape[0]):
        for k in range(3):
            i = triangles[t, k]
            out[i] = max(out[i], of[t])


@njit(cache=True, nogil=True, error_model="numpy")
def widen(value, share, ring, ring_ids, out):  # type: ignore[no-untyped-def]
    """The greater of each point's value and a share of its neighbours'."""
    for i in range(value.shape[0]):
        top = 0.0
        for r in range(ring[i], ring[i + 1]):
            top = max(top, value[ring_ids[r]])
        out[i] = max(value[i], share * top)
