"""Make and revoke keys."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.keys.models import PREFIX, SHOWN, ApiKey, Scope, hashed
from frontrow.web.people.models import Role
from frontrow.web.season.models import House

MOST = 20  # living keys of one house


@transaction.atomic
def make_key(actor: Actor, name: str, scopes: list[str], house: House | None) -> tuple[ApiKey, str]:
    """A new key and its secret, which is told now and never again. Raises NotAllowed, UserError."""
    may(actor, house)
    if not name.strip() or not scopes or any(scope not in Scope.values for scope in scopes):
        raise UserError(_("A key needs a name and at least one thing that it opens."))
    if ApiKey.objects.filter(house=house, revoked=None).count() >= MOST:
        raise UserError(_("There are %(most)d keys already; revoke one that nobody uses.") % {"most": MOST})
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        name=name.strip()[:60],
        house=house,
        start=secret[:SHOWN],
        digest=hashed(secret),
        scopes=sorted(set(scopes)),
        by=actor.user,
    )
    record(actor, "make_key", f"key:{key.pk}", scopes=" ".join(key.scopes), house=house.slug if house else None)
    return key, secret


@transaction.atomic
def revoke_key(actor: Actor, key: ApiKey) -> None:
    """A key that opens nothing from now on. Raises NotAllowed."""
    may(actor, key.house)
    if ApiKey.objects.filter(pk=key.pk, revoked=None).update(revoked=timezone.now()):
        record(actor, "revoke_key", f"key:{key.pk}")


def may(actor: Actor, house: House | None) -> None:
    """Raises NotAllowed unless the actor may give keys to `house`, or without one to the whole site."""
    if house is None:
        actor.must(Role.ORGANISER)
    else:
        actor.must(Role.HOUSE, house=house)
