"""A show: looks in order, on a clock."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.errors import UserError
from frontrow.show.lineup import LineUpError, venue
from frontrow.show.score import score
from frontrow.web.season.models import Look, Season
from frontrow.web.translated import TranslatedField


class Show(models.Model):
    """A line-up with a time. Without a time it loops, so that nobody meets an empty room."""

    slug = models.SlugField(_("slug"), unique=True)
    season = models.ForeignKey(Season, models.CASCADE, related_name="shows", verbose_name=_("season"))
    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"), long=True)
    start = models.DateTimeField(_("starts"), null=True, blank=True, help_text=_("Once, at this moment."))
    daily = models.TimeField(_("every day at"), null=True, blank=True, help_text=_("Universal time (UTC)."))
    bpm = models.PositiveSmallIntegerField(_("beats a minute"), default=112)
    bars = models.PositiveSmallIntegerField(_("bars between looks"), default=7)
    venue = models.JSONField(_("venue"), default=dict, blank=True, help_text=_("Runway sizes in metres."))
    score = models.JSONField(
        _("score"), default=dict, blank=True, help_text=_("Key, chords, bass and motif; empty for a piece of its own.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    published = models.BooleanField(_("published"), default=True)
    looks = models.ManyToManyField(Look, through="Place", related_name="shows")

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("show")
        verbose_name_plural = _("shows")

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def clean(self) -> None:
        """The venue must be sizes that a runway can have, the score one that can be played."""
        try:
            venue(self.venue, self.slug or "show")
        except LineUpError as error:
            raise ValidationError({"venue": str(error)}) from None
        try:
            if self.score:
                score(self.score)
        except UserError as error:
            raise ValidationError({"score": str(error)}) from None

    def get_absolute_url(self) -> str:
        return reverse("show", args=[self.slug])


class Place(models.Model):
    """A look's place in a line-up."""

    show = models.ForeignKey(Show, models.CASCADE, related_name="places", verbose_name=_("show"))
    look = models.ForeignKey(Look, models.CASCADE, related_name="places", verbose_name=_("look"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["show", "look"], name="a_look_walks_once")]
        verbose_name = _("place in the line-up")
        verbose_name_plural = _("line-up")

    def __str__(self) -> str:
        return f"{self.order}. {self.look}"
