"""What a visitor keeps. Held by a random id in the visitor's session, never tied to what was watched."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import Look
from frontrow.web.shop.models.catalogue import Variant


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
    """So many of a variant in a bag. Nothing is reserved by it: stock is taken when the order is placed."""

    holder = models.CharField(max_length=32, db_index=True, editable=False)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+", verbose_name=_("variant"))
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["holder", "variant"], name="one_line_a_variant")]
        verbose_name = _("bag line")
        verbose_name_plural = _("bag lines")

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant}"

    @property
    def look(self) -> Look:
        return self.variant.look

    @property
    def size(self) -> str:
        return self.variant.size
