"""Invite somebody by letter: the link in it makes an account, or gives the role to one that is there."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Invitation, Membership, Role

MOST = 200  # invitations that wait at once: a letter is paid for with the house's good name
OF_A_HOUSE = (Role.HOUSE, Role.CONTRIBUTOR)  # what a house may give for itself


@transaction.atomic
def invite(actor: Actor, email: str, role: Role, house: Any = None, language: str = "en") -> Invitation:
    """Send an invitation; one that waited for the same address and role is replaced.

    house: the House somebody is to work for; an organiser may invite to any role, a house's person to her own house.
    language: of the letter. Raises NotAllowed, UserError.
    """
    if role in OF_A_HOUSE and house is not None:
        actor.must(Role.HOUSE, house=house)
    else:
        actor.must(Role.ORGANISER)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise UserError(_("That is no e-mail address.")) from None
    if role == Role.HOUSE and house is None:
        raise UserError(_("Say for which house."))
    house = house if role in OF_A_HOUSE else None
    if _holds(email, role, house):
        raise UserError(_("Who has this address holds that role already."))
    sent_before(email, role, house).delete()
    if Invitation.objects.filter(until__gt=timezone.now()).count() >= MOST:
        raise UserError(_("Too many invitations are waiting; take some back first."))
    key = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email, role=role, house=house, language=language, digest=Invitation.digest_of(key), by=actor.user
    )
    record(actor, "invite", invitation, role=str(role), house=house.slug if house else None)
    with translation.override(language):
        facts = {
            "role": str(Role(role).label),
            "house": house.name if house else "",
            "link": reverse("invited", args=[key]),
        }
    letters.post("people/invitation", email, language, facts)
    return invitation


def sent_before(email: str, role: Role, house: Any = None) -> Any:
    """The invitation to the same role that another one replaces, as a query."""
    at = house if role in OF_A_HOUSE else None
    return Invitation.objects.filter(email=email.strip().lower(), role=role, house=at)


def _holds(email: str, role: Role, house: Any) -> bool:
    """Whether an account with this address holds the role: by membership, or as made on the command line."""
    accounts = get_user_model().objects.filter(Q(email__iexact=email) | Q(username__iexact=email), is_active=True)
    held = Membership.objects.filter(user__in=accounts, role=role, house=house).exists()
    return held or (role == Role.ORGANISER and accounts.filter(is_superuser=True).exists())
