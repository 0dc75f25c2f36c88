"""An order: lines whose titles, prices and taxes are frozen, an address, a state; and what comes back of it."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from frontrow.web.shop.models.catalogue import MADE, Market, Variant
from frontrow.web.shop.states import State
from frontrow.web.shop.till import as_money
from frontrow.web.translated import TranslatedField

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another


def new_number() -> str:
    """Eight letters and digits, of which one at least is a digit: so a number is told from a word of a question."""
    while True:
        number = "".join(secrets.choice(LETTERS) for _ in range(8))
        if not number.isalpha():
            return number


def new_key() -> str:
    return secrets.token_urlsafe(24)


class Order(models.Model):
    """What somebody bought. `code` is said on the telephone; `key` is in the secret link to its page."""

    code = models.CharField(_("number"), max_length=8, unique=True, default=new_number, editable=False)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    once = models.CharField(max_length=64, editable=False)  # the checkout form's own token: one order for each
    holder = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("account"),
    )
    learns = models.CharField(max_length=80, blank=True, editable=False)  # who agreed to be remembered, till it is paid
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PLACED)
    market = models.ForeignKey(Market, models.PROTECT, related_name="+", verbose_name=_("market"))
    currency = models.CharField(_("currency"), max_length=3)
    language = models.CharField(_("language"), max_length=10, default="en")
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=32, blank=True)
    name = models.CharField(_("name"), max_length=120)
    address = models.JSONField(_("address"))
    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(_("region"), max_length=40, blank=True)
    tax_name = models.CharField(_("name of the tax"), max_length=40, blank=True)
    tax_percent = models.DecimalField(_("tax, per cent"), max_digits=6, decimal_places=3)
    delivery_net = models.PositiveBigIntegerField(_("delivery, without tax"), default=0)
    delivery_tax = models.PositiveBigIntegerField(_("tax on delivery"), default=0)
    net = models.PositiveBigIntegerField(_("total without tax"))
    tax = models.PositiveBigIntegerField(_("tax"))
    placed_at = models.DateTimeField(_("placed"), auto_now_add=True)
    expires_at = models.DateTimeField(_("to be paid until"), db_index=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("sent"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    tracking = models.CharField(_("parcel number"), max_length=80, blank=True)

    class Meta:
        ordering = ["-placed_at"]
        constraints = [models.UniqueConstraint(fields=["holder", "once"], name="one_order_a_checkout")]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        permissions = [
            ("ship_order", _("Can send orders")),
            ("refund_order", _("Can cancel orders and take returns")),
            ("restock", _("Can change what is in stock")),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("order", args=[self.key])

    @property
    def total(self) -> int:
        return self.net + self.tax

    @property
    def delivery(self) -> int:
        return self.delivery_net + self.delivery_tax

    def money(self, amount: int) -> Money:
        return as_money(amount, self.currency)


class OrderLine(models.Model):
    """So many of one thing, as it was called and priced on the day. Amounts are for the whole line."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=_("order"))
    variant = models.ForeignKey(
        Variant, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("variant")
    )
    item = models.CharField(_("look"), max_length=80)
    sku = models.CharField(_("article number"), max_length=60)
    title = TranslatedField(_("title"))
    house = models.CharField(_("house"), max_length=80)
    size = models.CharField(_("size"), max_length=8)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    colour_name = TranslatedField(_("name of the colour"))
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    unit = models.PositiveBigIntegerField(_("price of one, as shown"))
    net = models.PositiveBigIntegerField(_("without tax"))
    tax = models.PositiveBigIntegerField(_("tax"))
    measures = models.JSONField(_("measurements"), null=True, blank=True)  # metres; for what is made to measure

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gte=1), name="a_line_is_of_something")]
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title} ({self.size})"

    @property
    def gross(self) -> int:
        return self.net + self.tax

    @property
    def made(self) -> bool:
        return self.size == MADE


class Return(models.Model):
    """What a customer sends back of an order."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        RECEIVED = "received", _("received")

    order = models.ForeignKey(Order, models.CASCADE, related_name="returns", verbose_name=_("order"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("return")
        verbose_name_plural = _("returns")

    def __str__(self) -> str:
        return f"{self.order} {self.get_state_display()}"


class ReturnLine(models.Model):
    back = models.ForeignKey(Return, models.CASCADE, related_name="lines", verbose_name=_("return"))
    line = models.ForeignKey(OrderLine, models.CASCADE, related_name="returned", verbose_name=_("line of an order"))
    quantity = models.PositiveSmallIntegerField(_("quantity"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["back", "line"], name="a_line_returns_once_a_parcel")]
        verbose_name = _("line of a return")
        verbose_name_plural = _("lines of returns")

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line.title}"
