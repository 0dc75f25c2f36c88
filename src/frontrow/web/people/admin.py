"""Roles in the admin."""

from django.contrib import admin

from frontrow.web.people.models import Membership


@admin.register(Membership)
class Memberships(admin.ModelAdmin[Membership]):
    list_display = ("user", "role", "house", "at")
    list_filter = ("role", "house")
    autocomplete_fields = ("user",)
