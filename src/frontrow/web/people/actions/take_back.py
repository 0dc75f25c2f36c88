"""Take an invitation back before it is used."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.actions.invite import OF_A_HOUSE
from frontrow.web.people.models import Invitation, Role


@transaction.atomic
def take_back(actor: Actor, invitation: Invitation) -> None:
    """The link in its letter opens nothing any more. Raises NotAllowed."""
    if invitation.role in OF_A_HOUSE and invitation.house is not None:
        actor.must(Role.HOUSE, house=invitation.house)
    else:
        actor.must(Role.ORGANISER)
    record(actor, "take_back_invitation", invitation, role=invitation.role)
    invitation.delete()
