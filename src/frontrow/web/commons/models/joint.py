"""A show of several houses: who hosts it, who takes part, and to which line-up each has agreed."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import House
from frontrow.web.shows.models import Show


class Joint(models.Model):
    """A show that is published only while every house in it agrees to it as it stands."""

    show = models.OneToOneField(Show, models.CASCADE, related_name="joint", verbose_name=_("show"))
    host = models.ForeignKey(House, models.CASCADE, related_name="hosts", verbose_name=_("host"))
    at = models.DateTimeField(_("begun"), auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("joint show")
        verbose_name_plural = _("joint shows")

    def __str__(self) -> str:
        return str(self.show)

    def get_absolute_url(self) -> str:
        return reverse("joint", args=[self.show.slug])

    @property
    def slug(self) -> str:
        return self.show.slug

    def digest(self) -> str:
        """A name for the show as it stands: all that a house agrees to."""
        show = self.show
        said = {
            "looks": list(show.places.order_by("order", "id").values_list("look__slug", flat=True)),
            "title": dict(show.title),
            "text": dict(show.text),
            "start": show.start.timestamp() if show.start else None,
            "daily": show.daily.isoformat() if show.daily else None,
            "music": [show.bpm, show.bars, show.score],
            "venue": show.venue,
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]

    def missing(self) -> list[House]:
        """The houses that walk or take part in it and have not agreed to it as it stands."""
        now = self.digest()
        parts = {part.house_id: part for part in self.parts.select_related("house")}
        walking = House.objects.filter(collections__looks__places__show=self.show).distinct()
        taking = [part.house for part in parts.values() if part.answer == Answer.IN]
        return [
            house
            for house in dict.fromkeys([*taking, *walking])
            if house.pk not in parts or parts[house.pk].answer != Answer.IN or parts[house.pk].agreed != now
        ]


class Answer(models.TextChoices):
    ASKED = "asked", _("asked")
    IN = "in", _("takes part")
    OUT = "out", _("does not take part")


class Part(models.Model):
    """A house's part in a joint show. `agreed` is the digest of the line-up its people agreed to, "" for none."""

    joint = models.ForeignKey(Joint, models.CASCADE, related_name="parts", verbose_name=_("joint show"))
    house = models.ForeignKey(House, models.CASCADE, related_name="parts", verbose_name=_("house"))
    answer = models.CharField(_("answer"), max_length=5, choices=Answer.choices, default=Answer.ASKED)
    agreed = models.CharField(max_length=24, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["joint", "house"], name="a_part_once")]
        verbose_name = _("part in a joint show")
        verbose_name_plural = _("parts in joint shows")

    def __str__(self) -> str:
        return f"{self.house}: {self.get_answer_display()}"

    def agrees(self, digest: str) -> bool:
        return self.answer == Answer.IN and self.agreed == digest

    def looks(self) -> Any:
        """Its looks in the show, in walking order."""
        places = self.joint.show.places.filter(look__collection__house=self.house).order_by("order", "id")
        return [place.look for place in places.select_related("look")]
