"""What a look is judged by, and how it was judged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.school.models.course import Course
from frontrow.web.school.models.work import Work

MOST_POINTS = 20


class Criterion(models.Model):
    """One line of a class's rubric."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="criteria", verbose_name=_("class"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("criterion"), max_length=80)
    text = models.CharField(_("what full points are for"), max_length=300, blank=True)
    points = models.PositiveSmallIntegerField(_("points"), default=5)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("criterion")
        verbose_name_plural = _("rubric")

    def __str__(self) -> str:
        return self.title


class Mark(models.Model):
    """The points of one look by one criterion."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="marks", verbose_name=_("look"))
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="marks", verbose_name=_("criterion"))
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "criterion"], name="a_mark_once")]
        verbose_name = _("mark")
        verbose_name_plural = _("marks")

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class Remark(models.Model):
    """What the teacher wrote beside the marks of a look."""

    work = models.OneToOneField(Work, models.CASCADE, related_name="remark", verbose_name=_("look"))
    text = models.TextField(_("to the student"), max_length=2000)

    class Meta:
        verbose_name = _("teacher's words")
        verbose_name_plural = _("teacher's words")

    def __str__(self) -> str:
        return self.text[:60]
