"""Do not show a look again, or show it again after all."""

import time

from django.http import HttpRequest

from frontrow.recommend import Interaction
from frontrow.web.learning import store, visitor
from frontrow.web.season.models import Look
from frontrow.web.shop.dismissed import KEY


def dismiss_look(request: HttpRequest, look: Look, taken_back: bool = False) -> None:
    """Held in the session; with the visitor's consent it is also learnt from."""
    gone = [slug for slug in request.session.get(KEY, []) if slug != look.slug]
    request.session[KEY] = gone if taken_back else [*gone, look.slug]
    if who := visitor(request):
        store().append([Interaction(who, look.slug, "dismiss", time.time(), 0.0 if taken_back else None, "slate")])
