"""One model's turn on the runway: to the photographers and back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from frontrow.show.clip import Clip
from frontrow.show.leg import Leg, Route, place
from frontrow.show.music import Bars
from frontrow.show.venue import Venue, bend

POSE_BARS = 2  # a pose lasts as long, at least
LEFT = 0.14  # share of the crossing in which a model is still as good as on her lane: 2 cm of 45


def posed(venue: Venue, clips: Mapping[str, Clip], bars: Bars) -> list[Leg]:
    """Out on one lane, to the middle, stop; pose from a bar on; turn, go, and back on the other lane.

    Walking begins with frame 0 at time 0, a bar, and has come to frame 0 again when `stop` begins: whole strides.
    What the way is too long or too short for that is shared by the entrance and the mark, half a stride each at
    most. The number of strides is the one after which she waits least for the bar. After the pose she waits, less
    than a beat, so that the first heel of the way back falls on a beat.
    """
    stride, stop, go = (clips[name].reach for name in ("walk", "stop", "go"))
    ahead = max(venue.crossing, 2 * stop)
    into, back = bend(venue.lane, ahead), bend(venue.lane, max(venue.crossing, 2 * go))
    straight = venue.stop - ahead - venue.out
    wished = straight + 2 * into.metres - stop

    def wait(strides: int) -> float:
        landed = strides * clips["walk"].seconds + clips["stop"].seconds
        return bars.bar_after(landed) - landed

    strides = min((math.floor(wished / stride), math.ceil(wished / stride)), key=lambda n: (round(wait(n), 6), n))
    spare = strides * stride - wished
    route = Route(clips, 0.0, -venue.lane, venue.out - spare / 2)
    route.walk(straight + spare)
    route.walk(into.metres, into.curve)
    route.walk(into.metres - stop, -into.curve)
    route.play("stop", -into.curve)
    route.until(bars.bar_after(route.t))
    route.pose(POSE_BARS * bars.bar)
    moving = clips["turn"].seconds + clips["go"].seconds
    route.until(bars.beat_after(route.t + moving) - moving)
    route.play("turn")
    route.play("go", -back.curve)
    route.walk(back.metres - go, -back.curve)
    route.walk(back.metres, back.curve)
    route.walk(route.z - venue.out)
    return route.legs


def walked(venue: Venue, clips: Mapping[str, Clip], start: float, speed: float | None = None) -> list[Leg]:
    """Without stopping: out on one lane, a half circle that touches the photographers' line, back on the other."""
    straight = venue.length + venue.backstage - venue.lane
    route = Route(clips, start, -venue.lane, venue.out)
    route.walk(straight, speed=speed)
    route.walk(math.pi * venue.lane, 1 / venue.lane, speed)
    route.walk(straight, speed=speed)
    return route.legs


def narrows(venue: Venue, clips: Mapping[str, Clip], legs: Sequence[Leg]) -> float:
    """z beyond which a model has left her lane for the middle, or is not yet back, or may meet somebody who is not."""
    bent = [leg for leg in legs if leg.bend]
    lanes_end = min(bent[0].z, _z(bent[-1], clips, bent[-1].end))
    return (lanes_end if lanes_end < venue.stop else venue.stop - venue.crossing) + LEFT * venue.crossing


def beyond(z: float, clips: Mapping[str, Clip], legs: Sequence[Leg]) -> tuple[float, float]:
    """When a model passes `z` on the way out, and when on the way back, s."""
    there = [leg for leg in legs if max(_z(leg, clips, leg.t), _z(leg, clips, leg.end)) > z]
    return _passes(there[0], clips, z), _passes(there[-1], clips, z)


def _z(leg: Leg, clips: Mapping[str, Clip], t: float) -> float:
    return place(leg, clips[leg.clip], t).z


def _passes(leg: Leg, clips: Mapping[str, Clip], z: float) -> float:
    """When a leg passes `z`, s; its z grows or falls all along."""
    low, high = leg.t, leg.end
    rising = _z(leg, clips, high) > _z(leg, clips, low)
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if (_z(leg, clips, middle) > z) == rising else (middle, high)
    return high
