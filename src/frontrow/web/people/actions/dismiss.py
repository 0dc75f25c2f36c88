"""Take a role from an account; the account stays."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.actions.invite import OF_A_HOUSE
from frontrow.web.people.models import Membership, Role


@transaction.atomic
def dismiss(actor: Actor, membership: Membership) -> None:
    """Raises NotAllowed; UserError where it would leave the week without an organiser."""
    if membership.role in OF_A_HOUSE and membership.house is not None:
        actor.must(Role.HOUSE, house=membership.house)
    else:
        actor.must(Role.ORGANISER)
    if membership.role == Role.ORGANISER and not _another(membership):
        raise UserError(_("Somebody has to be the organiser: invite another one first."))
    record(actor, "dismiss", f"user:{membership.user_id}", role=membership.role)
    membership.delete()


def _another(membership: Membership) -> bool:
    """Whether somebody else, or the account in another way, organises."""
    if get_user_model().objects.filter(is_superuser=True, is_active=True).exists():
        return True
    others = Membership.objects.select_for_update().filter(role=Role.ORGANISER, user__is_active=True)
    return others.exclude(pk=membership.pk).exists()
