"""Where a picture is taken from."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Camera:
    """eye, target in metres; height: metres of the target plane that the picture shows from bottom to top."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    height: float
    axes: tuple[Array, Array, Array] = field(init=False)
    distance: float = field(init=False)

    def __post_init__(self) -> None:
        forward = np.subtract(self.target, self.eye)
        distance = float(np.linalg.norm(forward))
        forward = forward / distance
        right = np.cross(forward, [0, 1, 0])
        right /= np.linalg.norm(right)
        object.__setattr__(self, "axes", (right, np.cross(right, forward), forward))
        object.__setattr__(self, "distance", distance)

    def directions(self, x: Array, y: Array) -> Array:
        """Unit directions through points of the target plane, metres right of and above its middle."""
        right, up, forward = self.axes
        d = np.stack([x * right[k] + y * up[k] + self.distance * forward[k] for k in range(3)], axis=1)
        return np.asarray(d / np.sqrt(np.einsum("nk,nk->n", d, d))[:, None], np.float32)

    def seen_at(self, points: Array) -> Array:
        """Where points (n, 3) fall on the target plane: (n, 2) metres right and up."""
        right, up, forward = self.axes
        v = points - np.asarray(self.eye)
        scale = self.distance / (v @ forward)
        return np.stack([v @ right * scale, v @ up * scale], axis=1)
