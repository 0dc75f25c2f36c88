"""What houses offer to each other: offers, their versions, and who uses which under which credit."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web.licences import Licence
from frontrow.web.season.models import House
from frontrow.web.translated import TranslatedField


class Kind(models.TextChoices):
    FABRIC = "fabric", _("fabric")
    PATTERN = "pattern", _("pattern")
    VENUE = "venue", _("venue")
    POSE = "pose", _("pose")
    SCORE = "score", _("score")


FREE = (Licence.CC_BY, Licence.CC_BY_SA, Licence.CC0)  # what lets everybody use, change and sell a thing


class State(models.TextChoices):
    WAITING = "waiting", _("waiting for a moderator")
    OPEN = "open", _("in the commons")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Offer(models.Model):
    """A thing that a house gives to the others. `based_on` is what it was made from, when that is another's.

    known: a moderator's last word on it was yes, so that whoever has a copy finds its page after it is withdrawn.
    """

    slug = models.SlugField(_("slug"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    house = models.ForeignKey(House, models.CASCADE, related_name="offers", verbose_name=_("house"))
    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"), long=True)
    licence = models.CharField(
        _("licence"), max_length=16, choices=[(each.value, each.label) for each in FREE], default=Licence.CC_BY
    )
    credit = models.CharField(_("credit"), max_length=120)
    based_on = models.ForeignKey(
        "Use", models.PROTECT, null=True, blank=True, related_name="derived", verbose_name=_("made from")
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    known = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(_("offered"), auto_now_add=True)

    class Meta:
        ordering = ["kind", "-at"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_absolute_url(self) -> str:
        return reverse("commons-offer", args=[self.slug])

    @property
    def latest(self) -> "Version":
        """The newest version that a moderator let through, else the newest; every offer has one."""
        found = list(self.versions.all())
        return next((version for version in found if version.let_through), found[0])

    @property
    def terms(self) -> Licence:
        return Licence(self.licence)


class Version(models.Model):
    """The file of an offer as it was at one time; it never changes. `digest` names its content (SHA-256).

    let_through: by a moderator; until then its house and moderators alone see it.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="versions", verbose_name=_("offer"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    source = models.TextField(_("file"))
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    note = models.CharField(_("what is new"), max_length=200, blank=True)
    let_through = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["offer", "number"], name="a_version_once")]
        verbose_name = _("version")
        verbose_name_plural = _("versions")

    def __str__(self) -> str:
        return f"{self.offer} {self.number}"

    @property
    def picture(self) -> str:
        """Path of its picture below the media folder, made or not."""
        ending = "webp" if self.offer.kind in (Kind.FABRIC, Kind.POSE) else "svg"
        return f"commons/{self.digest[:24]}.{ending}"

    @property
    def picture_url(self) -> str | None:
        there = (Path(settings.MEDIA_ROOT) / self.picture).exists()
        return f"{settings.MEDIA_URL}{self.picture}" if there else None


class Use(models.Model):
    """A house's copy of a version, with the credit as it was when it was taken.

    thing: the slug of the copy among the season's fabrics or patterns, "" for the other kinds, whose data is in
    `data`. credit: title, credit, house, licence, url, version, and `from` for what that was made from. version is
    None for what came with another Front Row's season, or where the offer is no more.
    """

    house = models.ForeignKey(House, models.CASCADE, related_name="uses", verbose_name=_("house"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="uses", verbose_name=_("version"))
    thing = models.SlugField(_("copy"), blank=True)
    data = models.JSONField(default=dict, blank=True, editable=False)
    credit = models.JSONField(_("credit"), default=dict, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["kind", "-at"]
        verbose_name = _("use")
        verbose_name_plural = _("uses")

    def __str__(self) -> str:
        return str(self.credit.get("title") or self.thing)

    @property
    def newer(self) -> Version | None:
        """The version of an offer that is still open which came after this one."""
        if self.version is None or self.version.offer.state != State.OPEN:
            return None
        latest = self.version.offer.latest
        return latest if latest.number > self.version.number else None

    @property
    def credits(self) -> list[dict[str, Any]]:
        """Its credit, and those of what it was made from."""
        found, one = [], self.credit
        while one:
            found.append(one)
            one = one.get("from") or {}
        return found
