"""A new version of what a house offers: the last one is served until a moderator has let it through."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.actions.offer import digest
from frontrow.web.commons.credit import unmarked
from frontrow.web.commons.kinds import checked
from frontrow.web.commons.models import Offer, State, Version
from frontrow.web.commons.review import ask_version
from frontrow.web.commons.tasks import draw
from frontrow.web.people.models import Role

MOST = 100  # versions of an offer


def renew(actor: Actor, offer: Offer, source: str, note: str) -> Version:
    """Raises UserError: what is wrong with the file, or that nothing is new; NotAllowed."""
    actor.must(Role.HOUSE, house=offer.house)
    source = unmarked(source)
    checked(offer.kind, source)
    if offer.state == State.WITHDRAWN:
        raise UserError(_("This is withdrawn; offer it anew."))
    with transaction.atomic():
        last = offer.versions.all()[0]
        if digest(source) == last.digest:
            raise UserError(_("Nothing is new in this file."))
        taken = Version.objects.filter(digest=digest(source), offer__kind=offer.kind).exclude(offer__house=offer.house)
        if taken.exists():
            raise UserError(_("This is the work of another house, unchanged."))
        if last.number >= MOST:
            raise UserError(_("There are a hundred versions of this; offer it anew."))
        version = Version.objects.create(
            offer=offer, number=last.number + 1, source=source, digest=digest(source), note=note
        )
        record(actor, "renew_offer", offer, version=version.number)
        draw.enqueue(version.pk)
        ask_version(version, actor)
    return version
