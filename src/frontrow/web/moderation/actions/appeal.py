"""The author asks for a second look at what was refused."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.moderation.models import Case, State


@transaction.atomic
def appeal(actor: Actor, case: Case, words: str) -> Case:
    """Put a refused piece before another moderator. Once, with a reason, within six months; raises UserError else."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not case.concerns(actor.user):
        raise NotAllowed(_("You may not do this."))
    if not case.may_be_appealed:
        raise UserError(_("This can no longer be appealed."))
    words = words.strip()[:2000]
    if not words:
        raise UserError(_("Say in a sentence why it should be looked at again."))
    case.state, case.appeal, case.appealed_at = State.APPEALED, words, timezone.now()
    case.save()
    record(actor, "appeal_case", case.target, case=case.pk)
    return case
