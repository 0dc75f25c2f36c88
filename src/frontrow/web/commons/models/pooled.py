"""What was released of all houses together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pooled(models.Model):
    """Visitors who stayed with a look that something of the commons went into, over all houses that use it.

    offers: slug of the offer -> [value, error, clear], as `frontrow.privacy.Count` says. rho: what it cost.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)
    rho = models.FloatField()
    offers = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("pooled figures")
        verbose_name_plural = _("pooled figures")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
