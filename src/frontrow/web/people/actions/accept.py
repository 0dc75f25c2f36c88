"""Accept an invitation, with an account that is there or one made now."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.account.actions.sign_up import sign_up
from frontrow.web.audit.actor import Actor, Kind
from frontrow.web.audit.record import record
from frontrow.web.people.models import Invitation, Membership


@transaction.atomic
def accept(actor: Actor, key: str, password: str = "") -> Any:
    """The account that holds the role now: the actor's own, or without one a new account for the invited address.

    password: of the new account, validated by the caller. Raises UserError when the invitation is gone, or when there
    is an account with that address, whose owner has to sign in first.
    """
    found = Invitation.waiting(key)
    if found is None or not Invitation.objects.select_for_update().filter(pk=found.pk).exists():
        raise UserError(_("This invitation was used already, taken back, or is too old."))
    user = actor.user if actor.user is not None else sign_up(actor, found.email, password)
    Membership.objects.get_or_create(user=user, role=found.role, house=found.house)
    kind = Kind.STAFF if user.is_staff else Kind.ACCOUNT
    record(Actor(kind, user), "accept_invitation", found, role=found.role)
    found.delete()
    return user
