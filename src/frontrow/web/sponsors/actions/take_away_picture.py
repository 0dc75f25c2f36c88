"""Take a picture of a campaign away."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.moderation.actions.withdraw_case import withdraw_case
from frontrow.web.people.models import Role
from frontrow.web.sponsors.models import Creative, Review


@transaction.atomic
def take_away_picture(actor: Actor, creative: Creative) -> None:
    """It is shown no more; its counts stay with its campaign. Raises NotAllowed."""
    actor.must(Role.ORGANISER)
    withdraw_case(actor, creative)
    Creative.objects.filter(pk=creative.pk).update(review=Review.REFUSED)
    record(actor, "take_away_picture", creative)
