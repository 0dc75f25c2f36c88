"""What the drawing board does with one pattern: what it lets one choose, how it lies flat, what the tape reads.

Without Django: the drawing board's child runs it, apart from the pages.
"""

import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from frontrow.body import size_body
from frontrow.pattern import Draft, Pattern, draft, load, svg


@lru_cache(maxsize=32)
def _loaded(source: str, name: str) -> Pattern:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.yaml"
        path.write_text(source, encoding="utf-8")
        return load(path)


def _drawn(source: str, name: str, chart: str, size: str, options: Mapping[str, float]) -> Draft:
    return draft(_loaded(source, name), size_body(chart, size).measures, dict(options))


def options(source: str, name: str) -> list[dict[str, Any]]:
    """What the pattern lets one choose: name, title, unit, least, most, default. Raises PatternError."""
    fields = ("name", "title", "unit", "least", "most", "default")
    return [{field: getattr(option, field) for field in fields} for option in _loaded(source, name).options.values()]


def flat(source: str, name: str, chart: str, size: str, options: Mapping[str, float]) -> str:
    """The pieces as SVG, to scale. Raises PatternError."""
    return svg(_drawn(source, name, chart, size, options))


def fits(source: str, name: str, chart: str, size: str, options: Mapping[str, float]) -> None:
    """Raises PatternError when the pattern cannot be drawn so."""
    _drawn(source, name, chart, size, options)


def taped(source: str, name: str, chart: str, size: str, options: Mapping[str, float]) -> dict[str, float]:
    """The tape round body and finished garment, metres, and the cloth it takes, m²: bust, waist, body_bust, body_waist,
    underarm (where the side seams of `front` and `back` end), area. Raises PatternError."""
    from frontrow.look.fit.finished import finished

    made = _drawn(source, name, chart, size, options)
    there, body = finished(made).measures, made.measures
    tips = [made.panels[part].pieces[made.panels[part].run("side")[-1]].line[-1, 0] for part in ("front", "back")]
    return {
        "bust": float(there["bust"]),
        "waist": float(there["waist"]),
        "body_bust": float(body["bust"]),
        "body_waist": float(body["waist"]),
        "underarm": 2 * float(sum(tips)),
        "area": made.area,
    }


JOBS = {"options": options, "flat": flat, "fits": fits, "taped": taped}
