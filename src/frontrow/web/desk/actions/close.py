"""A talk comes to its end."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.desk.models import Talk
from frontrow.web.people.models import Role


@transaction.atomic
def close(actor: Actor, talk: Talk) -> Talk:
    """The visitor's next question begins a new one. Raises NotAllowed: not somebody of the desk."""
    actor.must(Role.MODERATOR)
    talk = Talk.objects.select_for_update().get(pk=talk.pk)
    talk.state, talk.waits_since = Talk.State.CLOSED, None
    talk.save(update_fields=["state", "waits_since"])
    record(actor, "close", talk)
    return talk
