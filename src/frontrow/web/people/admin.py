"""Roles in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

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
