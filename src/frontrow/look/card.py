"""The picture of a look that is sent round: wide, the look going, turning and coming, drawn from its own file."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.camera import Camera
from frontrow.look.decode import Decoded
from frontrow.look.picture import picture
from frontrow.look.poster import PHASE, surfaces
from frontrow.look.surface import Surface

SIZE = (1200, 630)  # pixels, as Open Graph's readers crop least
FIGURE = 0.86  # share of the height that the figure takes
APART = 0.58  # of the figure's height, between two
TURNS = ((-1.0, 156.0, PHASE + 0.5), (0.0, 78.0, PHASE), (1.0, 22.0, PHASE))  # side, degrees turned, moment


def card(look: Decoded, size: tuple[int, int] = SIZE, quality: int = 14) -> NDArray[np.uint8]:
    """The look from behind, from the side and from the front: (height, width, 3) uint8. Same file, same picture."""
    facts = look.extras["frontrow"]
    height = facts["height"]
    shown: list[Surface] = []
    for side, turn, phase in TURNS:
        one = surfaces(look, (phase % 1.0) * facts["period"])
        shown += [_placed(surface, turn, side * APART * height, _middle(one, turn)) for surface in one]
    away = 4.4 * height
    camera = Camera((0.0, 0.6 * height, away), (0.0, 0.485 * height, 0.0), height / FIGURE)
    return picture(shown, camera, size, samples=2, quality=quality)


def _turned(positions: NDArray[Any], degrees: float) -> NDArray[Any]:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return positions @ np.array([[c, 0.0, -s], [0.0, 1.0, 0.0], [s, 0.0, c]])


def _middle(figure: list[Surface], degrees: float) -> tuple[float, float]:
    """Half-way between the outermost points across, and the mean depth, of a turned figure."""
    turned = _turned(np.concatenate([surface.positions for surface in figure]), degrees)
    return float(turned[:, 0].min() + turned[:, 0].max()) / 2, float(turned[:, 2].mean())


def _placed(surface: Surface, degrees: float, across: float, middle: tuple[float, float]) -> Surface:
    positions = _turned(surface.positions, degrees) - np.array([middle[0] - across, 0.0, middle[1]])
    return replace(surface, positions=positions)
