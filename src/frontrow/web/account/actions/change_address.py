"""An account moves to another address: asked by its owner, said to the old address, confirmed with a link in a letter
to the new one by who is signed in. Until then no table knows the new address (see `wishes`).
"""

from typing import Any

from allauth.account.internal.flows.email_verification import handle_verification_email_rate_limit
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.account.adapter import NOTICED, THERE_IS_ONE
from frontrow.web.account.wishes import Wish, key_of, read, waits
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.models import Order


def is_taken(email: str, user: Any) -> bool:
    """Whether another account has this address, or signs in with it."""
    named = get_user_model().objects.filter(Q(username__iexact=email) | Q(email__iexact=email)).exclude(pk=user.pk)
    return named.exists() or EmailAddress.objects.filter(email=email, verified=True).exclude(user=user).exists()


@transaction.atomic
def ask_address(actor: Actor, request: HttpRequest, email: str) -> Wish:
    """Nothing changes until its link is opened; asked again, the last one counts. Raises UserError."""
    user, email = actor.user, email.strip().lower()
    if email == user.email.lower():
        raise UserError(_("That is your address already."))
    if is_taken(email, user):
        raise UserError(str(THERE_IS_ONE))
    if not handle_verification_email_rate_limit(request, email):
        raise UserError(_("A letter went a moment ago; please look for it first."))
    wish = Wish(user, email, record(actor, "ask_address", f"user:{user.pk}").pk)
    language = get_language() or "en"
    letters.post("account/new-address", email, language, {"link": reverse("move-address", args=[key_of(wish)])})
    if user.email:
        letters.post("account/moving", user.email, language, {})
    return wish


@transaction.atomic
def stay(actor: Actor) -> None:
    """The account keeps the address that it has; a link sent to another one opens nothing any more."""
    if waits(actor.user):
        record(actor, "keep_address", f"user:{actor.user.pk}")


def change_address(actor: Actor, key: str) -> None:
    """The link of a letter says yes. Raises UserError where it is dead, another account's, or the address is taken."""
    try:
        with transaction.atomic():
            wish = read(key, actor.user)
            if wish is None:
                raise UserError(_("This link was used already or is too old."))
            if is_taken(wish.email, wish.user):
                raise UserError(str(THERE_IS_ONE))
            _move(wish.user, wish.email)
            record(actor, "change_address", f"user:{wish.user.pk}")
    except IntegrityError:  # somebody signed up with it in the same moment
        raise UserError(str(THERE_IS_ONE)) from None


def _move(user: Any, email: str) -> None:
    old, user.email = user.email, email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if old:
        follow(user, old, email)
        what = str(NOTICED["account/email/email_changed"])
        letters.post("account/noticed", old, get_language() or "en", {"what": what})


def follow(user: Any, old: str, new: str) -> None:
    """What was the old address's is the new one's: the name that the account signs in with, letters about orders."""
    if user.username == old.lower():
        user.username = new
        user.save(update_fields=["username"])
    Order.objects.filter(user=user, email__iexact=old).update(email=new)
