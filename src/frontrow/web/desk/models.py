"""What the desk keeps: talks with visitors for thirty days, the replies it has ready, and when people are at it."""

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web.translated import TranslatedField

LONGEST = 1_000  # characters of a question


def new_key() -> str:
    return secrets.token_urlsafe(24)


class Talk(models.Model):
    """One visitor's questions and what was answered. `key` is in the secret link of our letter."""

    class State(models.TextChoices):
        DESK = "desk", _("answered by the desk")
        WAITING = "waiting", _("waits for a person")
        ANSWERED = "answered", _("answered by a person")
        CLOSED = "closed", _("closed")

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    holder = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DESK, db_index=True)
    about = models.CharField(max_length=80, blank=True, editable=False)  # the look that was spoken of last
    email = models.EmailField(_("e-mail"), blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked after by"),
    )
    rating = models.PositiveSmallIntegerField(
        _("satisfaction"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    began_at = models.DateTimeField(_("began"), auto_now_add=True)
    last_at = models.DateTimeField(_("last heard"), auto_now_add=True, db_index=True)
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)  # when those of the desk had the letter

    class Meta:
        ordering = ["-last_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__range=(1, 5)), name="a_rating_is_1_to_5"
            )
        ]
        verbose_name = _("talk at the desk")
        verbose_name_plural = _("talks at the desk")

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("desk-talk", args=[self.key])

    @property
    def with_people(self) -> bool:
        """Whether a person has been asked, so that the desk itself keeps silent."""
        return self.state in (self.State.WAITING, self.State.ANSWERED)


class Message(models.Model):
    """One thing said. data: what an answer shows beside its text (`answers.said.Said.plain`)."""

    class Who(models.TextChoices):
        VISITOR = "visitor", _("visitor")
        DESK = "desk", _("the desk")
        PERSON = "person", _("a person")

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="messages", verbose_name=_("talk"))
    who = models.CharField(_("who"), max_length=7, choices=Who.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    text = models.TextField(_("text"))
    topic = models.CharField(max_length=40, blank=True, db_index=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return self.get_who_display()


class Reply(models.Model):
    """A reply that is ready to be sent, or to be begun with."""

    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"), long=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("ready reply")
        verbose_name_plural = _("ready replies")

    def __str__(self) -> str:
        return str(self.title)


class Opening(models.Model):
    """Hours of one weekday at which people are at the desk; without any, nobody says when an answer comes."""

    class Day(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    day = models.PositiveSmallIntegerField(_("day"), choices=Day.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=40, default="UTC", help_text=_("Such as Europe/Oslo."))

    class Meta:
        ordering = ["day", "opens"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens:%H:%M}–{self.closes:%H:%M} {self.zone}"

    def clean(self) -> None:
        from frontrow.web.desk.hours import zone_of

        wrong: dict[str, Any] = {}
        if self.opens and self.closes and self.opens >= self.closes:
            wrong["closes"] = _("It closes after it opens; write a night as two days.")
        if zone_of(self.zone) is None:
            wrong["zone"] = _("Write a time zone as Europe/Oslo or UTC.")
        if wrong:
            raise ValidationError(wrong)
