"""Tests of the recommender, and the figures that were released to the houses."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.insight.words import STAGE


class Trial(models.Model):
    """An A/B test: half of the visitors get recommendations made another way."""

    slug = models.SlugField(_("slug"), unique=True)
    question = models.CharField(_("question"), max_length=160, help_text=_("What you want to know, in one sentence."))
    measure = models.CharField(
        _("what counts"),
        max_length=8,
        default="kept",
        choices=[(stage, word) for stage, word in STAGE.items() if stage not in ("shown", "opened")],
        help_text=_("The share of visitors who come at least this far with any look."),
    )
    variety = models.FloatField(
        _("variety"),
        default=0.6,
        validators=[MinValueValidator(0), MaxValueValidator(5)],
        help_text=_("Of the other half, usually 0.2. More: neighbours are less alike."),
    )
    explore = models.FloatField(
        _("trying out"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Of the other half, usually 0.5: the share of lists that try something."),
    )
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-starts"]
        verbose_name = _("test")
        verbose_name_plural = _("tests")

    def __str__(self) -> str:
        return self.question

    def clean(self) -> None:
        if self.ends and self.starts and self.ends <= self.starts:
            raise ValidationError({"ends": _("It ends before it begins.")})
        others = Trial.objects.exclude(pk=self.pk)
        if self.starts and any(_overlap(self, other) for other in others):
            raise ValidationError(_("Another test runs at the same time; one at a time tells which change did what."))


class Released(models.Model):
    """Figures that organiser and houses were told once: with noise, and never made again for the same moment.

    position: in the log, of the last entry that was there. houses: by slug, their funnel, looks and the season's
    segments. season: as `recommend.insight.release.Season`."""

    at = models.DateTimeField(_("released"), auto_now_add=True)
    rho = models.FloatField(_("cost"))
    position = models.BigIntegerField(default=0, editable=False)
    houses = models.JSONField(_("figures of the houses"))
    season = models.JSONField(_("figures of the season"), default=dict)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Timetable(models.Model):
    """When figures are released by themselves; one row. hour: of the day, UTC."""

    on = models.BooleanField(_("every day"), default=True)
    hour = models.PositiveSmallIntegerField(_("hour"), default=5, validators=[MaxValueValidator(23)])

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")

    @classmethod
    def now(cls) -> "Timetable":
        """The row, or what holds until there is one."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


def _overlap(one: Trial, other: Trial) -> bool:
    begins_before = other.ends is None or one.starts < other.ends
    return begins_before and (one.ends is None or other.starts < one.ends)
