"""A house agrees to a joint show as its people saw it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Answer, Part
from frontrow.web.people.models import Membership, Role


@transaction.atomic
def agree(actor: Actor, part: Part, seen: str) -> None:
    """seen: the digest of the line-up that was on the page. Raises UserError when it has changed meanwhile.

    Only the house's own people agree for it; the organiser, who may do the rest, cannot: NotAllowed.
    """
    own = Membership.objects.filter(user=actor.user, role=Role.HOUSE, house=part.house) if actor.user else None
    if own is None or not own.exists():
        raise NotAllowed(_("Only people of the house itself agree for it."))
    if part.answer != Answer.IN:
        raise UserError(_("Take part first."))
    if seen != part.joint.digest():
        raise UserError(_("The show has changed since you opened the page; look at it again."))
    part.agreed, part.agreed_by, part.agreed_at = seen, actor.user, timezone.now()
    part.save(update_fields=["agreed", "agreed_by", "agreed_at"])
    record(actor, "agree", part.joint.show, house=part.house.slug, lineup=seen)
