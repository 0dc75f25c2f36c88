"""Where a sponsor may be seen: in the hall, on pages, between stories. Money is in cents for a thousand showings."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Shape:
    """A picture's form, in pixels."""

    name: str
    title: Any
    width: int
    height: int


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("wide", _("Wide, 4 : 1, for the back wall"), 1600, 400),
        Shape("mark", _("Mark, 1 : 1, for seats and the step-and-repeat"), 600, 600),
        Shape("card", _("Card, 3 : 2, for pages"), 1200, 800),
    )
}


@dataclass(frozen=True)
class Place:
    """name: as in the audit and in `data-place`. floor: below it the place stays empty. hall: in the 3D hall."""

    name: str
    title: Any
    shape: str
    floor: int
    hall: bool = False


PLACES = {
    place.name: place
    for place in (
        Place("hall/back-wall", _("The hall: back wall"), "wide", 1200, hall=True),
        Place("hall/step-and-repeat", _("The hall: step-and-repeat on the side wall"), "mark", 900, hall=True),
        Place("hall/seats", _("The hall: cards along the first row"), "mark", 600, hall=True),
        Place("front/programme", _("Front page: after the programme"), "card", 800),
        Place("shows/foot", _("Shows: after the list"), "card", 600),
        Place("look/foot", _("A look's page: at its foot"), "card", 700),
        Place("stories/between", _("Between stories"), "card", 600),
    )
}
