"""A house takes back what it offers: nobody can begin to use it, copies that were taken stay."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Offer, State
from frontrow.web.people.models import Role


@transaction.atomic
def withdraw(actor: Actor, offer: Offer) -> None:
    """The licence lets who has a copy keep it. Raises NotAllowed."""
    actor.must(Role.HOUSE, house=offer.house)
    offer.state = State.WITHDRAWN
    offer.save(update_fields=["state"])
    record(actor, "withdraw_offer", offer)
