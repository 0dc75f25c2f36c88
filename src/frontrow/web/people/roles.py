"""Who may do what: the roles an account can hold, and the check that pages and actions make.

A superuser is an organiser. An organiser may do what a house, a contributor, a moderator and a teacher may. Everybody
else is a visitor, with an account or without.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from frontrow.web.people.models import Membership, Role

View = Callable[..., HttpResponse]


def holds(user: Any, *roles: Role, house: Any = None) -> bool:
    """Whether `user` holds one of `roles` (any role when none is named).

    house: a House; then a role held for another house does not count.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    held = Membership.objects.filter(user=user)
    if house is not None:
        held = held.filter(house=house) | held.filter(role=Role.ORGANISER)
    return held.filter(role__in=(*roles, Role.ORGANISER)).exists() if roles else held.exists()


def roles_of(user: Any) -> frozenset[Role]:
    """The roles that `user` holds, for whichever house."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    held = {Role(role) for role in Membership.objects.filter(user=user).values_list("role", flat=True)}
    return frozenset(held | ({Role.ORGANISER} if user.is_superuser else set()))


def houses_of(user: Any) -> Any:
    """The houses for which `user` may act, as a query; all of them for an organiser."""
    from frontrow.web.season.models import House

    if holds(user, Role.ORGANISER):
        return House.objects.all()
    if user is None or not user.is_authenticated or not user.is_active:
        return House.objects.none()
    return House.objects.filter(memberships__user=user, memberships__role=Role.HOUSE).distinct()


def only(*roles: Role) -> Callable[[View], View]:
    """For a view: who is not signed in is asked to; who holds none of `roles` reads that this is not for her."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not holds(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]  # the access matrix reads it
        return guarded

    return guard
