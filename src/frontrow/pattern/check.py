"""What is in a pattern file, and what is wrong with it, without a body to put it on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontrow.body import CHARTS, SIZES, size_body
from frontrow.fabric import FabricError, resolve
from frontrow.pattern.drafting import draft
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft
from frontrow.pattern.joined import require_joined
from frontrow.pattern.mesh import mesh
from frontrow.pattern.model import Pattern
from frontrow.pattern.read import load
from frontrow.pattern.seams import runs, stitches

ROUGH = 0.03  # metres: the mesh that shows whether a panel can be cut


@dataclass(frozen=True)
class Finding:
    """A draft for one size, or the sentence that says why there is none."""

    size: str
    draft: Draft | None
    problem: str | None


def check(
    path: str | Path, measures: Mapping[str, float] | None = None, options: Mapping[str, float] | None = None
) -> Draft:
    """The pattern in a file, drafted for `measures` (default: the middle of its size chart), if it can be
    sewn.

    Raises PatternError: one sentence naming the file, the panel and the edge.
    """
    pattern = load(path)
    _fabrics(pattern, Path(path).parent)
    made = draft(pattern, measures or _middle(pattern), options)
    sewn = runs(made)
    require_joined(made, sewn)
    cuts = stitches(made, sewn, ROUGH)
    for panel in made.panels.values():
        mesh(panel, cuts, ROUGH, pattern.file)
    return made


def _fabrics(pattern: Pattern, folder: Path) -> None:
    for slot, name in pattern.fabrics.items():
        try:
            resolve(name, folder)
        except FabricError as error:
            raise PatternError(f"{pattern.file}: fabrics, {slot}: {error}") from None


def _middle(pattern: Pattern) -> Mapping[str, float]:
    return size_body("men" if pattern.sex == "m" else "women", "M").measures


def sizes(path: str | Path, options: Mapping[str, float] | None = None) -> Iterator[Finding]:
    """The pattern checked for every size of the charts it is for, from XS to 3XL."""
    pattern = load(path)
    for chart, (sex, _, _) in CHARTS.items():
        if pattern.sex in (None, sex):
            for size in SIZES:
                name = f"{chart} {size}"
                try:
                    yield Finding(name, check(path, size_body(chart, size).measures, options), None)
                except PatternError as error:
                    yield Finding(name, None, str(error))


def plain(made: Draft) -> dict[str, Any]:
    """A draft's facts as JSON: panels with their edges in cm, seams, options, cloth in m²."""
    pattern = made.pattern
    return {
        "pattern": pattern.name,
        "title": pattern.title,
        "fabrics": dict(pattern.fabrics),
        "cloth_m2": round(made.area, 4),
        "options": {
            name: {"default": o.default, "from": o.least, "to": o.most, "unit": o.unit, "title": o.title}
            for name, o in pattern.options.items()
        },
        "panels": {
            name: {
                "cut": panel.cut,
                "fabric": panel.fabric,
                "area_m2": round(panel.area, 4),
                "edges_cm": {edge.name: round(100 * panel.length(edge.name), 1) for edge in pattern.panels[name].edges},
                "darts": [dart for dart, _, _ in panel.darts],
                "on": panel.place.on,
            }
            for name, panel in made.panels.items()
        },
        "seams": {
            seam.name: {"join": list(seam.join), "to": list(seam.to), "ease_percent": round(100 * ease, 2)}
            for seam, ease in made.seams
        },
    }
