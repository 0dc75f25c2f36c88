"""The desk's view of what was done: to read, and nothing else."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from frontrow.web.audit.models import AuditRow


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
