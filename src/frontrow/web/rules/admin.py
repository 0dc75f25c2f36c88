"""The organiser's desk for recommendations: the rules, and who changed them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from frontrow.web.audit.actor import actor_of
from frontrow.web.rules.actions.change_rule import drop_rule, set_rule
from frontrow.web.rules.models import Rule, RuleChange


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    list_display = ("__str__", "place", "position", "regions", "starts", "ends", "note")
    list_filter = ("act", "place")
    list_select_related = ("look__collection__house", "house")
    autocomplete_fields = ("look", "house")
    fields = ("act", ("look", "house"), ("place", "position"), "regions", ("starts", "ends"), "note")

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        set_rule(obj, actor_of(request))

    def delete_model(self, request: HttpRequest, obj: Rule) -> None:
        drop_rule(obj, actor_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Rule]") -> None:
        for rule in queryset:
            drop_rule(rule, actor_of(request))


@admin.register(RuleChange)
class RuleChangeAdmin(admin.ModelAdmin):
    """To read, and nothing else."""

    list_display = ("at", "by", "rule", "before", "after")
    list_display_links = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
