"""What a visitor keeps. Held by a random id in the visitor's session, never tied to what was watched."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import Look


class Saved(models.Model):
    holder = models.CharField(max_length=32, db_index=True, editable=False)
    look = models.ForeignKey(Look, models.CASCADE, related_name="+", verbose_name=_("look"))
    at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["holder", "look"], name="saved_once")]
        verbose_name = _("saved look")
        verbose_name_plural = _("saved looks")

    def __str__(self) -> str:
        return str(self.look)


class BagLine(models.Model):
    """A look in a bag, in a size."""

    holder = models.CharField(max_length=32, db_index=True, editable=False)
    look = models.ForeignKey(Look, models.CASCADE, related_name="+", verbose_name=_("look"))
    size = models.CharField(_("size"), max_length=8)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["holder", "look", "size"], name="one_line_a_size")]
        verbose_name = _("bag line")
        verbose_name_plural = _("bag lines")

    def __str__(self) -> str:
        return f"{self.quantity} × {self.look} ({self.size})"
