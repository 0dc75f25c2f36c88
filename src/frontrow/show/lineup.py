"""The line-up of a show, as its YAML file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from frontrow.errors import UserError
from frontrow.show.score import Score, score
from frontrow.show.venue import Venue


class LineUpError(UserError):
    """A show file that cannot be staged: which file, which entry, and what to do."""


@dataclass(frozen=True)
class LineUp:
    """Which looks walk, in which order, to which beat.

    `title` maps a language to words; `start` is seconds since the epoch, or None for a show that simply
    loops; `bars` is how many bars of four beats lie between two looks; without a
    `score` the show has a piece of its own by its name.
    """

    slug: str
    title: Mapping[str, str]
    houses: tuple[str, ...]
    looks: tuple[str, ...]
    bpm: float = 112.0
    bars: int = 7
    start: float | None = None
    venue: Venue = field(default_factory=Venue)
    score: Score | None = None


def load(path: str | Path) -> LineUp:
    """The line-up in a YAML file; its slug is the file's name. Raises LineUpError."""
    path = Path(path)
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LineUpError(f"{path}: the show cannot be read ({error.strerror}); check the name.") from None
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" at line {where.line + 1}" if where else ""
        raise LineUpError(f"{path}: this is not valid YAML{line}; mend the indentation or quotes there.") from None
    return parse(path.stem, data, str(path))


def parse(slug: str, data: Any, source: str = "line-up") -> LineUp:
    """The line-up in a mapping already read; `source` names it in errors. Raises LineUpError."""
    if not isinstance(data, dict):
        raise LineUpError(f"{source}: a show is a mapping; begin it with `title:` and `looks:`.")
    known = {"title", "houses", "looks", "music", "start", "venue", "text", "published"}
    if unknown := sorted(set(data) - known):
        raise LineUpError(f"{source}: unknown entry {unknown[0]!r}; a show has {', '.join(sorted(known))}.")
    looks = _names(data.get("looks"), "looks", source)
    if not looks:
        raise LineUpError(f"{source}: `looks` is empty; list at least one look in walking order.")
    if twice := [look for index, look in enumerate(looks) if look in looks[:index]]:
        raise LineUpError(f"{source}: look {twice[0]!r} is listed twice; each look walks once.")
    title = data.get("title", slug)
    music = _mapping(data.get("music"), "music", {"bpm", "bars", "score"}, source)
    return LineUp(
        slug=slug,
        title=dict(title) if isinstance(title, dict) else {"en": str(title)},
        houses=_names(data.get("houses"), "houses", source),
        looks=looks,
        bpm=_number(music.get("bpm", 112.0), "music: bpm", 60, 200, source),
        bars=int(_number(music.get("bars", 7), "music: bars", 2, 64, source)),
        start=_moment(data.get("start"), source),
        venue=venue(data.get("venue"), source),
        score=score(music["score"], f"{source}: music: score") if music.get("score") else None,
    )


_LIMITS = {"length": (8, 80), "width": (1.6, 12), "lane": (0.3, 3), "backstage": (0, 10), "mark": (0.5, 10)}


def venue(data: Any, source: str = "line-up") -> Venue:
    """The venue in a mapping of sizes, metres; sizes left out are the usual ones. Raises LineUpError."""
    given = _mapping(data, "venue", set(_LIMITS), source)
    sizes = {key: _number(value, f"venue: {key}", *_LIMITS[key], source) for key, value in given.items()}
    return Venue(**sizes)


def _names(value: Any, key: str, source: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LineUpError(f"{source}: `{key}` must be a list of names; write one a line, each after a dash.")
    return tuple(value)


def _mapping(value: Any, key: str, known: set[str], source: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict) or (unknown := set(value) - known):
        wrong = f"does not know {sorted(unknown)[0]!r}" if isinstance(value, dict) else "is not a mapping"
        raise LineUpError(f"{source}: `{key}` {wrong}; it has {', '.join(sorted(known))}.")
    return value


def _number(value: Any, key: str, low: float, high: float, source: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise LineUpError(f"{source}: `{key}` is {value!r}; give a number from {low:g} to {high:g}.")
    return float(value)


def _moment(value: Any, source: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime):
        raise LineUpError(f"{source}: `start` must be a date and time such as 2027-03-01T20:00:00+00:00.")
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
