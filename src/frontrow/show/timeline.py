"""A line-up and its looks become a timeline: every entrance, cue and light of the show, on the beat."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from frontrow.show.lineup import LineUp
from frontrow.show.venue import Venue, path_length

PRELUDE_BARS = 3  # dark, music alone, lights rising
CAPTION_AT = 7.0  # metres from backstage at which the eye leaves the last look for the new one
FINALE_GAP_BEATS = 3  # about 1.9 m between two models in the line
BREATH = 1.0  # seconds a model has backstage, at least, before she joins the finale
CODA_BARS = 2  # the lights fall


@dataclass(frozen=True)
class Walk:
    """How one look walks and what to call it: speed m/s and period s of a full cycle (two steps).

    The rest travels to the browser as it is: `url` of its page, `glb` and `poster` files, `height` metres.
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


@dataclass(frozen=True)
class Walker:
    """A look on the timeline: comes out at `start` s; `stride` is metres a full cycle; `number` is from 1."""

    look: str
    number: int
    house: str
    title: Mapping[str, str]
    house_title: Mapping[str, str]
    start: float
    speed: float
    period: float
    stride: float
    height: float
    glb: str | None
    poster: str | None
    finish: str
    url: str


@dataclass(frozen=True)
class Cue:
    """At `t` s something changes: kind `look` (value: its name), `finale`, `end`, `lights` (value 0 to 1)."""

    t: float
    kind: str
    value: str | float | None = None


@dataclass(frozen=True)
class Finale:
    """All looks in one line: the first comes out at `start` s, each next `gap` s later, at `speed` m/s."""

    start: float
    gap: float
    speed: float


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
    waiting: tuple[str, ...] = ()


def timeline(lineup: LineUp, looks: Mapping[str, Walk]) -> Timeline:
    """Stage the looks that are ready, in the line-up's order; those absent from `looks` are left for later.

    Entrances fall on a bar, so that every heel falls on a beat of the music when each walk's period is
    two beats of `lineup.bpm`.
    """
    bar = 4 * 60.0 / lineup.bpm
    ready = [look for look in lineup.looks if look in looks]
    length = path_length(lineup.venue)
    walkers = [
        _walker(look, lineup.looks.index(look) + 1, looks[look], (PRELUDE_BARS + index * lineup.bars) * bar)
        for index, look in enumerate(ready)
    ]
    gone = max((walker.start + length / walker.speed for walker in walkers), default=PRELUDE_BARS * bar)
    finale = None
    if len(walkers) > 1:
        speed = min(walker.speed for walker in walkers)
        gap = FINALE_GAP_BEATS * bar / 4
        back = (w.start + length / w.speed + BREATH - index * gap for index, w in enumerate(walkers))
        start = _next_bar(max(back), bar)
        finale = Finale(start, gap, speed)
        gone = max(gone, start + (len(walkers) - 1) * finale.gap + length / speed)
    end = _next_bar(gone, bar)
    duration = end + CODA_BARS * bar
    return Timeline(
        show=lineup.slug,
        title=dict(lineup.title),
        duration=duration,
        epoch=lineup.start or 0.0,
        loop=lineup.start is None,
        bpm=lineup.bpm,
        total=len(lineup.looks),
        venue=lineup.venue,
        walkers=tuple(walkers),
        finale=finale,
        cues=tuple(_cues(walkers, finale, bar, end, duration)),
        waiting=tuple(look for look in lineup.looks if look not in looks),
    )


def _walker(look: str, number: int, walk: Walk, start: float) -> Walker:
    return Walker(
        look=look,
        number=number,
        house=walk.house,
        title=dict(walk.title),
        house_title=dict(walk.house_title),
        start=start,
        speed=walk.speed,
        period=walk.period,
        stride=walk.speed * walk.period,
        height=walk.height,
        glb=walk.glb,
        poster=walk.poster,
        finish=walk.finish,
        url=walk.url,
    )


def _cues(walkers: list[Walker], finale: Finale | None, bar: float, end: float, duration: float) -> list[Cue]:
    cues = [Cue(0.0, "lights", 0.0), Cue(PRELUDE_BARS * bar, "lights", 1.0 if walkers else 0.35)]
    for index, walker in enumerate(walkers):
        cues.append(Cue(walker.start + (CAPTION_AT / walker.speed if index else 0.0), "look", walker.look))
    if finale:
        cues.append(Cue(finale.start, "finale"))
    cues += [Cue(end, "end"), Cue(end, "lights", 1.0 if walkers else 0.35), Cue(duration, "lights", 0.0)]
    return sorted(cues, key=lambda cue: cue.t)


def _next_bar(t: float, bar: float) -> float:
    return math.ceil(t / bar - 1e-9) * bar


def encode(timeline: Timeline) -> bytes:
    """The timeline as JSON: what `GET /api/shows/<slug>/timeline.json` answers."""
    return msgspec.json.encode(timeline)


def decode(data: bytes | str | Mapping[str, Any]) -> Timeline:
    """The timeline in JSON text or an already parsed mapping. Raises msgspec.ValidationError."""
    if isinstance(data, bytes | str):
        return msgspec.json.decode(data, type=Timeline)
    return msgspec.convert(data, Timeline)
