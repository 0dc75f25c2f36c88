"""The organiser's view of the size runs: how far each look is in each size."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from frontrow.web.audit.actor import actor_of
from frontrow.web.fitting.actions.drape_again import drape_again
from frontrow.web.fitting.models import SizeAsset

FAULTS = {"bursts": _("cannot be closed"), "falls": _("does not stay up")}


@admin.register(SizeAsset)
class SizeAssetAdmin(admin.ModelAdmin):
    list_display = ("thumbnail", "look", "size", "how_far", "holds", "changed")
    list_display_links = ("thumbnail", "look")
    list_filter = ("look", "size", "state")
    list_select_related = ("look",)
    readonly_fields = ("look", "size", "how_far", "holds", "error", "report")
    actions = ("again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("poster"))
    def thumbnail(self, asset: SizeAsset) -> SafeString:
        if asset.poster_url:
            return format_html('<img src="{}" alt="" width="60" height="80">', asset.poster_url)
        return SafeString("–")

    @admin.display(description=_("state"), ordering="state")
    def how_far(self, asset: SizeAsset) -> str:
        percent = f" {asset.progress:.0%}" if asset.state == "making" else ""
        return f"{asset.get_state_display()}{percent}"

    @admin.display(description=_("on the chart's body"))
    def holds(self, asset: SizeAsset) -> str:
        """Which garments cannot be closed or do not stay up on the very body that the size is made for."""
        states = [(g["name"], g.get("state", "worn")) for g in asset.report.get("garments", [])]
        return ", ".join(f"{name}: {FAULTS[state]}" for name, state in states if state in FAULTS) or "–"

    @admin.action(description=_("Drape again"), permissions=["change"])
    def again(self, request: HttpRequest, assets: "QuerySet[SizeAsset]") -> None:
        count = drape_again(actor_of(request), list(assets.select_related("look")))
        text = ngettext("%d size is in the queue.", "%d sizes are in the queue.", count) % count
        self.message_user(request, text, messages.SUCCESS)
