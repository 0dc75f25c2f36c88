"""A house takes what another offers, or its newest version: a copy of its own, with the credit on it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.actions.offer import free
from frontrow.web.commons.credit import credit_of, marked
from frontrow.web.commons.kinds import checked
from frontrow.web.commons.models import Kind, Offer, State, Use, Version
from frontrow.web.people.models import Role
from frontrow.web.season.models import Cloth, House, Look, Pattern
from frontrow.web.studio.actions.drape import drape
from frontrow.web.translated import Translations

COPIES: dict[str, Any] = {Kind.FABRIC: Cloth, Kind.PATTERN: Pattern}


@transaction.atomic
def use(actor: Actor, offer: Offer, house: House) -> Use:
    """The house's copy; asked twice, the one it has. Raises UserError when it is not in the commons; NotAllowed."""
    actor.must(Role.HOUSE, house=house)
    known = Use.objects.filter(version__offer=offer, house=house).first()
    if known:
        return known
    if offer.state != State.OPEN:
        raise UserError(_("This is not in the commons any more."))
    if offer.house_id == house.pk:
        raise UserError(_("This is your own house's."))
    version = offer.latest
    taken = Use(house=house, kind=offer.kind, version=version, by=actor.user)
    if offer.kind in COPIES:
        taken.thing = free(COPIES[offer.kind], f"{house.slug[:12]}-{offer.slug}")
    _copy(taken, version)
    taken.save()
    record(actor, "use_offer", offer, house=house.slug, version=version.number)
    return taken


@transaction.atomic
def take_newest(actor: Actor, taken: Use) -> Use:
    """Bring a copy up to date; looks that are made of it are draped anew. Raises UserError; NotAllowed."""
    actor.must(Role.HOUSE, house=taken.house)
    version = taken.newer
    if version is None:
        raise UserError(_("You have the newest version."))
    before = taken.data
    _copy(taken, version)
    taken.version = version
    taken.save()
    record(actor, "take_newest", version.offer, house=taken.house.slug, version=version.number)
    looks = Look.objects.filter(collection__house=taken.house)
    if taken.kind == Kind.POSE:
        for look in [each for each in looks if before and each.pose == before]:
            look.pose = taken.data
            look.save(update_fields=["pose"])
            drape(look, actor=actor)
    elif taken.kind in COPIES:
        worn = Look.objects.filter(garments__fabric=taken.thing) | Look.objects.filter(
            garments__pattern__slug=taken.thing
        )
        for look in worn.distinct():
            drape(look, actor=actor)
    return taken


def _copy(taken: Use, version: Version) -> None:
    """Write the version's file where the house finds it, with its credit."""
    credit = credit_of(version)
    data = checked(version.offer.kind, version.source) if version.offer.kind not in COPIES else {}
    taken.data, taken.credit = data, credit
    model = COPIES.get(version.offer.kind)
    if model:
        title = Translations(version.offer.title)
        model.objects.update_or_create(
            slug=taken.thing, defaults={"title": title, "source": marked(version.source, credit)}
        )
