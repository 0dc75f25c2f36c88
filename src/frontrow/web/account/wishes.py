"""The wish to move an account to another address: a signed link and no row. Whatever is a row of addresses signs in,
gets links for new passwords and keeps its real owner from signing up, whether it was confirmed or not.

The link names the audit row that it was asked with. It is alive while that is the last word about the account's address
and password, and while both are what they were: a later wish, a wish given up, a used link and a new password end it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from frontrow.web.audit.models import AuditRow

SALT = "frontrow.account.address"
LASTS = timedelta(days=3)  # the letter and the page say so
WORDS = ("ask_address", "keep_address", "change_address", "change_password", "reset_password")


@dataclass(frozen=True)
class Wish:
    """user: whose account. email: the address that it is to have. asked: the number of the audit row."""

    user: Any
    email: str
    asked: int


def waits(user: Any) -> int:
    """The number of the wish whose letter may still be opened; 0 for none."""
    last = AuditRow.objects.filter(target=f"user:{user.pk}", action__in=WORDS).order_by("-pk").first()
    alive = last is not None and last.action == WORDS[0] and last.at > timezone.now() - LASTS
    return last.pk if last is not None and alive else 0


def key_of(wish: Wish) -> str:
    """What stands in the link. It names nothing but the address that its letter goes to."""
    said = {"user": wish.user.pk, "email": wish.email, "asked": wish.asked, "was": _was(wish.user)}
    return signing.dumps(said, salt=SALT)


def read(key: str, user: Any) -> Wish | None:
    """The living wish behind a link, if it is `user`'s; the account is locked until the transaction ends."""
    try:
        said = signing.loads(key, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    user = get_user_model().objects.select_for_update().filter(pk=user.pk, is_active=True).first()
    if user is None or said["user"] != user.pk or said["asked"] != waits(user):
        return None
    return Wish(user, said["email"], said["asked"]) if constant_time_compare(said["was"], _was(user)) else None


def _was(user: Any) -> str:
    """The address and the password that the account has, not to be read."""
    return salted_hmac(SALT, f"{user.pk} {user.email} {user.password}", algorithm="sha256").hexdigest()
