"""A pattern with somebody's own measures of it: what it lets one choose, and how it lies flat.

Patterns of the season only: what a student brings is read in the studio's child, which has limits.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from frontrow.web.school.words import UNITS, titled
from frontrow.web.season.models import Pattern


@dataclass(frozen=True)
class Choice:
    """One thing that a pattern lets one choose; `step` suits a slider."""

    name: str
    title: str
    unit: str
    least: float
    most: float
    default: float
    step: float


@lru_cache(maxsize=64)
def loaded(source: str, name: str = "pattern") -> Any:
    """The pattern that `source` says (`frontrow.pattern.Pattern`). Raises PatternError."""
    from frontrow.pattern import load  # here: it brings scipy and shapely, which few pages need

    with tempfile.TemporaryDirectory(dir=settings.HOME.work) as folder:
        path = Path(folder) / f"{name}.yaml"
        path.write_text(source, encoding="utf-8")
        return load(path)


def choices(pattern: Pattern) -> list[Choice]:
    """What the pattern lets one choose, in the reader's words."""
    found = []
    for option in loaded(pattern.source, pattern.slug).options.values():
        whole = option.unit == "each"
        step = 1.0 if whole else 0.5 if option.most - option.least > 5 else 0.01
        unit = str(UNITS.get(option.unit, option.unit))
        found.append(Choice(option.name, titled(option.title), unit, option.least, option.most, option.default, step))
    return found


def drawn(source: str, name: str, chart: str, size: str, options: Mapping[str, float]) -> Any:
    """The pattern drafted for a size of a chart (`frontrow.pattern.Draft`). Raises PatternError."""
    from frontrow.body import size_body
    from frontrow.pattern import draft

    return draft(loaded(source, name), size_body(chart, size).measures, dict(options))


@lru_cache(maxsize=128)
def flat_svg(source: str, name: str, chart: str, size: str, options: tuple[tuple[str, float], ...]) -> str:
    """The pieces as SVG, to scale. Raises PatternError."""
    from frontrow.pattern import svg

    return str(svg(drawn(source, name, chart, size, dict(options))))
