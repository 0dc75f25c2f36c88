"""Keep a look, or let it go."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record, tell
from frontrow.web.season.models import Look
from frontrow.web.shop.models import Saved


@transaction.atomic
def save_look(actor: Actor, look: Look, page: str | None = None) -> None:
    _, made = Saved.objects.get_or_create(holder=actor.holder, look=look)
    if made:
        record(actor, "save_look", look)
        tell(actor, "save", look.slug, page=page)


@transaction.atomic
def unsave_look(actor: Actor, look: Look, page: str | None = None) -> None:
    gone, _ = Saved.objects.filter(holder=actor.holder, look=look).delete()
    if gone:
        record(actor, "unsave_look", look)
        tell(actor, "save", look.slug, 0.0, page)
