"""A house takes part in a joint show, or does not, or leaves it: its looks leave with it, and the others are told."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from frontrow.web import letters
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Answer, Part
from frontrow.web.people.models import Role
from frontrow.web.shows.models import Place, Show


@transaction.atomic
def answer_joint(actor: Actor, part: Part, takes_part: bool) -> None:
    """Raises NotAllowed."""
    actor.must(Role.HOUSE, house=part.house)
    part.answer, part.agreed = (Answer.IN if takes_part else Answer.OUT), ""
    part.save(update_fields=["answer", "agreed"])
    record(actor, "answer_joint", part.joint.show, house=part.house.slug, answer=part.answer)
    if takes_part:
        return
    joint, shown = part.joint, Show.objects.filter(joint=part.joint, published=True).exists()
    for place in Place.objects.filter(show=joint.show, look__collection__house=part.house):
        place.delete()  # one by one, so that the show hears of it
    if shown and not Show.objects.filter(joint=joint, published=True).exists():
        _tell(part)


def _tell(part: Part) -> None:
    """A letter to the people of the other houses: the show is not to be seen any more."""
    joint = part.joint
    others = joint.parts.filter(answer=Answer.IN).exclude(pk=part.pk).values("house")
    people = get_user_model().objects.filter(memberships__house__in=others, is_active=True).exclude(email="")
    facts = {"house": part.house.name, "title": str(joint.show.title), "url": joint.get_absolute_url()}
    for email in people.values_list("email", flat=True).distinct():
        letters.post("commons/left", email, settings.LANGUAGE_CODE, facts)
