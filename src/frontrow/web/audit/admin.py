"""At the desk: every change made there is written down, and what was done can be read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest

from frontrow.web.audit.actor import actor_of
from frontrow.web.audit.models import AuditRow
from frontrow.web.audit.record import record


class Audited(admin.ModelAdmin):
    """A desk whose additions, changes and deletions leave audit rows: the names of fields and not their values."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, "add", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        parts = message if isinstance(message, list) else []
        fields = {name for part in parts for told in part.values() for name in told.get("fields", ())}
        self._record(request, "change", obj, fields=", ".join(sorted(fields)))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._record(request, "delete", obj)
        return super().log_deletions(request, queryset)

    @transaction.atomic
    def _record(self, request: HttpRequest, verb: str, obj: Any, **facts: str) -> None:
        record(actor_of(request), f"{verb}_{obj._meta.model_name}", obj, **facts)


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AuditedUserAdmin(Audited, UserAdmin):
    pass


@admin.register(Group)
class AuditedGroupAdmin(Audited, GroupAdmin):
    pass


@admin.register(AuditRow)
class AuditRowAdmin(admin.ModelAdmin):
    list_display = ("at", "kind", "by", "action", "target", "facts")
    list_display_links = None
    list_filter = ("action", "kind")
    list_select_related = ("by",)
    search_fields = ("=target",)
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
