"""Keys for other programs, and the addresses that are told what happens here."""

import base64
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import House

PREFIX = "frk_"  # so that a key that leaked is known for one
SHOWN = 12  # first letters of a key, by which its owner tells it from others


class Scope(models.TextChoices):
    CATALOGUE = "catalogue", _("catalogue and stock")
    SHOWS = "shows", _("shows")
    RECOMMEND = "recommend", _("recommendations")
    TRY_ON = "try-on", _("try-on")


def hashed(secret: str) -> str:
    """How a key is kept: it has 256 random bits, so a plain SHA-256 tells nothing of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiKey(models.Model):
    """A key of a house, or of the whole site without one. The key itself is shown once and never kept."""

    name = models.CharField(_("what for"), max_length=60)
    house = models.ForeignKey(
        House, models.CASCADE, null=True, blank=True, related_name="keys", verbose_name=_("house")
    )
    start = models.CharField(max_length=SHOWN, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("may read"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    at = models.DateTimeField(_("made"), auto_now_add=True)
    used = models.DateField(_("last used"), null=True, editable=False)
    revoked = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("key")
        verbose_name_plural = _("keys")

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    @property
    def scope_names(self) -> str:
        return ", ".join(str(Scope(scope).label) for scope in self.scopes)


class Event(models.TextChoices):
    """What other programs may be told of."""

    LOOK_MADE = "look.made", _("a look is made, or made anew")
    ORDER_PAID = "order.paid", _("an order is paid")
    ORDER_SHIPPED = "order.shipped", _("an order is on its way")
    ORDER_RETURNED = "order.returned", _("an order is back")
    ORDER_CANCELLED = "order.cancelled", _("an order is cancelled")


def _secret() -> str:
    """As the Standard Webhooks scheme writes it: 24 random bytes in base64 after its prefix."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


class Hook(models.Model):
    """An address that is told. The secret is kept as it is: both sides sign with it."""

    house = models.ForeignKey(
        House, models.CASCADE, null=True, blank=True, related_name="hooks", verbose_name=_("house")
    )
    url = models.URLField(_("address"), max_length=300)
    events = models.JSONField(_("is told when"), default=list)
    secret = models.CharField(max_length=80, default=_secret, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    at = models.DateTimeField(_("made"), auto_now_add=True)
    stopped = models.DateTimeField(_("stopped"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url

    @property
    def event_names(self) -> str:
        return ", ".join(str(Event(event).label) for event in self.events)


class Telling(models.Model):
    """One message to one address, and how it went. `key` is the same in every try, so that a receiver can tell."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENT = "sent", _("received")
        GIVEN_UP = "given up", _("given up")

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="tellings")
    key = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=20, choices=Event.choices)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=80, blank=True)  # its last answer: a status, or what kept it from coming
    at = models.DateTimeField(auto_now_add=True)
    done = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.event} → {self.hook}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = self.key or f"msg_{secrets.token_urlsafe(16)}"
        super().save(*args, **kwargs)
