"""A moderator lets a piece through or refuses it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.moderation.models import Case, State
from frontrow.web.moderation.signals import decided
from frontrow.web.people.models import Role


@transaction.atomic
def decide(actor: Actor, case: Case, let_through: bool, note: str = "") -> Case:
    """Let the piece through or refuse it, which needs a note; its author is told.

    Nobody decides about a piece of her own, and an appeal is not decided by who refused. Raises NotAllowed, and
    UserError when the case is decided already or a refusal says nothing.
    """
    actor.must(Role.MODERATOR)
    case = Case.objects.select_for_update().get(pk=case.pk)
    note = note.strip()[:2000]
    if not case.is_open:
        raise UserError(_("This was decided already."))
    if actor.user is not None and case.concerns(actor.user):
        raise NotAllowed(_("This piece is yours: somebody else decides about it."))
    if actor.user is not None and case.state == State.APPEALED and case.decided_by_id == actor.user.pk:
        raise NotAllowed(_("You refused it: somebody else decides about the appeal."))
    if not let_through and not note:
        raise UserError(_("Say in a sentence why it is refused: the author reads it."))
    case.state = State.LET_THROUGH if let_through else State.REFUSED
    case.decided_by, case.decided_at, case.note = actor.user, timezone.now(), note
    case.save()
    record(actor, "decide_case", case.target, case=case.pk, state=case.state, appealed=case.appealed_at is not None)
    decided.send(Case, case=case)
    if case.author and case.author.email:
        facts = {"title": case.title, "let_through": let_through, "note": note, "page": case.get_absolute_url()}
        letters.post("moderation/decided", case.author.email, case.language, facts)
    return case
