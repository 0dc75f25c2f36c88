"""What a standing body alone says about a garment: each of its points follows the skin beside it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FOLLOWED = 6  # body vertices that a point follows
NEAR = 0.02  # metres over which their share fades, and half the distance to the skin on top


@dataclass(frozen=True, eq=False)
class Carrier:
    """anchors: (n, k) body vertices; shares: (n, k) in 255ths, rows adding up to 255; rest: (n, 3) metres."""

    anchors: Ints
    shares: NDArray[np.uint8]
    rest: Floats

    @staticmethod
    def of(positions: Floats, body: Floats) -> "Carrier":
        """Carries positions (n, 3) exactly where they are on this body (nb, 3)."""
        distance, anchors = cKDTree(body).query(positions, k=FOLLOWED)
        nearest = distance[:, :1]
        weight = np.exp(-(((distance - nearest) / (NEAR + nearest / 2)) ** 2))
        shares = np.floor(255 * weight / weight.sum(axis=1, keepdims=True)).astype(np.int64)
        shares[:, 0] += 255 - shares.sum(axis=1)
        held = Carrier(anchors.astype(np.int64), shares.astype(np.uint8), np.zeros_like(positions))
        return Carrier(held.anchors, held.shares, positions - held.on(body))

    def on(self, body: Floats) -> Floats:
        """(n, 3) metres, where the points are carried to on a body (nb, 3)."""
        out = self.rest.copy()
        for k in range(self.anchors.shape[1]):
            out += self.shares[:, k, None] / 255 * body[self.anchors[:, k]]
        return out
