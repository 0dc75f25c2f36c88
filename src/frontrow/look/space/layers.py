"""Garments over one another: each is foretold for itself, then held over those beneath it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.look.space.correct import NONE, Surface, led_out
from frontrow.look.space.model import Space, Trust

Floats = NDArray[np.float64]

GAP = 0.0025  # metres between two garments
REACH = 0.03  # metres, farther than this a garment does not feel the one beneath


def layered(spaces: Sequence[Space], body: NDArray[Any]) -> list[tuple[Floats, Trust]]:
    """The drapes of garments given from the skin outwards on a posed body (nb, 3), in their order.

    What lies beneath is as it is without the others on top. Trust is that of each garment alone.
    """
    out: list[tuple[Floats, Trust]] = []
    for k, space in enumerate(spaces):
        x, trust = space.drape_on(body)
        for (beneath, _), inner in zip(out, spaces[:k], strict=True):
            x = over(x, space.surface, beneath, inner.surface)
        out.append((x, trust))
    return out


def over(positions: Floats, surface: Surface, beneath: Floats, inner: Surface) -> Floats:
    """Positions (n, 3) of a garment, held GAP or more over what is worn beneath it (m, 3); beyond the border of that,
    nothing is held."""
    distance, found = cKDTree(beneath).query(positions, distance_upper_bound=REACH)
    starts = np.where(np.isfinite(distance), found, NONE).astype(np.uint16)[:, None]
    return led_out(positions, surface.ring, starts, inner, beneath, GAP, REACH)[0]
