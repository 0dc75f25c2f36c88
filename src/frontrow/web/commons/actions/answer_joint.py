"""A house takes part in a joint show, or does not, or leaves it: then its looks leave with it."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Answer, Part
from frontrow.web.people.models import Role
from frontrow.web.shows.models import Place


@transaction.atomic
def answer_joint(actor: Actor, part: Part, takes_part: bool) -> None:
    """Raises NotAllowed."""
    actor.must(Role.HOUSE, house=part.house)
    part.answer, part.agreed = (Answer.IN if takes_part else Answer.OUT), ""
    part.save(update_fields=["answer", "agreed"])
    record(actor, "answer_joint", part.joint.show, house=part.house.slug, answer=part.answer)
    if not takes_part:
        for place in Place.objects.filter(show=part.joint.show, look__collection__house=part.house):
            place.delete()  # one by one, so that the show hears of it
