"""The organiser's tests of the recommender."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from frontrow.web.insight.models import Trial


@admin.register(Trial)
class TrialAdmin(admin.ModelAdmin):
    list_display = ("question", "measure", "variety", "explore", "starts", "ends")
    prepopulated_fields = {"slug": ("question",)}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A test that has begun ends; it does not vanish."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What was promised before the first visitor was counted stays."""
        return ("slug", "measure", "variety", "explore", "starts") if obj else ()
