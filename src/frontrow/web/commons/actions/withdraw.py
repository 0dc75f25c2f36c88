"""A house takes back what it offers: nobody can begin to use it, copies that were taken stay."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Offer, State
from frontrow.web.moderation.actions.withdraw_case import withdraw_case
from frontrow.web.people.models import Role


@transaction.atomic
def withdraw(actor: Actor, offer: Offer) -> None:
    """The licence lets who has a copy keep it. Raises NotAllowed.

    What waits needs no moderator any more; a report of what everybody saw is still looked at.
    """
    actor.must(Role.HOUSE, house=offer.house)
    if offer.state != State.OPEN:
        withdraw_case(actor, offer)
    for version in offer.versions.filter(let_through=False):
        withdraw_case(actor, version)
    offer.state = State.WITHDRAWN
    offer.save(update_fields=["state"])
    record(actor, "withdraw_offer", offer)
