"""What an organiser by role may do in the admin: everything, as somebody made on the command line may."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from frontrow.web.people.models import Membership, Role


class Organises(BaseBackend):
    """Grants every permission to active accounts that hold the organiser's role; signs nobody in."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        return None

    def has_perm(self, user: Any, perm: str, obj: Any = None) -> bool:
        return self.has_module_perms(user, "")

    def has_module_perms(self, user: Any, label: str) -> bool:
        if not user.is_active or user.is_anonymous:
            return False
        return Membership.objects.filter(user=user, role=Role.ORGANISER).exists()
