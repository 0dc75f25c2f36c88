"""Critique that is pinned on a point of a garment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.school.models.course import Student
from frontrow.web.school.models.work import Work


class Side(models.TextChoices):
    FRONT = "front", _("front")
    BACK = "back", _("back")
    LEFT = "left", _("her left side")
    RIGHT = "right", _("her right side")


class Height(models.TextChoices):
    NECK = "neck", _("neck and shoulders")
    BUST = "bust", _("bust")
    WAIST = "waist", _("waist")
    HIPS = "hips", _("hips")
    THIGH = "thigh", _("thighs")
    HEM = "hem", _("knees and below")


class Kind(models.TextChoices):
    STRENGTH = "strength", _("this works")
    QUESTION = "question", _("a question")
    CHANGE = "change", _("try this")


class Pin(models.Model):
    """One remark. x, y, z: where the cloth is in the look's first pose, metres (she faces +z, her left is +x), or
    None when only `side` and `height` were said; on any later drape it is the point of the cloth nearest to there.
    by: None for the teacher.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="pins", verbose_name=_("look"))
    by = models.ForeignKey(
        Student, models.CASCADE, null=True, blank=True, related_name="pins", verbose_name=_("student")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.CHANGE)
    text = models.TextField(_("remark"), max_length=600)
    side = models.CharField(_("where"), max_length=5, choices=Side.choices, default=Side.FRONT)
    height = models.CharField(_("height"), max_length=5, choices=Height.choices, default=Height.WAIST)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    z = models.FloatField(null=True, blank=True)
    done = models.BooleanField(_("seen to"), default=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return self.text[:60]
