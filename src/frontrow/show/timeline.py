"""A line-up and its looks become a timeline: every entrance, step, cue and light of the show, on the beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from frontrow.show.clip import PARTS, Clip
from frontrow.show.finale import GAP_BEATS, Finale, Together, fits, line, tableau
from frontrow.show.leg import Leg
from frontrow.show.lineup import LineUp
from frontrow.show.music import Bars
from frontrow.show.score import Score
from frontrow.show.solo import beyond, narrows, posed, walked
from frontrow.show.venue import Venue

PRELUDE_BARS = 3  # dark, music alone, lights rising
CAPTION_AT = 7.0  # metres from backstage at which the eye leaves the last look for the new one, once that has turned
BREATH = 1.0  # seconds a model has backstage, at least, before she joins the finale
CODA_BARS = 2  # the lights fall


@dataclass(frozen=True)
class Walk:
    """How one look walks and what to call it: speed m/s and period s of a full cycle (two steps).

    `clips` are its movements by name, all of `clip.PARTS`; a look without them walks a half circle where others
    stop and pose. The rest travels to the browser as it is: `url` of its page, `glb` and `poster` files, `height` m.
    """

    speed: float
    period: float
    house: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    house_title: Mapping[str, str] = field(default_factory=dict)
    height: float = 1.78
    glb: str | None = None
    poster: str | None = None
    finish: str = ""
    url: str = ""
    clips: Mapping[str, Clip] = field(default_factory=dict)

    @property
    def poses(self) -> bool:
        """Whether it can stop and pose."""
        return all(name in self.clips for name in PARTS)

    @property
    def moves(self) -> Mapping[str, Clip]:
        """Its clips; only the walk when it has no others."""
        return self.clips if self.poses else {"walk": Clip(self.period, True, (0.0, self.speed * self.period))}


@dataclass(frozen=True)
class Walker:
    """A look on the timeline: comes out at `start` s; `number` is from 1; `legs` are all it does, in order, with
    gaps while it is backstage; `clips` are what they play."""

    look: str
    number: int
    house: str
    title: Mapping[str, str]
    house_title: Mapping[str, str]
    start: float
    speed: float
    period: float
    height: float
    glb: str | None
    poster: str | None
    finish: str
    url: str
    clips: Mapping[str, Clip]
    legs: tuple[Leg, ...]


@dataclass(frozen=True)
class Cue:
    """At `t` s something changes: kind `look` (value: its name), `finale`, `end`, `lights` (value 0 to 1)."""

    t: float
    kind: str
    value: str | float | None = None


@dataclass(frozen=True)
class Pose:
    """Somebody, or everybody, poses from `t` s on, for `seconds`."""

    t: float
    seconds: float


@dataclass(frozen=True)
class Timeline:
    """A whole show as data.

    Show time is `(now - epoch) mod duration`; before the epoch a show whose `loop` is False waits.
    `waiting` names the looks of the line-up that are still being made.
    """

    show: str
    title: Mapping[str, str]
    duration: float
    epoch: float
    loop: bool
    bpm: float
    total: int
    venue: Venue
    walkers: tuple[Walker, ...]
    finale: Finale | None
    cues: tuple[Cue, ...]
    poses: tuple[Pose, ...] = ()
    waiting: tuple[str, ...] = ()
    score: Score | None = None


def timeline(lineup: LineUp, looks: Mapping[str, Walk]) -> Timeline:
    """Stage the looks that are ready, in the line-up's order; those absent from `looks` are left for later.

    Entrances fall on a bar, `lineup.bars` after the one before, or as many more as those at the end of the runway
    need to be alone there.
    """
    bars, venue = Bars(lineup.bpm), lineup.venue
    ready = {look: looks[look] for look in lineup.looks if look in looks}
    solos = _solos(venue, list(ready.values()), lineup.bars, bars)
    together = _together(venue, list(ready.values()), solos, bars) if len(ready) > 1 else None
    finale = Finale(together.legs[0][0].t, together.full) if together else None
    walkers = [
        _walker(look, lineup.looks.index(look) + 1, walk, solos[i], together.legs[i] if together else [])
        for i, (look, walk) in enumerate(ready.items())
    ]
    end = bars.bar_after(max((walker.legs[-1].end for walker in walkers), default=PRELUDE_BARS * bars.bar))
    duration = end + CODA_BARS * bars.bar
    return Timeline(
        show=lineup.slug,
        title=dict(lineup.title),
        duration=duration,
        epoch=lineup.start or 0.0,
        loop=lineup.start is None,
        bpm=lineup.bpm,
        total=len(lineup.looks),
        venue=venue,
        walkers=tuple(walkers),
        finale=finale,
        cues=tuple(_cues(walkers, finale, bars.bar, end, duration)),
        poses=tuple(_poses(walkers)),
        waiting=tuple(look for look in lineup.looks if look not in looks),
        score=lineup.score,
    )


def _solos(venue: Venue, walks: Sequence[Walk], between: int, bars: Bars) -> list[list[Leg]]:
    """Each look's own turn: nobody comes to where the lanes end before the one ahead is back on hers."""
    alike = [posed(venue, w.clips, bars) if w.poses else walked(venue, w.moves, 0.0) for w in walks]
    edge = min((narrows(venue, w.moves, legs) for w, legs in zip(walks, alike, strict=True)), default=0.0)
    found: list[list[Leg]] = []
    start, alone = PRELUDE_BARS * bars.bar, 0.0
    for walk, legs in zip(walks, alike, strict=True):
        out, back = beyond(edge, walk.moves, legs)
        start = bars.bar_after(max(start, alone - out))
        found.append([replace(leg, t=round(leg.t + start, 6)) for leg in legs])
        alone = max(alone, start + back)
        start += between * bars.bar
    return found


def _together(venue: Venue, walks: Sequence[Walk], solos: Sequence[Sequence[Leg]], bars: Bars) -> Together:
    """The finale: a tableau where all can stop and stand, a line that passes otherwise."""
    dressed, back = [walk.moves for walk in walks], [legs[-1].end + BREATH for legs in solos]
    if all(walk.poses for walk in walks) and fits(venue, len(walks)):
        return tableau(venue, dressed, bars.bar_after(max(back)), bars)
    if any(walk.poses for walk in walks):  # who comes back from the middle needs the whole runway
        return line(venue, dressed, bars.bar_after(max(back)), bars)
    ready = max(t - index * GAP_BEATS * bars.beat for index, t in enumerate(back))
    return line(venue, dressed, bars.bar_after(ready), bars)


def _walker(look: str, number: int, walk: Walk, solo: Sequence[Leg], finale: Sequence[Leg]) -> Walker:
    return Walker(
        look=look,
        number=number,
        house=walk.house,
        title=dict(walk.title),
        house_title=dict(walk.house_title),
        start=solo[0].t,
        speed=walk.speed,
        period=walk.period,
        height=walk.height,
        glb=walk.glb,
        poster=walk.poster,
        finish=walk.finish,
        url=walk.url,
        clips=dict(walk.moves),
        legs=(*solo, *finale),
    )


def _poses(walkers: Sequence[Walker]) -> list[Pose]:
    """Every moment at which somebody poses, once when many do."""
    poses: dict[float, float] = {}
    for walker in walkers:
        began = 0.0
        for leg in walker.legs:
            if leg.clip == "pose":
                began = began if leg.first else round(leg.t, 3)
                poses[began] = leg.end - began
    return [Pose(t, seconds) for t, seconds in sorted(poses.items())]


def _cues(walkers: list[Walker], finale: Finale | None, bar: float, end: float, duration: float) -> list[Cue]:
    cues = [Cue(0.0, "lights", 0.0), Cue(PRELUDE_BARS * bar, "lights", 1.0 if walkers else 0.35)]
    turned = 0.0
    for index, walker in enumerate(walkers):
        seen = walker.start + (CAPTION_AT / walker.speed if index else 0.0)
        cues.append(Cue(max(seen, turned), "look", walker.look))
        turned = next((leg.end for leg in walker.legs if leg.clip == "turn"), 0.0)
    if finale:
        cues.append(Cue(finale.start, "finale"))
    cues += [Cue(end, "end"), Cue(end, "lights", 1.0 if walkers else 0.35), Cue(duration, "lights", 0.0)]
    return sorted(cues, key=lambda cue: cue.t)


def encode(timeline: Timeline) -> bytes:
    """The timeline as JSON: what `GET /api/shows/<slug>/timeline.json` answers."""
    return msgspec.json.encode(timeline)


def decode(data: bytes | str | Mapping[str, Any]) -> Timeline:
    """The timeline in JSON text or an already parsed mapping. Raises msgspec.ValidationError."""
    if isinstance(data, bytes | str):
        return msgspec.json.decode(data, type=Timeline)
    return msgspec.convert(data, Timeline)
