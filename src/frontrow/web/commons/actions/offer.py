"""A house offers something to the others; a moderator looks at it before they see it."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.credit import unmarked
from frontrow.web.commons.kinds import checked
from frontrow.web.commons.models import FREE, Kind, Offer, State, Use, Version
from frontrow.web.commons.review import ask
from frontrow.web.commons.tasks import draw
from frontrow.web.licences import Licence
from frontrow.web.people.models import Role
from frontrow.web.season.models import House
from frontrow.web.translated import Translations

MOST = 200  # offers of a house


def offer(
    actor: Actor,
    house: House,
    kind: str,
    source: str,
    *,
    title: Mapping[str, str],
    text: Mapping[str, str],
    licence: str,
    credit: str,
    based_on: Use | None = None,
) -> Offer:
    """source: the file's text. Raises UserError: what is wrong with it, or whose it is already; NotAllowed."""
    actor.must(Role.HOUSE, house=house)
    if licence not in FREE:
        raise UserError(_("Choose a licence that lets others use and change it."))
    source = unmarked(source)
    checked(kind, source)
    _own(house, kind, source, licence, based_on)
    if Offer.objects.filter(house=house).count() >= MOST:
        raise UserError(_("A house offers two hundred things at most."))
    with transaction.atomic():
        made = Offer.objects.create(
            slug=free(Offer, slugify(title.get("en") or kind) or kind),
            kind=kind,
            house=house,
            title=Translations(title),
            text=Translations(text),
            licence=licence,
            credit=credit or house.name,
            based_on=based_on,
            state=State.WAITING,
        )
        version = Version.objects.create(offer=made, source=source, digest=digest(source))
        record(actor, "offer", made, kind=kind, licence=licence)
        draw.enqueue(version.pk)
        ask(made, actor)
    return made


def _own(house: House, kind: str, source: str, licence: str, based_on: Use | None) -> None:
    """Raises UserError unless it is theirs to offer, under this licence."""
    theirs = Version.objects.filter(digest=digest(source), offer__kind=kind).exclude(offer__house=house).first()
    if theirs:
        told = {"title": theirs.offer, "house": theirs.offer.house}
        raise UserError(_("This is “%(title)s” of %(house)s, unchanged; it is in the commons already.") % told)
    if based_on is None:
        return
    if based_on.house_id != house.pk or based_on.kind != kind:
        raise UserError(_("Choose something of the same kind that your house uses."))
    if based_on.credit.get("licence") == Licence.CC_BY_SA and licence != Licence.CC_BY_SA:
        raise UserError(_("What is made from a work under CC BY-SA is shared under CC BY-SA."))


def digest(source: str) -> str:
    """A name for the content, whatever its line ends and the space around it."""
    return hashlib.sha256("\n".join(source.split("\n")).replace("\r", "").strip().encode()).hexdigest()


def free(model: type, slug: str) -> str:
    """`slug` (at most 40 signs of it), or the first of slug-2, slug-3 … that no row has."""
    slug, number = slug[:40].strip("-") or Kind.FABRIC, 1
    tried = slug
    while model.objects.filter(slug=tried).exists():  # type: ignore[attr-defined]
        number += 1
        tried = f"{slug}-{number}"
    return tried
