"""The organiser's view of what visiting houses brought and what the worker made of it."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from frontrow.web.studio.models import PatternUpload


@admin.register(PatternUpload)
class PatternUploadAdmin(admin.ModelAdmin):
    list_display = ("thumbnail", "name", "fabric", "size", "state", "at")
    list_filter = ("state",)
    readonly_fields = (
        "name",
        "fabric",
        "colour",
        "chart",
        "size",
        "finish",
        "state",
        "error",
        "report",
        "source",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("poster"))
    def thumbnail(self, upload: PatternUpload) -> SafeString:
        if upload.poster_url:
            return format_html('<img src="{}" alt="" width="60" height="80">', upload.poster_url)
        return SafeString("–")
