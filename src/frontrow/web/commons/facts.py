"""What a version says of itself in a few lines: figures from its file, in the reader's words."""

from typing import Any

from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.fabric.library import loads
from frontrow.show.lineup import venue
from frontrow.web.commons.kinds import checked
from frontrow.web.commons.models import Kind, Version
from frontrow.web.season.words import care, composition


def facts(version: Version) -> list[tuple[str, str]]:
    """Names and values; empty for what says nothing in figures, and for a file that an older program took."""
    kind, source = version.offer.kind, version.source
    try:
        if kind == Kind.FABRIC:
            return _fabric(source)
        return _FACTS[Kind(kind)](checked(kind, source)) if kind != Kind.PATTERN else []
    except UserError:
        return []


def _fabric(source: str) -> list[tuple[str, str]]:
    cloth = loads(source.encode(), "fabric.yaml")
    told = [(_("Made of"), composition(cloth)), (_("Weight of the cloth"), f"{1000 * cloth.density:.0f} g/m²")]
    return [*told, *([(_("Care"), care(cloth))] if cloth.care else [])]


def _venue(data: dict[str, Any]) -> list[tuple[str, str]]:
    hall = venue(data)
    return [
        (_("Runway"), f"{hall.length:g} × {hall.width:g} m"),
        (_("Between the lanes"), f"{2 * hall.lane:g} m"),
        (_("Mark before the photographers"), f"{hall.mark:g} m"),
    ]


def _pose(data: dict[str, Any]) -> list[tuple[str, str]]:
    parts = {
        "hips": _("Hips"),
        "chest": _("Chest"),
        "head": _("Head"),
        "left": _("Left arm"),
        "right": _("Right arm"),
    }
    angles = {
        "turn": _("turned"),
        "tilt": _("tilted"),
        "lean": _("leaning"),
        "out": _("out"),
        "forward": _("forward"),
        "elbow": _("elbow"),
    }
    return [
        (parts[part], _(", ").join(f"{angles[name]} {value:g}°".replace("-", "−") for name, value in said.items()))
        for part, said in data.items()
    ]


def _score(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Key"), _("%(key)s minor") % {"key": data["key"]}),
        (_("Chords"), " · ".join(str(degree + 1) for degree in data["chords"])),
        (_("Notes of the melody"), str(len(data["motif"]))),
    ]


_FACTS = {Kind.VENUE: _venue, Kind.POSE: _pose, Kind.SCORE: _score}
