"""Accounts and the roles they hold."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import House


class Role(models.TextChoices):
    ORGANISER = "organiser", _("organiser")
    HOUSE = "house", _("house")
    CONTRIBUTOR = "contributor", _("contributor")
    MODERATOR = "moderator", _("moderator")
    TEACHER = "teacher", _("teacher")


class Membership(models.Model):
    """One role of one account; a house's people hold theirs for that house."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    house = models.ForeignKey(
        House, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("house")
    )
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["user", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "house"], name="a_role_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=~models.Q(role=Role.HOUSE) | models.Q(house__isnull=False), name="a_house_is_named"
            ),
        ]
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}" + (f" ({self.house})" if self.house else "")


WEEKS = timedelta(weeks=2)  # that an invitation waits


def _last_day() -> datetime:
    return timezone.now() + WEEKS


class Invitation(models.Model):
    """One role offered to an e-mail address. Of the key in the letter's link only a hash is kept."""

    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    house = models.ForeignKey(House, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("house"))
    language = models.CharField(_("language"), max_length=10, default="en")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("sent"), auto_now_add=True)
    until = models.DateTimeField(_("until"), default=_last_day)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}" + (f" ({self.house})" if self.house else "")

    @staticmethod
    def digest_of(key: str) -> str:
        return sha256(key.encode()).hexdigest()

    @classmethod
    def waiting(cls, key: str) -> "Invitation | None":
        """The invitation that `key` opens, unless it is too old."""
        return cls.objects.filter(digest=cls.digest_of(key), until__gt=timezone.now()).select_related("house").first()
