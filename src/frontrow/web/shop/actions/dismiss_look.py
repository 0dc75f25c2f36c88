"""Do not show a look again, or show it again after all."""

from django.db import transaction
from django.http import HttpRequest

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record, tell
from frontrow.web.season.models import Look
from frontrow.web.shop.dismissed import KEY


@transaction.atomic
def dismiss_look(actor: Actor, request: HttpRequest, look: Look, taken_back: bool = False) -> None:
    """Held in the session; with the visitor's consent it is also learnt from."""
    gone = [slug for slug in request.session.get(KEY, []) if slug != look.slug]
    request.session[KEY] = gone if taken_back else [*gone, look.slug]
    record(actor, "dismiss_look", look, taken_back=taken_back)
    tell(actor, "dismiss", look.slug, 0.0 if taken_back else None, "slate")
