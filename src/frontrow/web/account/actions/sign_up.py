"""Open an account for an address that is known to be its owner's."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from frontrow.errors import UserError
from frontrow.web.account.adapter import THERE_IS_ONE
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record


def sign_up(actor: Actor, email: str, password: str) -> Any:
    """The new account, whose name is its e-mail address in small letters. Raises UserError when there is one."""
    name = email.lower()
    try:
        with transaction.atomic():
            user = get_user_model().objects.create_user(username=name, email=name, password=password)
            EmailAddress.objects.create(user=user, email=name, verified=True, primary=True)
            record(actor, "sign_up", f"user:{user.pk}")
    except IntegrityError:
        raise UserError(str(THERE_IS_ONE)) from None
    return user
