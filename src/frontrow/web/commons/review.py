"""A moderator's look at what is offered: at each offer, at each new version, and again when somebody reports one."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from frontrow.web import letters
from frontrow.web.audit.actor import HOUSE, Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Offer, State, Use, Version
from frontrow.web.moderation.actions.open_case import open_case
from frontrow.web.moderation.actions.trust_house import trusts
from frontrow.web.moderation.actions.withdraw_case import withdraw_case
from frontrow.web.moderation.models import State as Verdict
from frontrow.web.moderation.words import in_each
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds

KIND = "commons"


def ask(offer: Offer, actor: Actor, report: str = "", elsewhere: bool = False) -> None:
    """Put the offer before a moderator, unless its house is trusted. report: what somebody said is wrong with it.
    elsewhere: it came with another Front Row's season."""
    reason: dict[str, Any] = {"code": "offer", "weight": 0.3, "words": in_each(_("A new offer to the other houses."))}
    if report:
        reason = {"code": "reported", "weight": 0.8, "words": report}
    elif trusts(offer.house):
        record(HOUSE, "let_through_trusted", offer)
        _judged(offer, True)
        return
    elif elsewhere:
        reason = {"code": "elsewhere", "weight": 0.5, "words": in_each(_("It came with a season from elsewhere."))}
    open_case(
        actor,
        KIND,
        offer,
        title=str(offer),
        url=offer.get_absolute_url(),
        reasons=[reason],
        excerpt=str(offer.text),
        house=offer.house,
    )


def ask_version(version: Version, actor: Actor) -> None:
    """Put a new version before a moderator, in the place of an older one that waits."""
    offer = version.offer
    for older in offer.versions.filter(let_through=False).exclude(pk=version.pk):
        withdraw_case(actor, older)
    if trusts(offer.house) and offer.state == State.OPEN:
        record(HOUSE, "let_through_trusted", version)
        _version(version, True)
        return
    open_case(
        actor,
        KIND,
        version,
        title=str(version),
        url=offer.get_absolute_url(),
        reasons=[{"code": "version", "weight": 0.3, "words": in_each(_("A new version of an offer."))}],
        excerpt=version.note,
        house=offer.house,
    )


def decided(case: Any) -> None:
    """What the moderator said holds for the offer or the version; one that the house took back stays so."""
    if case.kind != KIND or case.state not in (Verdict.LET_THROUGH, Verdict.REFUSED):
        return
    yes = case.state == Verdict.LET_THROUGH
    what, _sep, name = case.target.partition(":")
    if what == "version":
        version = Version.objects.filter(pk=name).select_related("offer__house").first()
        if version:
            _version(version, yes)
        return
    offer = Offer.objects.filter(slug=name).first()
    if offer:
        _judged(offer, yes)


def _judged(offer: Offer, yes: bool) -> None:
    offer.known = yes
    if offer.state != State.WITHDRAWN:
        offer.state = State.OPEN if yes else State.REFUSED
    offer.save(update_fields=["known", "state"])
    first = offer.versions.last()
    if yes and first:
        Version.objects.filter(pk=first.pk).update(let_through=True)


def _version(version: Version, yes: bool) -> None:
    new = yes and not version.let_through
    version.let_through = yes
    version.save(update_fields=["let_through"])
    if new and version.offer.state == State.OPEN and version.offer.latest == version:
        _tell(version)


def _tell(version: Version) -> None:
    """A letter to the people of each house that uses an older version."""
    offer = version.offer
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


def may_see(offer: Offer, user: Any) -> bool:
    """What a moderator has not let through, or has refused, is seen by its house and by moderators."""
    if offer.state == State.OPEN or (offer.state == State.WITHDRAWN and offer.known):
        return True
    return sees_all(offer, user)


def sees_all(offer: Offer, user: Any) -> bool:
    """Its house and moderators: they see the versions that wait, too."""
    return holds(user, Role.MODERATOR) or holds(user, Role.HOUSE, house=offer.house)
