"""The five kinds of things: how a file of each is read, and what it says in short."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from frontrow.body.stance import stance
from frontrow.errors import UserError
from frontrow.fabric.library import loads
from frontrow.pattern.yaml_text import mapping
from frontrow.show.lineup import venue
from frontrow.show.score import score
from frontrow.web.commons.models import Kind
from frontrow.web.studio.limits import examine

MOST_BYTES = 64 * 1024
WORDS = ("title", "note")  # besides its own entries, what a file of ours may say


def checked(kind: str, source: str) -> dict[str, Any]:
    """The data in a file of `kind`, {} for a pattern. Raises UserError: its fault in one sentence."""
    if len(source.encode()) > MOST_BYTES:
        raise UserError(_("The file is larger than 64 kB."))
    if "\0" in source:
        raise UserError(_("The file is not plain text."))
    return READERS[Kind(kind)](source)


def checked_data(kind: str, data: Any) -> dict[str, Any]:
    """What a copy of `kind` keeps, as `checked` gives it, when it comes from elsewhere. Raises UserError."""
    check = CHECKS.get(Kind(kind))
    try:
        json.dumps(data, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise UserError(f"`data` of a {kind} holds more than names, words and numbers") from None
    if not isinstance(data, dict) or (check is None and data):
        raise UserError(f"`data` is {data!r:.40}, which is none of a {kind}")
    if check:
        check(data, "data")
    return data


def _fabric(source: str) -> dict[str, Any]:
    return asdict(loads(source.encode(), "fabric.yaml"))


def _pattern(source: str) -> dict[str, Any]:
    """A stranger's pattern is tried in the studio's child, which has limits."""
    with tempfile.TemporaryDirectory(dir=settings.HOME.work) as folder:
        path = Path(folder) / "pattern.yaml"
        path.write_text(source, encoding="utf-8")
        examine(path, "women", "M")
    return {}


def _plain(kind: str, source: str) -> dict[str, Any]:
    data = mapping(source.encode(), f"{kind}.yaml", kind)
    if not isinstance(data.pop(kind, None), str):
        raise UserError(_("The file begins with `%(kind)s: name`.") % {"kind": kind})
    return {key: value for key, value in data.items() if key not in WORDS}


def _venue(source: str) -> dict[str, Any]:
    data = _plain("venue", source)
    venue(data, "venue.yaml")
    return data


def _pose(source: str) -> dict[str, Any]:
    data = _plain("pose", source)
    stance(data, "pose.yaml")
    return data


def _score(source: str) -> dict[str, Any]:
    data = _plain("score", source)
    score(data, "score.yaml")
    return data


CHECKS: dict[Kind, Callable[[dict[str, Any], str], Any]] = {Kind.VENUE: venue, Kind.POSE: stance, Kind.SCORE: score}
READERS: dict[Kind, Callable[[str], dict[str, Any]]] = {
    Kind.FABRIC: _fabric,
    Kind.PATTERN: _pattern,
    Kind.VENUE: _venue,
    Kind.POSE: _pose,
    Kind.SCORE: _score,
}
