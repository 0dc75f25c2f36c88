"""An account moves to another address: asked by its owner, said to the old address, confirmed by the new one."""

from typing import Any

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.account.adapter import THERE_IS_ONE
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.models import Order


def is_taken(email: str, user: Any) -> bool:
    """Whether another account has this address, or signs in with it."""
    named = get_user_model().objects.filter(Q(username__iexact=email) | Q(email__iexact=email)).exclude(pk=user.pk)
    return named.exists() or EmailAddress.objects.filter(email=email, verified=True).exclude(user=user).exists()


@transaction.atomic
def ask_address(actor: Actor, request: HttpRequest, email: str) -> None:
    """Nothing changes until the new address says yes; asked again, the last one counts. Raises UserError."""
    user, email = actor.user, email.strip().lower()
    if email == user.email.lower():
        raise UserError(_("That is your address already."))
    if is_taken(email, user):
        raise UserError(str(THERE_IS_ONE))
    waiting = EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email)
    waiting.exclude(email=email).delete()
    address, _made = EmailAddress.objects.get_or_create(user=user, email=email)
    if not send_verification_email_to_address(request, address):
        raise UserError(_("A letter went a moment ago; please look for it first."))
    if user.email:
        letters.post("account/moving", user.email, get_language() or "en", {})
    record(actor, "ask_address", f"user:{user.pk}")


@transaction.atomic
def stay(actor: Actor) -> None:
    """The account keeps the address that it has; a link sent to another one opens nothing any more."""
    waiting = EmailAddress.objects.filter(user=actor.user, verified=False).exclude(email__iexact=actor.user.email)
    if waiting.delete()[0]:
        record(actor, "keep_address", f"user:{actor.user.pk}")


def follow(user: Any, old: str, new: str) -> None:
    """What was the old address's is the new one's: the name that the account signs in with, letters about orders."""
    if user.username == old.lower():
        user.username = new
        user.save(update_fields=["username"])
    Order.objects.filter(user=user, email__iexact=old).update(email=new)
