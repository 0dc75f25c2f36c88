"""What the look page says about each garment: from its fabric, its size and the worker's report."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from frontrow.errors import UserError
from frontrow.web.season.cloths import fabric_of
from frontrow.web.season.models import Garment, Look
from frontrow.web.season.words import care, composition, fabric_titles

MADE = "made"  # a garment's size when it is cut to the wearer
MADE_TO_MEASURE = _("Made to measure")


@dataclass(frozen=True)
class GarmentFacts:
    """density in g/m²; area in m² and grams are None until the garment has been made."""

    name: str
    title: str
    fabric: str
    composition: str
    care: str
    density: int
    size: str
    colours: tuple[str, ...]
    area: float | None
    grams: int | None


@dataclass(frozen=True)
class BodyFacts:
    """The wearer, centimetres."""

    height: int
    bust: int
    waist: int
    hips: int


def garment_facts(look: Look, report: dict[str, Any]) -> list[GarmentFacts]:
    """The facts of a look's garments, in dressing order."""
    titles, made = fabric_titles(), report.get("garments") or []
    return [_facts(garment, titles, made[k] if k < len(made) else {}) for k, garment in enumerate(look.garments.all())]


def dyed_garment(look: Look, facts: list[GarmentFacts]) -> GarmentFacts | None:
    """The garment that other colours of the look are of: the outermost one without a print."""
    plain = [facts[k] for k, garment in enumerate(look.garments.all()) if not _printed(garment)]
    return plain[-1] if plain else None


def _printed(garment: Garment) -> bool:
    try:
        return fabric_of(garment.fabric).print is not None
    except UserError:
        return False


def _facts(garment: Garment, titles: dict[str, str], made: dict[str, Any]) -> GarmentFacts:
    try:
        fabric = fabric_of(garment.fabric)
    except UserError:
        fabric = None
    area, grams = made.get("area_m2"), made.get("grams")
    printed = fabric.print.colors if fabric and fabric.print else None
    return GarmentFacts(
        name=made.get("name", garment.pattern.slug),
        title=str(garment),
        fabric=titles.get(garment.fabric, garment.fabric),
        composition=composition(fabric) if fabric else "",
        care=care(fabric) if fabric else "",
        density=round(fabric.density * 1000) if fabric else 0,
        size=str(MADE_TO_MEASURE) if garment.size == MADE else garment.size,
        colours=tuple(printed or [garment.colour or (fabric.color if fabric else "#808080")]),
        area=area,
        grams=round(grams) if grams else None,
    )


def body_facts(report: dict[str, Any]) -> BodyFacts | None:
    """The wearer's measures, once the look has been made."""
    measures = report.get("body") or {}
    if not {"height", "bust", "waist", "hips"} <= set(measures):
        return None
    return BodyFacts(*(round(100 * measures[name]) for name in ("height", "bust", "waist", "hips")))
