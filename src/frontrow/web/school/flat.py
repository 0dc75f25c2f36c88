"""A pattern with somebody's own measures of it: what it lets one choose, and how it lies flat.

All drawing is done at the studio's board, in a process of its own with limits: a pattern of the season may have come
from the commons, and so from a stranger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from frontrow.web.school.words import titled
from frontrow.web.season.models import Pattern
from frontrow.web.season.pieces import labelled
from frontrow.web.studio.board import board

PERCENT = {"share": 100.0, "circle": 100.0}  # units that a person reads in hundredths


@dataclass(frozen=True)
class Choice:
    """One thing that a pattern lets one choose, as a person reads it: shares are percents; `step` suits a slider.

    times: how often the pattern's own number it is.
    """

    name: str
    title: str
    unit: str
    least: float
    most: float
    default: float
    step: float
    times: float

    def own(self, read: float) -> float:
        """The pattern's number of one that a person reads."""
        return round(read / self.times, 6)

    def read(self, own: float) -> float:
        return round(own * self.times, 4)

    @property
    def range(self) -> str:
        """From where to where it goes, and what the pattern has by itself."""
        facts = {"least": f"{self.least:g}", "most": self.said(self.most), "usual": f"{self.default:g}"}
        return _("%(least)s to %(most)s; the pattern has %(usual)s") % facts

    def said(self, read: float) -> str:
        """A number with its unit."""
        number = f"{read:g}"
        match self.unit:
            case "cm":
                return _("%(number)s cm") % {"number": number}
            case "degrees":
                return f"{number}°"
            case "circle":
                return _("%(number)s %% of a full circle") % {"number": number}
            case "share" | "%":
                return f"{number} %"
        return number


@lru_cache(maxsize=64)
def _options(source: str, name: str) -> tuple[dict[str, Any], ...]:
    return tuple(board.ask("options", source=source, name=name))


def choices(pattern: Pattern) -> list[Choice]:
    """What the pattern lets one choose, in the reader's words. Raises UserError."""
    found = []
    for option in _options(pattern.source, pattern.slug):
        times = PERCENT.get(option["unit"], 1.0)
        least, most, default = (round(option[key] * times, 4) for key in ("least", "most", "default"))
        step = 1.0 if times > 1 or option["unit"] == "each" else 0.1
        if abs((default - least) / step - round((default - least) / step)) > 1e-6:
            step = 0.01  # else a browser would not take the pattern's own number
        found.append(Choice(option["name"], titled(option["title"]), option["unit"], least, most, default, step, times))
    return found


def fits(source: str, name: str, chart: str, size: str, options: Mapping[str, float]) -> None:
    """Raises UserError when the pattern cannot be drawn so."""
    board.ask("fits", source=source, name=name, chart=chart, size=size, options=dict(options))


def taped(source: str, name: str, chart: str, size: str, **options: float) -> dict[str, float]:
    """What the tape reads on body and garment (`frontrow.web.studio.drawing.taped`). Raises UserError."""
    return _taped(source, name, chart, size, tuple(sorted(options.items())))


@lru_cache(maxsize=64)
def _taped(source: str, name: str, chart: str, size: str, options: tuple[tuple[str, float], ...]) -> dict[str, float]:
    found: dict[str, float] = board.ask(
        "taped", source=source, name=name, chart=chart, size=size, options=dict(options)
    )
    return found


def flat_svg(source: str, name: str, chart: str, size: str, options: tuple[tuple[str, float], ...]) -> str:
    """The pieces as SVG, to scale, named in the reader's language. Raises UserError."""
    return labelled(_flat(source, name, chart, size, options))


@lru_cache(maxsize=128)
def _flat(source: str, name: str, chart: str, size: str, options: tuple[tuple[str, float], ...]) -> str:
    return str(board.ask("flat", source=source, name=name, chart=chart, size=size, options=dict(options)))
