"""A visitor asks for a person: the talk goes to the inbox as it stands."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.desk.models import Talk
from frontrow.web.desk.staff import tell_staff
from frontrow.web.desk.whose import needs_own


@transaction.atomic
def hand_over(actor: Actor, talk: Talk, email: str = "", key: str = "") -> Talk:
    """Put the talk into the inbox. email: where the answer is sent as well, "" for this page alone.

    Raises UserError: not an address, or nothing was asked yet; NotAllowed: somebody else's talk.
    """
    needs_own(actor, talk, key)
    talk = Talk.objects.select_for_update().get(pk=talk.pk)
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise UserError(_("That is no e-mail address; leave it empty to be answered here.")) from None
    if len(email) > 254:
        raise UserError(_("That is no e-mail address; leave it empty to be answered here."))
    if not talk.messages.exists():
        raise UserError(_("Write your question first."))
    talk.email = email or talk.email
    if not talk.with_people:
        talk.waits_since = timezone.now()
    talk.state, talk.last_at = Talk.State.WAITING, timezone.now()
    talk.save()
    tell_staff(talk)
    record(actor, "hand_over", talk, letter=bool(talk.email))
    return talk
