"""Where every point of a panel sits before the cloth is let go: wound round its part of the body."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.flat import Draft
from frontrow.pattern.form import Form
from frontrow.pattern.mesh import PanelMesh
from frontrow.pattern.place_limbs import arm, leg, neck
from frontrow.pattern.place_skirt import skirt
from frontrow.pattern.place_torso import torso

Array = NDArray[np.float64]
PARTS = {"torso": torso, "skirt": skirt, "arm": arm, "leg": leg, "neck": neck}
MIRROR = np.array([-1.0, 1.0, 1.0])
LAP = 0.009  # metres between the two pieces of a pair where one laps over the other
NEAR, WIDE = 0.03, 0.03  # metres from the middle where a lap begins, and over which it comes up


def placed(draft: Draft, meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, tuple[Array, Array]]:
    """panel -> (k, 3) start positions of its left and of its right copy, metres, in the body's dressing pose;
    those that lie over another panel come later (`place_over`)."""
    left: dict[str, Array] = {}
    ground = [panel for panel in draft.panels.values() if not panel.place.over]
    for part in dict.fromkeys(panel.place.on for panel in ground):
        panels = [panel for panel in ground if panel.place.on == part]
        left |= PARTS[part](draft, panels, meshes, form)
    return {name: _lapped(spots, draft.panels[name].place.lap) for name, spots in left.items()}


def _lapped(spots: Array, lap: str | None) -> tuple[Array, Array]:
    """Both copies of a panel; where they cross the middle in front, the one that lies on top comes forward."""
    right = spots * MIRROR
    if lap is None:
        return spots, right
    share = np.clip((NEAR + WIDE - spots[:, 0]) / WIDE, 0, 1)
    forward = LAP * (share * share * (3 - 2 * share))[:, None] * [0.0, 0.0, 1.0]
    return (spots + forward, right) if lap == "left" else (spots, right + forward)
