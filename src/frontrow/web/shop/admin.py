"""The organiser's desk of the shop: markets, what is for sale, orders. Orders change by actions alone."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, actor_of
from frontrow.web.audit.admin import Audited
from frontrow.web.shop.actions.cancel_order import cancel_order
from frontrow.web.shop.actions.restock import restock
from frontrow.web.shop.actions.ship_order import ship_order
from frontrow.web.shop.actions.take_back import receive_return
from frontrow.web.shop.address import written
from frontrow.web.shop.cut import ENDINGS, pattern_file
from frontrow.web.shop.forms import in_centimetres
from frontrow.web.shop.models import (
    Market,
    Order,
    OrderLine,
    Payment,
    Price,
    Refund,
    Return,
    ReturnLine,
    TaxRate,
    Variant,
)
from frontrow.web.templatetags.frontrow import amount

FIVE = 5  # pieces that one press adds


class Read(admin.ModelAdmin):
    """To read, and nothing else."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Lines(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


class Rates(admin.TabularInline):
    model = TaxRate
    extra = 0


class Prices(admin.TabularInline):
    model = Price
    extra = 0


@admin.register(Market)
class MarketAdmin(Audited):
    list_display = ("slug", "__str__", "currency", "with_tax", "delivery", "open")
    inlines = (Rates,)


@admin.register(Variant)
class VariantAdmin(Audited):
    list_display = ("sku", "look", "size", "supply", "stock", "days", "active")
    list_filter = ("supply", "active", "size", "look__collection__house")
    list_select_related = ("look",)
    search_fields = ("sku", "look__slug")
    autocomplete_fields = ("look",)
    readonly_fields = ("stock",)
    inlines = (Prices,)
    actions = ("five_more",)

    @admin.action(description=_("Five more in stock"))
    def five_more(self, request: HttpRequest, variants: "QuerySet[Variant]") -> None:
        _each(self, request, variants, lambda actor, variant: restock(actor, variant, FIVE))


class OrderLines(Lines):
    model = OrderLine
    fields = ("what", "sku", "size", "sum", "measured", "pattern")

    @admin.display(description=_("What"))
    def what(self, line: OrderLine) -> str:
        return f"{line.quantity} × {line.title}"

    @admin.display(description=_("Sum"))
    def sum(self, line: OrderLine) -> str:
        return amount(line.gross, line.order.currency)

    @admin.display(description=_("measurements"))
    def measured(self, line: OrderLine) -> str:
        return in_centimetres(line) if line.measures else "–"

    @admin.display(description=_("pattern"))
    def pattern(self, line: OrderLine) -> SafeString:
        there = [ending for ending in ENDINGS if pattern_file(line, ending)]
        links = ((reverse("pattern", args=[line.order.key, line.pk, ending]), ending.upper()) for ending in there)
        return format_html_join(" ", '<a href="{}">{}</a>', links)


class Payments(Lines):
    model = Payment
    fields = ("started_at", "provider", "reference", "sum", "state", "surplus", "reason")

    @admin.display(description=_("Sum"))
    def sum(self, payment: Payment) -> str:
        return amount(payment.amount, payment.currency)


class Sending(ActionForm):
    """What is said beside an action: the number of the one parcel that is sent."""

    tracking = forms.CharField(label=_("Parcel number"), required=False, max_length=80)


@admin.register(Order)
class OrderAdmin(Read):
    action_form = Sending
    list_display = ("code", "placed_at", "state", "name", "country", "sum", "tracking")
    list_filter = ("state", "market", "country")
    search_fields = ("=code", "=email")
    date_hierarchy = "placed_at"
    inlines = (OrderLines, Payments)
    fields = (
        ("state", "page"),
        ("placed_at", "paid_at", "shipped_at", "cancelled_at"),
        ("sum", "taxes", "market"),
        "parcel",
        ("email", "phone", "language"),
        ("user", "tracking"),
    )
    readonly_fields = ("parcel", "page", "sum", "taxes", "placed_at")
    actions = ("ship", "cancel")

    def has_ship_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.ship_order")

    def has_refund_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.refund_order")

    @admin.display(description=_("In all"), ordering="net")
    def sum(self, order: Order) -> str:
        return amount(order.total, order.currency)

    @admin.display(description=_("Tax"))
    def taxes(self, order: Order) -> str:
        return f"{order.tax_name} {order.tax_percent.normalize():f} %: {amount(order.tax, order.currency)}"

    @admin.display(description=_("Where to"))
    def parcel(self, order: Order) -> SafeString:
        return format_html_join("", "{}<br>", ((line,) for line in written(order.address, order.name)))

    @admin.display(description=_("page"))
    def page(self, order: Order) -> SafeString:
        return format_html('<a href="{}">{}</a>', order.get_absolute_url(), order.code)

    @admin.action(description=_("Sent"), permissions=["ship"])
    def ship(self, request: HttpRequest, orders: "QuerySet[Order]") -> None:
        tracking = request.POST.get("tracking", "").strip()[:80]
        if tracking and len(orders) > 1:
            self.message_user(request, _("A parcel number belongs to one order: tick that one alone."), messages.ERROR)
            return
        _each(self, request, orders, lambda actor, order: ship_order(actor, order, tracking))

    @admin.action(description=_("Cancel, and give the money back"), permissions=["refund"])
    def cancel(self, request: HttpRequest, orders: "QuerySet[Order]") -> None:
        _each(self, request, orders, lambda actor, order: cancel_order(actor, order))


class ReturnLines(Lines):
    model = ReturnLine
    fields = ("line", "quantity")


@admin.register(Return)
class ReturnAdmin(Read):
    list_display = ("order", "state", "asked_at", "received_at")
    list_filter = ("state",)
    inlines = (ReturnLines,)
    actions = ("receive", "receive_worn")

    def has_refund_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.refund_order")

    @admin.action(description=_("Here, back into stock"), permissions=["refund"])
    def receive(self, request: HttpRequest, returns: "QuerySet[Return]") -> None:
        _each(self, request, returns, lambda actor, back: receive_return(actor, back))

    @admin.action(description=_("Here, not to be sold again"), permissions=["refund"])
    def receive_worn(self, request: HttpRequest, returns: "QuerySet[Return]") -> None:
        _each(self, request, returns, lambda actor, back: receive_return(actor, back, restock=False))


@admin.register(Refund)
class RefundAdmin(Read):
    list_display = ("payment", "why", "sum", "state", "asked_at", "sent_at")
    list_filter = ("state", "why")

    @admin.display(description=_("Sum"))
    def sum(self, refund: Refund) -> str:
        return amount(refund.amount, refund.payment.currency)


def _each(desk: admin.ModelAdmin, request: HttpRequest, things: Any, do: Callable[[Actor, Any], object]) -> None:
    """Do it to each; what cannot be done is said, and stops none of the others."""
    actor, done = actor_of(request), 0
    for thing in things:
        try:
            do(actor, thing)
            done += 1
        except UserError as error:
            desk.message_user(request, f"{thing}: {error}", messages.ERROR)
    desk.message_user(request, ngettext("%d is done.", "%d are done.", done) % done, messages.SUCCESS)
