"""The piece is gone or changed: nobody needs to look at it any more."""

from django.db import models, transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import named, record
from frontrow.web.moderation.models import OPEN, Case, State


@transaction.atomic
def withdraw_case(actor: Actor, target: models.Model | str) -> int:
    """Close what is open about `target`, and what was refused and could be appealed: an appeal would bring back what
    is gone, or publish what nobody judged. How many that were; who may do so is the calling action's to check."""
    closed = 0
    for case in Case.objects.select_for_update().filter(target=named(target), state__in=(*OPEN, State.REFUSED)):
        case.state = State.WITHDRAWN
        case.save()
        record(actor, "withdraw_case", case.target, case=case.pk)
        closed += 1
    return closed
