"""Cloth that has flown apart: simulating it further costs time without bound and gives nothing."""

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError

Floats = NDArray[np.float64]


def flew_apart() -> UserError:
    """What to tell whoever brought the cloth."""
    return UserError(
        "The cloth flew apart: it starts too tangled or too tight; give the pattern more ease, "
        "or another size or fabric."
    )


def kept_together(x: Floats, body: Floats, away: float) -> None:
    """Raises UserError when cloth x (n, 3) is nowhere, or more than `away` metres from the body (nb, 3)."""
    low, high = body.min(axis=0) - away, body.max(axis=0) + away
    if not ((x > low).all() and (x < high).all()):
        raise flew_apart()
