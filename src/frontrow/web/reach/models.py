"""Who asked to be told before a show begins: by letter, or in her browser."""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web.shows.models import Show


def _key() -> str:
    return secrets.token_urlsafe(18)


class Reminder(models.Model):
    """One address, or one browser, for one show. A letter's is asleep until its reader has confirmed it.

    key: in the links of its letters. digest: of show and address, so that nobody is told twice. told: the beginning
    it was last told of. every: each time the show begins, else only the next.
    """

    class By(models.TextChoices):
        MAIL = "mail", _("by letter")
        PUSH = "push", _("on a device")

    show = models.ForeignKey(Show, models.CASCADE, related_name="reminders", verbose_name=_("show"))
    by = models.CharField(max_length=4, choices=By)
    key = models.CharField(max_length=32, unique=True, default=_key)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    endpoint = models.TextField(blank=True)
    p256dh = models.CharField(max_length=120, blank=True)
    auth = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, default="en")
    zone = models.CharField(max_length=60, default="UTC")
    every = models.BooleanField(default=False)
    holder = models.CharField(max_length=32, blank=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    confirmed = models.DateTimeField(null=True)
    told = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self) -> str:
        return f"{self.show.slug} {self.by}"

    def get_absolute_url(self) -> str:
        return reverse("reminder", args=[self.key])

    @staticmethod
    def digest_of(show: Show, address: str) -> str:
        return hashlib.sha256(f"{show.pk}\n{address}".encode()).hexdigest()

    @property
    def subscription(self) -> dict[str, Any]:
        """As a browser gives it: https://www.w3.org/TR/push-api/#dom-pushsubscriptionjson."""
        return {"endpoint": self.endpoint, "keys": {"p256dh": self.p256dh, "auth": self.auth}}
