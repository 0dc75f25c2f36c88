"""Terms in the admin; they are changed by the action, so that files follow."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from frontrow.web.audit.actor import actor_of
from frontrow.web.licences import Licence
from frontrow.web.takeaway.actions.give_out import set_terms
from frontrow.web.takeaway.models import Terms


@admin.register(Terms)
class TermsAdmin(admin.ModelAdmin[Terms]):
    list_display = ("collection", "licence")

    def save_model(self, request: HttpRequest, obj: Terms, form: Any, change: bool) -> None:
        obj.pk = set_terms(actor_of(request), obj.collection, Licence(obj.licence)).pk

    def has_delete_permission(self, request: HttpRequest, obj: Terms | None = None) -> bool:
        return False  # all rights reserved is a choice of its own
