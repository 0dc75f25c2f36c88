"""Say that something concluded is not true, or that it is after all."""

import time

from django.http import HttpRequest

from frontrow.recommend import Interaction
from frontrow.recommend.people.denied import trait
from frontrow.web.learning import store, visitor


def deny(request: HttpRequest, facet: str, label: str, taken_back: bool = False) -> None:
    """Kept with what else the visitor did, so that export and erase find it; nothing without her consent."""
    if who := visitor(request):
        store().append(
            [Interaction(who, trait(facet, label), "dismiss", time.time(), 0.0 if taken_back else None, "me")]
        )
