"""Money that came, money that went back, and what payment providers told us."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontrow.web.shop.models.orders import Order, Return


class Payment(models.Model):
    """One attempt to be paid for an order. `key` goes with every request for it, so that a repeated one is known."""

    class State(models.TextChoices):
        STARTED = "started", _("started")
        CAPTURED = "captured", _("paid")
        DECLINED = "declined", _("declined")

    order = models.ForeignKey(Order, models.PROTECT, related_name="payments", verbose_name=_("order"))
    provider = models.CharField(_("payment provider"), max_length=20)
    key = models.CharField(max_length=40, unique=True, editable=False)
    method = models.CharField(_("method"), max_length=20, blank=True)
    reference = models.CharField(_("reference"), max_length=120, blank=True, db_index=True)
    capture = models.CharField(max_length=120, blank=True, editable=False)  # what a refund refers to
    url = models.URLField(max_length=2000, blank=True, editable=False)  # where the customer pays
    answer_to = models.CharField(max_length=500, blank=True, editable=False)  # the order's page, as she came to it
    amount = models.PositiveBigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.STARTED)
    surplus = models.BooleanField(_("was not owed and goes back"), default=False)
    reason = models.CharField(_("reason"), max_length=80, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(state="started"), name="one_payment_under_way"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="captured", surplus=False), name="an_order_is_paid_once"
            ),
        ]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")

    def __str__(self) -> str:
        return f"{self.order} {self.get_state_display()}"


class Refund(models.Model):
    """Money that goes back. It is asked for in the transaction that decides it, and sent after the commit."""

    class State(models.TextChoices):
        ASKED = "asked", _("to be sent")
        SENT = "sent", _("sent")

    class Why(models.TextChoices):
        CANCELLED = "cancelled", _("cancelled")
        RETURNED = "returned", _("returned")
        SURPLUS = "surplus", _("was not owed")

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    back = models.OneToOneField(
        Return, models.SET_NULL, null=True, blank=True, related_name="refund", verbose_name=_("return")
    )
    key = models.CharField(max_length=40, unique=True, editable=False)
    amount = models.PositiveBigIntegerField(_("amount"))
    why = models.CharField(_("reason"), max_length=9, choices=Why.choices)
    state = models.CharField(_("state"), max_length=5, choices=State.choices, default=State.ASKED)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=Q(why__in=("cancelled", "surplus")), name="a_payment_goes_back_once"
            )
        ]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")

    def __str__(self) -> str:
        return f"{self.payment.order} {self.get_why_display()}"


class Heard(models.Model):
    """A message from a payment provider that was dealt with: it is sent again and means nothing then."""

    provider = models.CharField(max_length=20)
    message = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "message"], name="heard_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.message}"


class TestCharge(models.Model):
    """What the test provider's bank remembers. No money moves."""

    __test__ = False  # no test case, though its name begins like one

    key = models.CharField(max_length=40, unique=True)
    reference = models.CharField(max_length=40, unique=True)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=8)
    refunds = models.JSONField(default=dict)  # each refund's key and amount
    answer_to = models.CharField(max_length=2000, blank=True)

    def __str__(self) -> str:
        return self.reference
