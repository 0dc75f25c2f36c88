"""How a model holds herself at the photographers: the turns, tilts and leans of a pose, as a house may choose them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from frontrow.errors import UserError


@dataclass(frozen=True)
class Stance:
    """Degrees, seen from the wearer, whose weight is on the left leg.

    turn: to her left about the vertical; tilt: her left side down; lean: forward, and negative back. Arms: out from
    the body, forward, bent at the elbow, each beyond how they hang.
    """

    hips_turn: float = -9.0
    hips_tilt: float = 7.0
    chest_turn: float = 6.0
    chest_tilt: float = -4.5
    chest_lean: float = -3.0
    head_turn: float = -13.0
    head_tilt: float = 2.0
    head_lean: float = -3.0
    left_out: float = 0.0
    left_forward: float = -9.0
    left_elbow: float = 4.0
    right_out: float = 0.0
    right_forward: float = 3.0
    right_elbow: float = 15.0


PARTS = ("hips", "chest", "head", "left", "right")
# what cloth was seen to follow: further round, the chest wrings it; further in, the arms press it into the body
LIMITS = {
    "hips_turn": (-20.0, 20.0),
    "hips_tilt": (-9.0, 9.0),
    "chest_turn": (-25.0, 25.0),
    "chest_tilt": (-9.0, 9.0),
    "chest_lean": (-10.0, 10.0),
    "head_turn": (-45.0, 45.0),
    "head_tilt": (-12.0, 12.0),
    "head_lean": (-15.0, 15.0),
    "out": (0.0, 35.0),
    "forward": (-20.0, 35.0),
    "elbow": (0.0, 75.0),
}


def stance(data: Any, source: str = "pose") -> Stance:
    """The pose in a mapping such as `{hips: {turn: -9}, left: {elbow: 40}}`; what is left out is as usual.

    source names it in errors. Raises UserError.
    """
    if not isinstance(data, Mapping):
        raise UserError(f"{source}: a pose is a mapping of {', '.join(PARTS)}.")
    known, found = {field.name for field in fields(Stance)}, dict[str, float]()
    for part, angles in data.items():
        if part not in PARTS:
            raise UserError(f"{source}: a pose has no `{part!s:.40}`; it has {', '.join(PARTS)}.")
        if not isinstance(angles, Mapping):
            raise UserError(f"{source}: `{part}` is a mapping of angles, such as {{turn: 6}}.")
        for angle, value in angles.items():
            name = f"{part}_{angle}"
            if name not in known:
                have = ", ".join(each.split("_")[1] for each in sorted(known) if each.startswith(f"{part}_"))
                raise UserError(f"{source}: `{part}` has no `{angle!s:.40}`; it has {have}.")
            low, high = LIMITS[name] if name in LIMITS else LIMITS[str(angle)]
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                raise UserError(f"{source}: `{part}: {angle}` is {value!r:.40}; give {low:g} to {high:g} degrees.")
            found[name] = float(value)
    return Stance(**found)
