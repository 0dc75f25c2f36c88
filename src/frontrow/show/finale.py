"""The finale: all looks on the runway at once, as a picture that stands, or, where it cannot, as a line that passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontrow.show.clip import Clip
from frontrow.show.leg import Leg, Route
from frontrow.show.music import Bars
from frontrow.show.solo import walked
from frontrow.show.venue import Venue

STEP = 1.25  # metres of runway from one model to the next, who stands on the other lane
CLOSEST = 0.8  # the same where many stand
DEPTH = 2.5  # metres from the portal to the last of them, at least
TABLEAU_BARS = 4  # bars they hold their pose, at least, while the hall applauds
AHEAD = ((1, 0.6), (2, 1.5))  # how many steps the one before is ahead at least, and the one before that: the same lane
GAP_BEATS = 3  # of the line that passes: about 1.9 m between two models


@dataclass(frozen=True)
class Finale:
    """All looks together from `start` s on; the applause is at its height from `full` on."""

    start: float
    full: float


@dataclass(frozen=True)
class Together:
    """The legs of each model in the finale, in show time, and when the applause is full."""

    legs: list[list[Leg]]
    full: float


def fits(venue: Venue, models: int) -> bool:
    """Whether so many can stand on the runway at once."""
    return models < 2 or _room(venue) / (models - 1) >= CLOSEST


def _room(venue: Venue) -> float:
    return venue.stop + venue.length / 2 - DEPTH


def tableau(venue: Venue, dressed: Sequence[Mapping[str, Clip]], start: float, bars: Bars) -> Together:
    """One after the other they walk to a mark of their own, left and right in turn, and stand; on a bar all pose, on a
    bar all turn, and the last in is the first out.

    All walk at their own pace, in step (each begins a whole walk cycle, or several, after the one before), and
    as close as they may: the one before, on the other lane, is 0.6 steps ahead at least, the one on the same lane 1.5.
    """
    cycle = 2 * bars.beat
    step = min(STEP, _room(venue) / max(len(dressed) - 1, 1))
    routes: list[Route] = []
    for index, clips in enumerate(dressed):
        stride, mark = clips["walk"].reach, venue.stop - index * step
        strides = round((mark - clips["stop"].reach - venue.out) / stride)
        begins = mark - clips["stop"].reach - strides * stride
        ahead = [(routes[index - k], far * step) for k, far in AHEAD if k <= index]
        t = routes[-1].legs[0].t + cycle if routes else start
        while not all(_keeps(leader, clips, t, begins, strides, gap) for leader, gap in ahead):
            t += cycle
        route = Route(clips, t, venue.lane if index % 2 else -venue.lane, begins)
        route.walk(strides * stride)
        route.play("stop")
        routes.append(route)
    full = bars.bar_after(max(route.t for route in routes))
    longest = max(route.clips["pose"].seconds for route in routes)
    turn = bars.bar_after(full + max(longest, TABLEAU_BARS * bars.bar))
    for route in routes:
        route.until(full)
        route.pose(turn - full)
        route.play("turn")
    _leave(venue, routes, step, bars)
    return Together([route.legs for route in routes], full)


def _keeps(leader: Route, clips: Mapping[str, Clip], t: float, begins: float, strides: int, gap: float) -> bool:
    """Whether somebody who walks so many strides from `begins` on at `t` stays `gap` metres behind the one ahead:
    both walk straight on, so it is enough to look where the way begins and where it ends."""
    walk, leg = clips["walk"], leader.legs[0]
    pace = leader.clips["walk"].reach * leg.cycles / leg.seconds

    def away(at: float, z: float) -> float:
        return leg.z + pace * min(at - leg.t, leg.seconds) - z

    return away(t, begins) >= gap and away(t + strides * walk.seconds, begins + strides * walk.reach) >= gap


def _leave(venue: Venue, routes: list[Route], step: float, bars: Bars) -> None:
    """Back through the portal, those next to it first; nobody comes closer to the one ahead than on the way out."""
    cycle = 2 * bars.beat
    off = bars.beat_after(max(route.t + route.clips["go"].seconds for route in routes))
    gone: list[float] = []
    for route in reversed(routes):
        clips = route.clips
        speed = clips["walk"].reach / clips["walk"].seconds
        way = route.z - clips["go"].reach - venue.out
        while any(way - speed * (gone[-k] - off) < far * step for k, far in AHEAD if k <= len(gone)):
            off += cycle
        route.until(off - clips["go"].seconds)
        route.play("go")
        route.walk(route.z - venue.out)
        gone.append(route.t)


def line(venue: Venue, dressed: Sequence[Mapping[str, Clip]], start: float, bars: Bars) -> Together:
    """All walk in one line at the pace of the slowest, without stopping."""
    speed = min(clips["walk"].reach / clips["walk"].seconds for clips in dressed)
    legs = [walked(venue, clips, start + i * GAP_BEATS * bars.beat, speed) for i, clips in enumerate(dressed)]
    return Together(legs, (legs[0][0].t + legs[0][-1].end) / 2)
