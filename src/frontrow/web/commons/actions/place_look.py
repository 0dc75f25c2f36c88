"""Each house brings its own looks into a joint show, takes them out and orders them among themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Answer, Joint, Part
from frontrow.web.people.models import Role
from frontrow.web.season.models import Look
from frontrow.web.shows.models import Place

MOST = 40  # looks in a show


@transaction.atomic
def add_look(actor: Actor, joint: Joint, look: Look) -> Place:
    """At the end of the line-up. Raises UserError; NotAllowed for another house's look."""
    part = _part(actor, joint, look)
    if part.answer != Answer.IN:
        raise UserError(_("Take part first."))
    if not Look.objects.shown().filter(pk=look.pk).exists():
        raise UserError(_("This look is not published."))
    if joint.show.places.count() >= MOST:
        raise UserError(_("Forty looks walk in a show at most."))
    last = joint.show.places.order_by("-order").values_list("order", flat=True).first()
    place, new = Place.objects.get_or_create(
        show=joint.show, look=look, defaults={"order": 0 if last is None else last + 1}
    )
    if new:
        record(actor, "add_look", joint.show, look=look.slug)
    return place


@transaction.atomic
def remove_look(actor: Actor, joint: Joint, look: Look) -> None:
    """Raises NotAllowed for another house's look, also by the host: who does not want it does not agree."""
    _part(actor, joint, look)
    for place in joint.show.places.filter(look=look):
        place.delete()
        record(actor, "remove_look", joint.show, look=look.slug)


@transaction.atomic
def move_look(actor: Actor, joint: Joint, look: Look, earlier: bool) -> None:
    """One place earlier or later: a house among its own looks, the host among all. Raises NotAllowed."""
    hosts = _may_host(actor, joint)
    if not hosts:
        _part(actor, joint, look)
    everyone = list(joint.show.places.order_by("order", "id").select_related("look__collection"))
    line = [place for place in everyone if hosts or place.look.collection.house_id == look.collection.house_id]
    here = next((number for number, place in enumerate(line) if place.look_id == look.pk), None)
    there = None if here is None else here + (-1 if earlier else 1)
    if here is None or there is None or not 0 <= there < len(line):
        return
    one, other = everyone.index(line[here]), everyone.index(line[there])
    everyone[one], everyone[other] = everyone[other], everyone[one]
    for order, place in enumerate(everyone):
        if place.order != order:
            place.order = order
            place.save(update_fields=["order"])
    record(actor, "move_look", joint.show, look=look.slug, earlier=earlier)


def _may_host(actor: Actor, joint: Joint) -> bool:
    try:
        actor.must(Role.HOUSE, house=joint.host)
    except NotAllowed:
        return False
    return True


def _part(actor: Actor, joint: Joint, look: Look) -> Part:
    actor.must(Role.HOUSE, house=look.house)
    part = joint.parts.filter(house=look.house).first()
    if part is None:
        raise NotAllowed(_("Your house is not asked into this show."))
    return part
