"""The organiser's desk for the season: houses, collections, looks with their garments, patterns."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from frontrow.web.audit.actor import actor_of
from frontrow.web.audit.admin import Audited
from frontrow.web.season.models import Cloth, Collection, Garment, House, Look, Pattern, Season
from frontrow.web.season.words import FINISHES, fabric_titles
from frontrow.web.shop.fill import fill_shop
from frontrow.web.studio.actions.drape import drape

admin.site.site_header = "Front Row"
admin.site.site_title = "Front Row"
admin.site.index_title = _("The organiser's desk")


class CollectionInline(admin.StackedInline):
    model = Collection
    extra = 0


@admin.register(Season)
class SeasonAdmin(Audited):
    list_display = ("__str__", "opens", "accent_swatch", "published")
    list_editable = ("published",)
    inlines = (CollectionInline,)

    @admin.display(description=_("accent colour"))
    def accent_swatch(self, season: Season) -> SafeString:
        return swatch(season.accent)


@admin.register(House)
class HouseAdmin(Audited):
    list_display = ("name", "says", "look_count", "new")
    list_editable = ("new",)
    search_fields = ("name", "slug")

    @admin.display(description=_("line"))
    def says(self, house: House) -> str:
        return str(house.line)

    @admin.display(description=_("looks"))
    def look_count(self, house: House) -> int:
        return Look.objects.filter(collection__house=house).count()


SMALL = {models.JSONField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 60})}}


class GarmentInline(admin.StackedInline):
    model = Garment
    extra = 0
    formfield_overrides = SMALL

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        """A fabric is chosen from those there are."""
        if db_field.name == "fabric":
            return forms.ChoiceField(label=capfirst(db_field.verbose_name), choices=_fabrics)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def _fabrics() -> list[tuple[str, str]]:
    return sorted(fabric_titles().items(), key=lambda named: named[1])


@admin.register(Look)
class LookAdmin(Audited):
    list_display = ("thumbnail", "slug", "__str__", "house_name", "state", "price", "published")
    list_display_links = ("thumbnail", "slug")
    list_editable = ("published",)
    list_filter = ("collection__season", "collection__house", "asset__state", "published")
    list_select_related = ("collection__house", "asset")
    search_fields = ("slug", "title", "text")
    inlines = (GarmentInline,)
    actions = ("drape_again",)
    readonly_fields = ("thumbnail", "state")
    formfield_overrides = SMALL

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        """A finish is chosen from those there are."""
        if db_field.name == "finish":
            return forms.ChoiceField(label=capfirst(db_field.verbose_name), choices=FINISHES.items())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("poster"))
    def thumbnail(self, look: Look) -> SafeString:
        asset = getattr(look, "asset", None)
        if asset and asset.poster_url:
            return format_html('<img src="{}" alt="" width="60" height="80">', asset.poster_url)
        return SafeString("–")

    @admin.display(description=_("house"), ordering="collection__house__name")
    def house_name(self, look: Look) -> str:
        return look.house.name

    @admin.display(description=_("state"), ordering="asset__state")
    def state(self, look: Look) -> str:
        asset = getattr(look, "asset", None)
        if asset is None:
            return "–"
        percent = f" {asset.progress:.0%}" if asset.state == "making" else ""
        return f"{asset.get_state_display()}{percent}" + (f": {asset.error}" if asset.error else "")

    @admin.action(description=_("Drape again"))
    def drape_again(self, request: HttpRequest, looks: "QuerySet[Look]") -> None:
        count = sum(drape(look, True, actor_of(request)) for look in looks)
        text = ngettext("%d look is in the queue.", "%d looks are in the queue.", count) % count
        self.message_user(request, text, messages.SUCCESS)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A look that changed is draped anew as soon as it is saved, and put on sale if it is not."""
        super().save_related(request, form, formsets, change)
        fill_shop()
        if drape(form.instance, actor=actor_of(request)):
            self.message_user(request, _("The look is in the queue and will be draped."), messages.INFO)


class MaterialAdmin(Audited):
    """What looks are made of: when it changes, the looks that use it are draped anew."""

    list_display = ("slug", "__str__", "house")
    list_filter = ("house",)
    list_select_related = ("house",)
    search_fields = ("slug",)

    def used(self, material: Any) -> "QuerySet[Look]":
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        count = sum(drape(look, actor=actor_of(request)) for look in self.used(obj).distinct())
        if count:
            text = ngettext("%d look is in the queue.", "%d looks are in the queue.", count) % count
            self.message_user(request, text, messages.INFO)


@admin.register(Pattern)
class PatternAdmin(MaterialAdmin):
    def used(self, material: Pattern) -> "QuerySet[Look]":
        return Look.objects.filter(garments__pattern=material)


@admin.register(Cloth)
class ClothAdmin(MaterialAdmin):
    def used(self, material: Cloth) -> "QuerySet[Look]":
        return Look.objects.filter(garments__fabric=material.slug)


def swatch(colour: str) -> SafeString:
    """A small disc of the colour, without an inline style."""
    return format_html(
        '<svg width="16" height="16" viewBox="0 0 2 2" role="img" aria-label="{}">'
        '<circle cx="1" cy="1" r="1" fill="{}"/></svg>',
        colour,
        colour,
    )
