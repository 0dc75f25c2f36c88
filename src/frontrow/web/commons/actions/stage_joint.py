"""The host sets a joint show's hour, venue and score, publishes it, and calls it off."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Answer, Joint, Kind, Use
from frontrow.web.people.models import Role


@transaction.atomic
def set_joint(actor: Actor, joint: Joint, daily: time | None, venue: Use | None, score: Use | None) -> None:
    """The host's venue and score, None for the usual ones. Raises UserError for another house's; NotAllowed."""
    actor.must(Role.HOUSE, house=joint.host)
    show = joint.show
    for use, kind in ((venue, Kind.VENUE), (score, Kind.SCORE)):
        if use and (use.house_id != joint.host_id or use.kind != kind):
            raise UserError(_("Choose something of the same kind that your house uses."))
    show.daily = daily
    show.venue = venue.data if venue else {}
    show.score = score.data if score else {}
    try:
        show.full_clean()
    except ValidationError as error:
        raise UserError(" ".join(error.messages)) from None
    show.save(update_fields=["daily", "venue", "score"])
    record(actor, "set_joint", show)


@transaction.atomic
def publish_joint(actor: Actor, joint: Joint) -> None:
    """Raises UserError with who has not agreed yet; NotAllowed."""
    actor.must(Role.HOUSE, house=joint.host)
    joint = Joint.objects.select_for_update().select_related("show").get(pk=joint.pk)
    walking = [part for part in joint.parts.filter(answer=Answer.IN) if part.looks()]
    if len(walking) < 2:
        raise UserError(_("At least two houses bring a look each."))
    missing = joint.missing()
    if missing:
        raise UserError(_("Not agreed yet: %(houses)s.") % {"houses": ", ".join(house.name for house in missing)})
    joint.show.published = True
    joint.show.save(update_fields=["published"])
    record(actor, "publish_joint", joint.show)


@transaction.atomic
def call_off(actor: Actor, joint: Joint) -> None:
    """Hide it again; the parts stay. Raises NotAllowed."""
    actor.must(Role.HOUSE, house=joint.host)
    joint.show.published = False
    joint.show.save(update_fields=["published"])
    record(actor, "call_off", joint.show)
