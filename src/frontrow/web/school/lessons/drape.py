"""Fabric and drape: a strip of each cloth over an edge, and the number that says how it hangs."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from frontrow.fabric import library
from frontrow.fabric.cantilever import bending_length, droop, strip
from frontrow.web.season.words import fabric_titles

LENGTHS = (5, 8, 12, 20)  # centimetres of strip
USUAL = 8


@dataclass(frozen=True)
class Strip:
    """density g/m²; rigidity µN·m; bending millimetres; angle degrees; path: in centimetres, downwards, for SVG."""

    title: str
    density: int
    rigidity: float
    bending: float
    angle: float
    path: str


def facts(request: HttpRequest) -> dict[str, Any]:
    """Every fabric of the library, the limpest first."""
    asked = request.GET.get("length", "")
    length = next((each for each in LENGTHS if str(each) == asked), USUAL)
    titles = fabric_titles()
    strips = [_strip(titles.get(name, name), fabric, length) for name, fabric in library().items()]
    return {"strips": sorted(strips, key=lambda each: each.bending), "length": length, "lengths": LENGTHS}


def _strip(title: str, fabric: Any, length: int) -> Strip:
    line = strip(length / 100, fabric.bend_warp, fabric.density)
    path = "M" + "L".join(f"{100 * x:.2f},{-100 * y:.2f}" for x, y in line)
    return Strip(
        title,
        round(1000 * fabric.density),
        1e6 * fabric.bend_warp,
        1000 * bending_length(fabric.bend_warp, fabric.density),
        droop(line),
        path,
    )
