"""A look in every size of its chart: what its garments measure, and the files of each size draped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import Look
from frontrow.web.studio.models import Asset


class SizeRun(models.Model):
    """What a look's garments measure when finished, in each size; from the patterns alone, so it is there at once.

    garments: one entry a garment in dressing order, as `frontrow.look.fit.ease.GarmentFit` has it. `digest` names what
    it was measured from.
    """

    look = models.OneToOneField(Look, models.CASCADE, related_name="size_run", verbose_name=_("look"))
    chart = models.CharField(_("size chart"), max_length=8)
    garments = models.JSONField(default=list, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("size run")
        verbose_name_plural = _("size runs")

    def __str__(self) -> str:
        return self.look.slug


class SizeAsset(Asset):
    """A look in one size, draped on the body that its chart makes that size for."""

    look = models.ForeignKey(Look, models.CASCADE, related_name="sizes", verbose_name=_("look"))
    size = models.CharField(_("size"), max_length=8)

    class Meta:
        ordering = ["look", "id"]
        constraints = [models.UniqueConstraint(fields=["look", "size"], name="one_asset_a_size")]
        verbose_name = _("look in a size")
        verbose_name_plural = _("looks in their sizes")

    def __str__(self) -> str:
        return f"{self.look.slug} {self.size}: {self.get_state_display()}"
