"""Clips of a model who does everything in whole beats, as long as no body is asked for real ones."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from frontrow.show import Timeline, Walk, clips_of, parse, timeline

BEAT = 60 / 112
Block = dict[str, Any]


def clips(stride: float, samples: int = 31, **beats: float) -> Block:
    """The block of a look's facts: seconds in beats, steps that gain and lose speed evenly, a turn with soft ends."""
    long = {"stand": 8.0, "go": 2.0, "walk": 2.0, "stop": 2.0, "pose": 8.0, "turn": 4.0, **beats}
    speed = stride / (long["walk"] * BEAT)
    shares = [index / (samples - 1) for index in range(samples)]
    advance = {
        "walk": [stride * s for s in shares],
        "go": [speed * long["go"] * BEAT / 2 * s * s for s in shares],
        "stop": [speed * long["stop"] * BEAT / 2 * (2 * s - s * s) for s in shares],
    }
    yaw = {"turn": [math.pi * s * s * (3 - 2 * s) for s in shares]}
    return {
        name: {
            "seconds": round(count * BEAT, 6),  # as files say it
            "loop": name in ("stand", "walk"),
            "advance": advance.get(name, [0.0] * samples),
            "yaw": yaw.get(name, [0.0] * samples),
        }
        for name, count in long.items()
    }


@pytest.fixture
def block() -> Callable[..., Block]:
    """A look's clips as its file says them: `block(stride, samples, pose=6.5)`."""
    return clips


@pytest.fixture
def posing() -> Callable[..., Timeline]:
    """A show of `n` looks that stop, pose and turn: each with a stride and a pace of its own."""

    def make(n: int = 9, plain: tuple[int, ...] = (), samples: int = 31, **extra: Any) -> Timeline:
        beats = extra.pop("beats", {})
        lineup = parse("posing", {"title": "Posing", "looks": [f"house-{i:02}" for i in range(1, n + 1)], **extra})
        walks = {}
        for index, look in enumerate(lineup.looks):
            speed = 1.15 + 0.02 * (index % 9)
            own = {} if index in plain else clips_of(clips(speed * 2 * BEAT, samples, **beats))
            walks[look] = Walk(speed, 2 * BEAT, title={"en": look}, clips=own)
        return timeline(lineup, walks)

    return make
