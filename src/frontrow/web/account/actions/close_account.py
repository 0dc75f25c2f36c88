"""Close an account: it goes with every session of it, its orders stay as bills must."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import personal
from frontrow.web.audit.actor import Actor, Kind
from frontrow.web.audit.record import record
from frontrow.web.personal import Whose
from frontrow.web.wiping import wipe_later


@transaction.atomic
def close_account(actor: Actor, knowing: bool = False) -> None:
    """knowing: that others lose by it, where they do. Raises UserError without, and for staff, whose accounts the
    organiser closes."""
    if actor.kind is not Kind.ACCOUNT:
        raise UserError(_("An organiser closes accounts of staff at the desk."))
    if not knowing and personal.losses(Whose(actor.user)):
        raise UserError(_("Others lose by it: tick that this is erased too, or hand it on first."))
    for session in UserSession.objects.filter(user=actor.user):
        session.end()
    record(actor, "close_account", f"user:{actor.user.pk}")
    personal.erase(Whose(user=actor.user))
    actor.user.delete()
    wipe_later()
