"""Somebody of the desk takes a talk upon herself, or gives it back."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.desk.models import Talk
from frontrow.web.people.models import Role


@transaction.atomic
def take(actor: Actor, talk: Talk, back: bool = False) -> Talk:
    """back: let somebody else have it. Raises NotAllowed: not somebody of the desk."""
    actor.must(Role.MODERATOR)
    talk = Talk.objects.select_for_update().get(pk=talk.pk)
    talk.taken_by = None if back else actor.user
    talk.save(update_fields=["taken_by"])
    record(actor, "give_back" if back else "take", talk)
    return talk
