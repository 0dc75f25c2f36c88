"""Accounts and the roles they hold."""

from django.conf import settings
from django.db import models
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
