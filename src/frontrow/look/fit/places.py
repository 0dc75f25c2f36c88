"""Where on a drape bust, waist, hips and shoulders are, and what the cloth does there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body
from frontrow.cloth import Cloth
from frontrow.look.fit.strain import Feel, spread
from frontrow.pattern import SewnGarment

Array = NDArray[Any]

BAND = 0.035  # metres above and below a level that belong to it
TRUNK = ("torso", "skirt", "leg")


def heights(body: Body, skin: Array) -> dict[str, float]:
    """Where the levels of a body are as it stands, skin (nb, 3), metres above the floor."""
    marks = body.mannequin.landmarks
    waist = float(skin[body.mannequin.waist, 1].mean())
    return {
        "bust": float(skin[marks["bust_l"], 1]),
        "waist": waist,
        "hips": waist - float(body.measures["hip_depth"]),
        "shoulder": float(skin[marks["shoulder_l"], 1]),
    }


def trunk(garment: SewnGarment) -> NDArray[np.bool_]:
    """(t,) the triangles that go round the body: no sleeves, no lapels."""
    on = [panel.place.on in TRUNK and not panel.place.over for panel in garment.draft.panels.values()]
    return np.asarray(np.array(on)[garment.panel[garment.triangles[:, 0]]])


def by_place(
    body: Body, garment: SewnGarment, cloth: Cloth, mine: Array, positions: Array, skin: Array, feel: Feel
) -> Mapping[str, Mapping[str, float]]:
    """place -> strain there, mean gap (metres) and pressure (Pa), as far as the garment has cloth there.

    mine: (t,) the garment's triangles among the cloth's; positions: (n, 3) metres.
    """
    chosen = np.flatnonzero(mine)[trunk(garment)]
    corners = cloth.triangles[chosen]
    height = positions[corners][:, :, 1].mean(axis=1)
    out: dict[str, Mapping[str, float]] = {}
    for place, level in heights(body, skin).items():
        there = np.abs(height - level) < BAND
        if place == "shoulder":
            there |= height > level
        if there.sum() < 6:
            continue
        area = feel.area[chosen[there]]
        mean = {
            name: float((values[corners[there]].mean(axis=1) * area).sum() / area.sum())
            for name, values in (("gap", feel.gap), ("pressure", feel.pressure))
        }
        out[place] = {**spread(feel.strain[chosen[there]], area), **mean}
    return out
