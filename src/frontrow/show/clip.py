"""Clips: the movements a look was draped for, and how far each of them carries the model."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PARTS = ("stand", "go", "walk", "stop", "pose", "turn")  # what a model needs to stop before the photographers


@dataclass(frozen=True)
class Clip:
    """One movement, played in place; the stage adds the way.

    `advance` (metres along the heading the clip began with) and `yaw` (radians added to that heading) are sampled
    evenly from its beginning to its end and run straight between samples; empty means none at all.
    """

    seconds: float
    loop: bool = False
    advance: tuple[float, ...] = ()
    yaw: tuple[float, ...] = ()

    @property
    def reach(self) -> float:
        """Metres ahead from beginning to end."""
        return self.advance[-1] if self.advance else 0.0


def sample(table: Sequence[float], cycles: float) -> float:
    """A table after `cycles` rounds of its clip: whole rounds add up, between samples it runs straight."""
    if not table:
        return 0.0
    rounds = math.floor(cycles)
    place = (cycles - rounds) * (len(table) - 1)
    index = min(math.floor(place), len(table) - 2)
    return rounds * table[-1] + table[index] + (table[index + 1] - table[index]) * (place - index)


def clips_of(block: Any) -> dict[str, Clip]:
    """The clips in a look's facts or report; empty when some are missing or unreadable: such a look only walks."""
    found: dict[str, Clip] = {}
    for name in PARTS:
        entry = block.get(name) if isinstance(block, Mapping) else None
        clip = _clip(entry, loop=name in ("stand", "walk")) if isinstance(entry, Mapping) else None
        if clip is None:
            return {}
        found[name] = clip
    turned = found["turn"].yaw
    walks = found["walk"].reach > 0.3 and found["stop"].reach > 0 and found["go"].reach > 0
    return found if walks and turned and math.isclose(abs(turned[-1]), math.pi, abs_tol=0.02) else {}


def _clip(entry: Mapping[str, Any], loop: bool) -> Clip | None:
    try:
        seconds = float(entry["seconds"])
        tables = [tuple(float(value) for value in entry.get(key) or ()) for key in ("advance", "yaw")]
    except (KeyError, TypeError, ValueError):
        return None
    sound = math.isfinite(seconds) and 0.1 <= seconds <= 60 and all(math.isfinite(v) for table in tables for v in table)
    if not sound or any(len(table) == 1 or len(table) > 200 for table in tables):
        return None
    advance, yaw = (tuple(round(v, 5) for v in table) if any(table) else () for table in tables)
    return Clip(seconds, loop, advance, yaw)
