"""Colours of cloth and skin, as renderers want them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def linear(color: str) -> NDArray[np.float64]:
    """An sRGB colour "#rrggbb" as linear RGB (3,) in 0..1."""
    return linear_image(np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], np.uint8))


def linear_image(srgb: NDArray[Any]) -> NDArray[np.float64]:
    """sRGB bytes of any shape as linear light 0..1 (IEC 61966-2-1)."""
    x = np.asarray(srgb, np.float64) / 255
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
