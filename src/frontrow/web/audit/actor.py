"""Who does something: a visitor, somebody with an account, staff, the house itself, or a payment provider."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.learning import visitor
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds
from frontrow.web.shop.holder import holder_for, holder_of


class NotAllowed(UserError):
    """The actor may not do this; the message says so in one sentence."""


class Kind(StrEnum):
    VISITOR = "visitor"
    ACCOUNT = "account"
    STAFF = "staff"
    HOUSE = "house"
    PROVIDER = "provider"


@dataclass(frozen=True)
class Actor:
    """kind: what it is. user: the account, if any. holder: the session's id of what is kept, "" for none.
    learns: the visitor's id, only while she agrees to be remembered; without it nothing is told to the recommender.
    """

    kind: Kind
    user: Any = None
    holder: str = ""
    learns: str = ""

    def needs(self, permission: str) -> None:
        """Raises NotAllowed unless it is the house itself or staff with `permission`, such as "shop.ship_order"."""
        if self.kind is Kind.HOUSE or (self.kind is Kind.STAFF and self.user.has_perm(permission)):
            return
        raise NotAllowed(_("You may not do this."))

    def must(self, *roles: Role, house: Any = None) -> None:
        """Raises NotAllowed unless it is the house itself or an account with one of `roles` (for that house)."""
        if self.kind is not Kind.HOUSE and not holds(self.user, *roles, house=house):
            raise NotAllowed(_("You may not do this."))


HOUSE = Actor(Kind.HOUSE)  # what the house does by itself: the worker, the command line
PROVIDER = Actor(Kind.PROVIDER)


def actor_of(request: HttpRequest, keeps: bool = False) -> Actor:
    """Who asks. keeps: she is about to keep something, so she gets a holder's id when she has none yet."""
    user = getattr(request, "user", None)
    user = user if user is not None and user.is_authenticated else None
    kind = Kind.VISITOR if user is None else Kind.STAFF if user.is_staff else Kind.ACCOUNT
    holder = holder_for(request) if keeps else holder_of(request)
    return Actor(kind, user, holder, visitor(request) or "")
