"""A picture in a story: encoded anew, with its credit."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from frontrow.web.licences import Licence
from frontrow.web.stories.models.story import Story
from frontrow.web.translated import TranslatedField


class Picture(models.Model):
    """path: relative to the media folder. words: what is seen, for those who do not see it. hashed: 256 bits of its
    perceptual hash, hexadecimal. sharpness: see `language.quality.pictures`."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="pictures", verbose_name=_("story"))
    path = models.CharField(max_length=120, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    words = TranslatedField(_("what is seen"))
    credit = models.CharField(_("credit"), max_length=120)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    hashed = models.CharField(max_length=64, editable=False, db_index=True)
    sharpness = models.FloatField(default=0, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.words) or self.path

    @property
    def terms(self) -> Licence:
        return Licence(self.licence)

    @property
    def url(self) -> str:
        return f"{settings.MEDIA_URL}{self.path}"


@receiver(post_delete, sender=Picture)
def remove_file(instance: Picture, **_: Any) -> None:
    """The file goes with the last picture that shows it."""
    if not Picture.objects.filter(path=instance.path).exists():
        whole = Path(settings.MEDIA_ROOT) / instance.path
        transaction.on_commit(lambda: whole.unlink(missing_ok=True))
