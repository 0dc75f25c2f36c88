"""The base layer of a figure that tries something on: what bursts, slides down or is only short leaves it seen."""

from dataclasses import replace

from frontrow.body.finish import Finish
from frontrow.look.colour import linear

DARK, PALE = "#4b453d", "#d8d2c8"
APART = 25.0  # steps of CIE lightness between a skin and what is seen to be cloth on it


def layered(finish: Finish) -> Finish:
    """The finish with a base layer that is plainly one: its own where that is seen, else the one of two that is
    farther off. The same rule as in client/fitting/layer.ts."""

    def off(color: str) -> float:
        return abs(lightness(color) - lightness(finish.color))

    if off(finish.base_layer) >= APART:
        return finish
    return replace(finish, base_layer=max(PALE, DARK, key=off))


def lightness(color: str) -> float:
    """CIE L* of "#rrggbb", 0 to 100."""
    y = float(linear(color) @ (0.2126, 0.7152, 0.0722))
    return float(116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y)
