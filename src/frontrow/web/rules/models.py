"""The organiser's rules about what is recommended, and who changed them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import House, Look

PLACES = {
    "": _("everywhere"),
    "front/for-you": _("front page, For you"),
    "look/close": _("look page, Close to it"),
    "look/complete": _("look page, Complete the look"),
    "show/next": _("show page, What to watch next"),
}


class Rule(models.Model):
    """Pin a look, hide it, keep it to regions, or hold it back until a moment. See `recommend.rank.rules`."""

    class Act(models.TextChoices):
        PIN = "pin", _("pin")
        HIDE = "hide", _("hide")
        REGION = "region", _("only in regions")
        EMBARGO = "embargo", _("hold back until it ends")

    act = models.CharField(_("rule"), max_length=8, choices=Act.choices)
    look = models.ForeignKey(Look, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("look"))
    house = models.ForeignKey(
        House,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("house"),
        help_text=_("Instead of a look: all looks of the house."),
    )
    place = models.CharField(_("where"), max_length=20, blank=True, choices=list(PLACES.items()))
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("For a pin: 1 is first."),
    )
    regions = models.CharField(
        _("regions"), max_length=200, blank=True, help_text=_("Country codes with spaces between, such as NO SE DK.")
    )
    starts = models.DateTimeField(_("from"), null=True, blank=True)
    ends = models.DateTimeField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Why; only organisers read it."))

    class Meta:
        ordering = ["id"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.look or self.house or '–'}"

    def clean(self) -> None:
        """A rule says about what it is, and has what it needs."""
        wrong: dict[str, Any] = {}
        if bool(self.look_id) == bool(self.house_id):
            wrong["look"] = _("Choose a look or a house, one of the two.")
        if self.act == self.Act.PIN and self.house_id:
            wrong["house"] = _("A pin needs a look.")
        if self.act == self.Act.REGION and not self.regions.strip():
            wrong["regions"] = _("Say in which regions.")
        if self.act == self.Act.EMBARGO and not self.ends:
            wrong["ends"] = _("Say until when it is held back.")
        if self.starts and self.ends and self.ends <= self.starts:
            wrong["ends"] = _("It must end after it starts.")
        if wrong:
            raise ValidationError(wrong)


class RuleChange(models.Model):
    """One change of a rule, kept for good: who, when, what it said before and after."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    rule = models.CharField(_("rule"), max_length=200)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of a rule")
        verbose_name_plural = _("changes of rules")

    def __str__(self) -> str:
        return self.rule
