"""`state(t)`: who is where at one moment of the show. Pure; `client/show/timeline.ts` is its twin."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from frontrow.show.leg import place
from frontrow.show.timeline import Pose, Timeline

WARM = 0.4  # how loud the hall greets a pose
TAIL = 1.5  # s for which it goes on clapping
JOINT = 2e-4  # s; legs and clips are told to a microsecond, and nobody vanishes between two of them
FLASHES = (0.35, 1.25, 2.3)  # s after a pose begins at which the photographers' flashes go off: never three a second


@dataclass(frozen=True)
class OnRunway:
    """One model on the runway: metres, radians; `at` (0 to 1) is how far she is through the clip she moves by."""

    look: str
    x: float
    z: float
    heading: float
    clip: str
    at: float


@dataclass(frozen=True)
class State:
    """One moment of the show.

    `look` is the one to caption and `following` the one after it; `cue` is `prelude`, `look`, `finale` or `end`;
    `lights` are 0 to 1; `applause` 0 to 1 is what the hall gives of itself; `flash` 0 to 1 is the photographers'.
    """

    t: float
    walkers: tuple[OnRunway, ...]
    cue: str
    look: str | None
    following: str | None
    lights: float
    applause: float
    flash: float


def show_time(timeline: Timeline, now: float) -> float:
    """Seconds into the show at `now` (s since the epoch); negative before a scheduled show begins."""
    t = now - timeline.epoch
    if t < 0 and not timeline.loop:
        return t
    return t % timeline.duration


def state(timeline: Timeline, t: float) -> State:
    """Who is where `t` seconds into the show."""
    cue, look = "prelude", None
    for entry in timeline.cues:
        if entry.t <= t and entry.kind != "lights":
            cue, look = entry.kind, entry.value if isinstance(entry.value, str) else None
    looks = [entry.value for entry in timeline.cues if entry.kind == "look" and entry.t > t]
    lights = _lights(timeline, t)
    return State(
        t=t,
        walkers=tuple(_on_runway(timeline, t)),
        cue=cue,
        look=look,
        following=str(looks[0]) if looks else None,
        lights=lights,
        applause=_applause(timeline, t) * lights,
        flash=max((_flash(t - pose.t) for pose in timeline.poses), default=0.0),
    )


def _on_runway(timeline: Timeline, t: float) -> Iterator[OnRunway]:
    for walker in timeline.walkers:
        begun = [leg for leg in walker.legs if leg.t <= t]
        if begun and t < (leg := begun[-1]).end + JOINT:
            where = place(leg, walker.clips[leg.clip], t)
            yield OnRunway(walker.look, where.x, where.z, where.heading, leg.clip, where.at)


def _lights(timeline: Timeline, t: float) -> float:
    keys = [(cue.t, float(cue.value or 0.0)) for cue in timeline.cues if cue.kind == "lights"]
    if not keys or t <= keys[0][0]:
        return keys[0][1] if keys else 1.0
    for (before, low), (after, high) in pairwise(keys):
        if t < after:
            return low + (high - low) * (t - before) / (after - before)
    return keys[-1][1]


def _applause(timeline: Timeline, t: float) -> float:
    """A greeting for each pose; warm as the finale comes out, and full when all have stopped."""
    finale = timeline.finale
    if finale and t >= finale.start:
        return min(1.0, 0.35 + 0.65 * (t - finale.start) / (finale.full - finale.start))
    return max((_greeting(pose, t) for pose in timeline.poses), default=0.0)


def _greeting(pose: Pose, t: float) -> float:
    share = (t - pose.t) / (pose.seconds + TAIL)
    return WARM * math.sin(math.pi * share) if 0 < share < 1 else 0.0


def _flash(since: float) -> float:
    """Each flash is there at once and gone in a third of a second."""
    return max((math.exp(-12 * (since - at)) for at in FLASHES if at <= since < at + 0.4), default=0.0)
