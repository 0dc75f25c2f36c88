"""A student's look: one garment of a pattern with her own measures of it, made by the worker as any other."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web.school.models.course import Student, key
from frontrow.web.studio.models import Asset


class Work(Asset):
    """pattern: the slug it began from, "" for a file she brought; source: its text, so that the work is complete.
    place: where it walks in the class's show, 0 for not. trail: what was draped before, oldest first.
    """

    key = models.CharField(max_length=24, unique=True, default=key, editable=False)
    student = models.ForeignKey(Student, models.CASCADE, related_name="works", verbose_name=_("student"))
    title = models.CharField(_("title"), max_length=80)
    note = models.TextField(_("what you wanted"), max_length=1000, blank=True)
    pattern = models.CharField(_("pattern"), max_length=50, blank=True)
    source = models.TextField(_("pattern file"))
    options = models.JSONField(_("options"), default=dict, blank=True)
    fabric = models.CharField(_("fabric"), max_length=80)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    chart = models.CharField(_("size chart"), max_length=8, default="women")
    size = models.CharField(_("size"), max_length=8, default="M")
    finish = models.CharField(_("mannequin"), max_length=40, default="porcelain")
    place = models.PositiveSmallIntegerField(_("place in the line-up"), default=0)
    trail = models.JSONField(default=list, editable=False)
    at = models.DateTimeField(_("begun"), auto_now_add=True)

    class Meta:
        ordering = ["place", "at"]
        verbose_name = _("student's look")
        verbose_name_plural = _("students' looks")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("class-work", args=[self.student.course.code, self.key])

    @property
    def folder(self) -> Path:
        """Where its files are, below the media folder."""
        return Path("school") / self.key


@receiver(post_delete, sender=Work)
def remove_files(instance: Work, **_: Any) -> None:
    """What was made of a work goes with it."""
    folder = Path(settings.MEDIA_ROOT) / instance.folder
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))
