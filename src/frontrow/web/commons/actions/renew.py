"""A new version of what a house offers; whoever uses an older one is told."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.actions.offer import digest
from frontrow.web.commons.credit import unmarked
from frontrow.web.commons.kinds import checked
from frontrow.web.commons.models import Offer, State, Use, Version
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
        last = offer.latest
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
        if offer.state == State.OPEN:
            _told(offer, version)
    return version


def _told(offer: Offer, version: Version) -> None:
    """A letter to the people of each house that uses an older version."""
    using = Use.objects.filter(version__offer=offer).exclude(house=offer.house).values("house")
    people = get_user_model().objects.filter(memberships__house__in=using, is_active=True).exclude(email="")
    facts = {
        "title": str(offer.title),
        "house": offer.house.name,
        "number": version.number,
        "note": version.note,
        "url": offer.get_absolute_url(),
    }
    for email in people.values_list("email", flat=True).distinct():
        letters.post("commons/version", email, settings.LANGUAGE_CODE, facts)
