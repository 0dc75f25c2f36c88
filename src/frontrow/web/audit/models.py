"""What was done, by whom and to what: rows are added and never changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditRow(models.Model):
    """One change of state. A visitor without an account is "visitor" and nothing more."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    kind = models.CharField(_("who"), max_length=8)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    action = models.CharField(_("action"), max_length=40, db_index=True)
    target = models.CharField(_("what"), max_length=120, db_index=True)
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit row")
        verbose_name_plural = _("audit rows")

    def __str__(self) -> str:
        return f"{self.action} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("an audit row is never changed")
        super().save(*args, **kwargs)
