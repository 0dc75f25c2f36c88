"""The organiser's desk for shows and their line-ups."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from frontrow.web.audit.admin import Audited
from frontrow.web.shows.models import Place, Show


class PlaceInline(admin.TabularInline):
    model = Place
    extra = 0
    autocomplete_fields = ("look",)


@admin.register(Show)
class ShowAdmin(Audited):
    list_display = ("__str__", "season", "start", "daily", "look_count", "order", "published")
    list_editable = ("order", "published")
    list_filter = ("season",)
    search_fields = ("slug", "title")
    inlines = (PlaceInline,)

    @admin.display(description=_("looks"))
    def look_count(self, show: Any) -> int:
        return int(show.places.count())
