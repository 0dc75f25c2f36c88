"""Pattern and ease: one garment cut with less and more room, measured with the tape."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from frontrow.errors import UserError
from frontrow.web.school.flat import flat_svg, taped
from frontrow.web.season.models import Pattern

LADDER = (2.0, 5.0, 9.0, 14.0)  # centimetres at the bust, over the dress's whole range
CHART, SIZE, PATTERN = "women", "M", "dress"


@dataclass(frozen=True)
class Cut:
    """Centimetres, and m² of cloth."""

    ease: float
    bust: float
    waist: float
    body_bust: float
    body_waist: float
    area: float
    underarm: float

    @property
    def over_underarm(self) -> float:
        """What the pattern gives where the side seam begins."""
        return self.underarm - self.body_bust

    @property
    def over(self) -> float:
        return self.bust - self.body_bust

    @property
    def over_waist(self) -> float:
        return self.waist - self.body_waist


def facts(request: HttpRequest) -> dict[str, Any]:
    """The ladder of eases, and the pieces for the one that is asked for."""
    pattern = Pattern.objects.filter(slug=PATTERN).first()
    if pattern is None:
        return {"cuts": []}
    asked = _asked(request.GET.get("ease", ""))
    try:
        cuts = [_cut(pattern, ease) for ease in LADDER]
        flat = flat_svg(pattern.source, pattern.slug, CHART, SIZE, (("ease", asked),))
    except UserError:  # a season may bring a dress of its own, without ease to choose
        return {"cuts": []}
    return {"cuts": cuts, "asked": asked, "flat": flat, "size": SIZE}


def _asked(text: str) -> float:
    try:
        return next(ease for ease in LADDER if ease == float(text))
    except (ValueError, StopIteration):
        return LADDER[1]


def _cut(pattern: Pattern, ease: float) -> Cut:
    there = taped(pattern.source, pattern.slug, CHART, SIZE, ease=ease)
    numbers = (there[name] for name in ("bust", "waist", "body_bust", "body_waist"))
    return Cut(ease, *(100 * number for number in numbers), there["area"], 100 * there["underarm"])
