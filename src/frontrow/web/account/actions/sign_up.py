"""Open an account."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record


def sign_up(actor: Actor, email: str, password: str) -> Any:
    """The new account, whose name is its e-mail address in small letters. Raises UserError when there is one."""
    name = email.lower()
    try:
        with transaction.atomic():
            user = get_user_model().objects.create_user(username=name, email=name, password=password)
            record(actor, "sign_up", f"user:{user.pk}")
    except IntegrityError:
        raise UserError(_("There is an account with this address; sign in, or ask for a new password.")) from None
    return user
