"""The organiser says that a house's offers wait for no moderator, or that they do again."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.moderation.models import Trusted
from frontrow.web.people.models import Role
from frontrow.web.season.models import House


def trusts(house: House | None) -> bool:
    """Whether what this house offers is let through without a moderator. What somebody reports is judged all the
    same."""
    return house is not None and Trusted.objects.filter(house=house).exists()


@transaction.atomic
def trust_house(actor: Actor, house: House, yes: bool) -> None:
    """What waits already goes on waiting, and what was let through stays. Raises NotAllowed."""
    actor.must(Role.ORGANISER)
    if yes == trusts(house):
        return
    if yes:
        Trusted.objects.create(house=house, by=actor.user)
    else:
        Trusted.objects.filter(house=house).delete()
    record(actor, "trust_house" if yes else "distrust_house", house)
