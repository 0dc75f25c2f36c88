"""Sponsors, their campaigns and pictures, and counts of what was seen. Nothing here is about a person.

Amounts: budgets and bids in the currency's smallest unit; what was spent in thousandths of it, since a bid is for a
thousand showings.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontrow.web.sponsors.places import PLACES, SHAPES
from frontrow.web.translated import TranslatedField

THOUSAND = 1000
MOST = 100_000_000  # a million euro: more is a slip of the hand


class Sponsor(models.Model):
    """Who pays to be seen."""

    slug = models.SlugField(_("slug"), unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=80)
    line = TranslatedField(verbose_name=_("one sentence"))
    text = TranslatedField(verbose_name=_("who they are"), long=True)
    link = models.CharField(
        _("their site"),
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("https only; empty: their page here."),
    )
    invented = models.BooleanField(_("invented"), default=False, help_text=_("Said beside every picture of theirs."))

    class Meta:
        ordering = ["name"]
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sponsor", args=[self.slug])


class Pays(models.TextChoices):
    """What a campaign pays its bid for."""

    SEEN = "seen", _("for a thousand showings that were seen")
    CLICK = "click", _("for a click")


class Campaign(models.Model):
    """What a sponsor wants shown, when, to whom, and for how much at most. Empty lists mean everywhere, every language.

    segments: keys of the recommender's segments; then only visitors who agreed to it and are in one of them see it.
    """

    sponsor = models.ForeignKey(Sponsor, models.CASCADE, related_name="campaigns", verbose_name=_("sponsor"))
    slug = models.SlugField(_("slug"), unique=True, max_length=60)
    title = models.CharField(_("title"), max_length=80)
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    budget = models.PositiveIntegerField(_("budget"), validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    pays = models.CharField(_("pays"), max_length=6, choices=Pays.choices, default=Pays.SEEN)
    bid = models.PositiveIntegerField(_("at most"), validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    places = models.JSONField(_("places"), default=list, blank=True)
    houses = models.JSONField(_("houses"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    segments = models.JSONField(_("segments"), default=list, blank=True)
    cap = models.PositiveSmallIntegerField(
        _("showings a day"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("That one browser sees at most, 1 to 3."),
    )
    paused = models.BooleanField(_("paused"), default=False)
    spent = models.PositiveBigIntegerField(_("spent"), default=0, editable=False)

    class Meta:
        ordering = ["-starts", "slug"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self) -> str:
        return f"{self.sponsor}: {self.title}"

    def clean(self) -> None:
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("It must end after it starts.")})
        if self.budget and self.bid and self.pays == Pays.CLICK and self.bid > self.budget:
            raise ValidationError({"bid": _("One click would cost more than the budget.")})
        if unknown := set(self.places) - set(PLACES):
            raise ValidationError({"places": _("There is no place “%(name)s”.") % {"name": sorted(unknown)[0]}})

    @property
    def amount(self) -> int:
        """The bid for one showing or one click, in thousandths of the smallest unit."""
        return self.bid * THOUSAND if self.pays == Pays.CLICK else self.bid

    def charge(self, price: int) -> bool:
        """Take `price` thousandths from the budget; False, and nothing taken, when so much is not left."""
        rows = Campaign.objects.filter(pk=self.pk, spent__lte=F("budget") * THOUSAND - price)
        return bool(rows.update(spent=F("spent") + price))

    @classmethod
    def running(cls) -> "models.QuerySet[Campaign]":
        now = timezone.now()
        return cls.objects.filter(paused=False, starts__lte=now, ends__gt=now, spent__lt=F("budget") * THOUSAND)


class Review(models.TextChoices):
    WAITING = "waiting", _("waits for a moderator")
    APPROVED = "approved", _("let through")
    REFUSED = "refused", _("refused")


class Creative(models.Model):
    """One picture of a campaign, made again from what was brought: nothing hidden in the file survives."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="creatives", verbose_name=_("campaign"))
    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    shape = models.CharField(_("shape"), max_length=8, choices=[(name, shape.title) for name, shape in SHAPES.items()])
    words = TranslatedField(verbose_name=_("words"), help_text=_("Said under the picture, and read aloud for it."))
    file = models.CharField(max_length=200, editable=False)
    review = models.CharField(_("review"), max_length=8, choices=Review.choices, default=Review.WAITING, editable=False)

    class Meta:
        ordering = ["campaign", "shape", "slug"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return f"{self.campaign.sponsor}: {self.words}"

    @property
    def url(self) -> str:
        return f"{settings.MEDIA_URL}{self.file}"

    @property
    def size(self) -> Any:
        return SHAPES[self.shape]


class PlaceSetting(models.Model):
    """What the organiser decided about a place: whether anything is shown there, and from which price on."""

    place = models.CharField(
        max_length=40, unique=True, choices=[(name, place.title) for name, place in PLACES.items()]
    )
    on = models.BooleanField(_("on"), default=True)
    floor = models.PositiveIntegerField(_("floor"), validators=[MaxValueValidator(MOST)])


class Tally(models.Model):
    """How often a picture was seen and clicked in a place, in one hour: sums, and nothing else."""

    hour = models.DateTimeField(_("hour"))
    creative = models.ForeignKey(Creative, models.CASCADE, related_name="tallies")
    place = models.CharField(max_length=40)
    seen = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["hour"]
        constraints = [models.UniqueConstraint(fields=["hour", "creative", "place"], name="an_hour_once")]


class Counted(models.Model):
    """Showings that were counted, by the random word each has: so that none counts twice. A day later they go."""

    word = models.CharField(max_length=40, unique=True)
    seconds = models.PositiveSmallIntegerField(default=0)
    clicked = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True, db_index=True)


class Learnt(models.Model):
    """One weight of the click model, by the fact it is about."""

    fact = models.CharField(max_length=160, unique=True)
    mean = models.FloatField()
    variance = models.FloatField()


class DayFigures(models.Model):
    """What was told of one day, with its noise, once. campaigns: by number, [value, error, clear] for each count."""

    day = models.DateField(_("day"), unique=True)
    at = models.DateTimeField(_("released"), auto_now_add=True)
    rho = models.FloatField(_("cost"))
    campaigns = models.JSONField(_("figures"))

    class Meta:
        ordering = ["-day"]
        verbose_name = _("figures of a day")
        verbose_name_plural = _("figures of days")

    def of(self, campaign: int) -> Mapping[str, list[Any]]:
        return dict(self.campaigns.get(str(campaign), {}))
