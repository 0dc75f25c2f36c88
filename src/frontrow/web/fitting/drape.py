"""A look on a body for the fitting room, all of it in memory: what was measured on a visitor reaches no disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from frontrow.body import Measurements
from frontrow.look.fit.wear import Tried, wear
from frontrow.web.studio.make import look_of

Progress = Callable[[str, float], None]


def tried(spec: dict[str, Any], folder: Path, progress: Progress) -> Tried:
    """The look on its wearer, as `spec` says (frontrow.web.fitting.spec); the look's own patterns and fabrics are put
    into `folder`. Raises UserError for what is wrong with the look or the wearer."""
    wearer = spec["wearer"]
    body = Measurements(**wearer) if isinstance(wearer, dict) else wearer
    return wear(look_of(spec, folder), body, spec["size"], spec["quality"], progress, spec["chart"])
