"""The state of what the worker makes: the files of a look, and patterns that visiting houses bring."""

import secrets
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import Look


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Asset(models.Model):
    """Made files and how far the making is. Paths are relative to the media folder.

    `digest` names what the files were made from; `wanted` what is being made now, by the task `task`.
    A look that is made again keeps its old files until the new ones are there.
    """

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING, editable=False)
    step = models.CharField(max_length=40, blank=True, editable=False)
    progress = models.FloatField(default=0, editable=False)
    error = models.TextField(_("what went wrong"), blank=True, editable=False)
    task = models.CharField(max_length=36, blank=True, editable=False)
    wanted = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    glb = models.CharField(max_length=200, blank=True, editable=False)
    poster = models.CharField(max_length=200, blank=True, editable=False)
    flat = models.CharField(max_length=200, blank=True, editable=False)
    report = models.JSONField(_("report"), default=dict, editable=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True

    @property
    def is_there(self) -> bool:
        return bool(self.glb)

    def _url(self, path: str) -> str | None:
        return f"{settings.MEDIA_URL}{path}" if path else None

    @property
    def glb_url(self) -> str | None:
        return self._url(self.glb)

    @property
    def ar_url(self) -> str | None:
        """The look standing still as plain glTF: it comes after the walk; an older program made none."""
        return self._beside(".ar.glb")

    @property
    def usdz_url(self) -> str | None:
        """The same as USDZ."""
        return self._beside(".usdz")

    def _beside(self, ending: str) -> str | None:
        path = self.glb.removesuffix(".near.glb") + ending
        return self._url(path) if self.glb and (Path(settings.MEDIA_ROOT) / path).exists() else None

    @property
    def mirror_url(self) -> str | None:
        """Its clothes for the mirror, once they are made."""
        return self._beside(".mirror.glb")

    @property
    def poster_url(self) -> str | None:
        return self._url(self.poster)

    @property
    def flat_url(self) -> str | None:
        return self._url(self.flat)


class LookAsset(Asset):
    look = models.OneToOneField(Look, models.CASCADE, related_name="asset", verbose_name=_("look"))

    class Meta:
        verbose_name = _("made look")
        verbose_name_plural = _("made looks")

    def __str__(self) -> str:
        return f"{self.look.slug}: {self.get_state_display()}"


def _key() -> str:
    return secrets.token_urlsafe(12)


class PatternUpload(Asset):
    """A pattern file that a visiting house brought; seen only by the session that brought it."""

    key = models.CharField(max_length=24, unique=True, default=_key, editable=False)
    holder = models.CharField(max_length=32, db_index=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    source = models.TextField(_("pattern file"))
    fabric = models.CharField(_("fabric"), max_length=80)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    chart = models.CharField(_("size chart"), max_length=8, default="women")
    size = models.CharField(_("size"), max_length=8, default="M")
    finish = models.CharField(_("finish"), max_length=40, default="porcelain")
    at = models.DateTimeField(_("brought"), auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("brought pattern")
        verbose_name_plural = _("brought patterns")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("upload", args=[self.key])

    @property
    def folder(self) -> Path:
        """Where its files are, below the media folder."""
        return Path("studio") / self.key


@receiver(post_delete, sender=PatternUpload)
def remove_files(instance: PatternUpload, **_: Any) -> None:
    """What was made from a brought pattern goes with it."""
    folder = Path(settings.MEDIA_ROOT) / instance.folder
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))
