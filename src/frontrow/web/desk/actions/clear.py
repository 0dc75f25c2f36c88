"""A visitor has a talk erased before its time."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.desk.models import Talk
from frontrow.web.desk.whose import needs_own


@transaction.atomic
def clear(actor: Actor, talk: Talk, key: str = "") -> None:
    """Raises NotAllowed: somebody else's talk."""
    needs_own(actor, talk, key)
    record(actor, "clear", talk)
    talk.delete()
