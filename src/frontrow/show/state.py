"""`state(t)`: who is where at one moment of the show. Pure; `client/show/timeline.ts` is its twin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from frontrow.show.timeline import Timeline, Walker
from frontrow.show.venue import path_length, place


@dataclass(frozen=True)
class OnRunway:
    """One model on the runway: metres, radians; `phase` in [0, 1) is where in the walk's cycle she is."""

    look: str
    x: float
    z: float
    heading: float
    phase: float
    distance: float


@dataclass(frozen=True)
class State:
    """One moment of the show.

    `look` is the one to caption and `following` the one after it; `cue` is `prelude`, `look`,
    `finale` or `end`; `lights` are 0 to 1; `applause` 0 to 1 is what the hall gives of itself.
    """

    t: float
    walkers: tuple[OnRunway, ...]
    cue: str
    look: str | None
    following: str | None
    lights: float
    applause: float


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
    return State(
        t=t,
        walkers=tuple(_on_runway(timeline, t)),
        cue=cue,
        look=look,
        following=str(looks[0]) if looks else None,
        lights=_lights(timeline, t),
        applause=_applause(timeline, t),
    )


def _on_runway(timeline: Timeline, t: float) -> Iterator[OnRunway]:
    for walker in timeline.walkers:
        if found := _at(timeline, walker, (t - walker.start) * walker.speed):
            yield found
    if finale := timeline.finale:
        for index, walker in enumerate(timeline.walkers):
            if found := _at(timeline, walker, (t - finale.start - index * finale.gap) * finale.speed):
                yield found


def _at(timeline: Timeline, walker: Walker, distance: float) -> OnRunway | None:
    if not 0 <= distance < path_length(timeline.venue):
        return None
    x, z, heading = place(timeline.venue, distance)
    return OnRunway(walker.look, x, z, heading, distance / walker.stride % 1.0, distance)


def _lights(timeline: Timeline, t: float) -> float:
    keys = [(cue.t, float(cue.value or 0.0)) for cue in timeline.cues if cue.kind == "lights"]
    if not keys or t <= keys[0][0]:
        return keys[0][1] if keys else 1.0
    for (before, low), (after, high) in pairwise(keys):
        if t < after:
            return low + (high - low) * (t - before) / (after - before)
    return keys[-1][1]


def _applause(timeline: Timeline, t: float) -> float:
    """Warm as the finale comes out, full as its first model turns, gone with the lights."""
    if not (finale := timeline.finale) or t < finale.start:
        return 0.0
    turn = path_length(timeline.venue) / 2 / finale.speed
    return min(1.0, 0.35 + 0.65 * (t - finale.start) / turn) * _lights(timeline, t)
