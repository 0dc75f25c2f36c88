"""Roles in the admin, and help for who lost her second step."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from frontrow.web.audit.admin import Audited
from frontrow.web.people.models import Invitation, Membership


@admin.register(Membership)
class Memberships(admin.ModelAdmin[Membership]):
    list_display = ("user", "role", "house", "at")
    list_filter = ("role", "house")
    autocomplete_fields = ("user",)


@admin.register(Invitation)
class Invitations(admin.ModelAdmin[Invitation]):
    """To be read; people are invited on the page behind the stage."""

    list_display = ("email", "role", "house", "at", "until")
    exclude = ("digest",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.unregister((Authenticator, UserSession))


@admin.register(Authenticator)
class Steps(Audited):
    """Taken away for somebody who lost her device; what is in it is nobody's to read."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def sign_in(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The admin's own form asks for no second step, so there is but one place to sign in."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


admin.site.login = sign_in  # type: ignore[method-assign]
