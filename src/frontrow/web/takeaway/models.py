"""What houses give out of their looks, and the files of it for game engines."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.licences import Licence
from frontrow.web.season.models import Collection, Look

TITLES = {  # by the ending of a look's file, after the name of its content
    "game.glb": _("GLB with rig and motions, for game engines and Blender"),
    "vrm": _("VRM avatar"),
    "vrma": _("The walk, for any VRM avatar"),
    "game.usdz": _("USDZ with rig and walk"),
}
ENDINGS = tuple(TITLES)


class Terms(models.Model):
    """Under which licence a collection's looks are given out as files; without a row, or all rights reserved: not."""

    collection = models.OneToOneField(Collection, models.CASCADE, related_name="terms", verbose_name=_("collection"))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.ALL_RIGHTS)

    class Meta:
        verbose_name = _("terms of files")
        verbose_name_plural = _("terms of files")

    def __str__(self) -> str:
        return f"{self.collection}: {Licence(self.licence).short}"


@dataclass(frozen=True)
class File:
    """One file that is given out: its ending, its address below the site, its size in bytes."""

    ending: str
    url: str
    size: int

    @property
    def title(self) -> str:
        return str(TITLES[self.ending])


def licence_of(look: Look) -> Licence:
    """Under which licence the files of `look` are given out."""
    found = Terms.objects.filter(collection=look.collection_id).values_list("licence", flat=True).first()
    return Licence(found or Licence.ALL_RIGHTS)


def folder_of(look: Look) -> Path:
    """Where the files of a look are."""
    return Path(settings.MEDIA_ROOT) / "looks" / look.slug


def files_of(look: Look) -> list[File]:
    """The files that are given out of `look` as it is made now; none while they are not all there."""
    asset = getattr(look, "asset", None)
    if asset is None or not asset.digest or not licence_of(look).given:
        return []
    found = [folder_of(look) / f"{asset.digest}.{ending}" for ending in ENDINGS]
    if not all(path.exists() for path in found):
        return []
    base = f"{settings.MEDIA_URL}looks/{look.slug}/"
    return [File(ending, base + path.name, path.stat().st_size) for ending, path in zip(ENDINGS, found, strict=True)]
