"""Stories that a browser liked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frontrow.web.stories.models.story import Story


class Applause(models.Model):
    """One browser likes one story; nobody but that browser is shown it."""

    holder = models.CharField(max_length=32, db_index=True, editable=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="applause", verbose_name=_("story"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "story"], name="a_story_is_liked_once")]
        verbose_name = _("applause")
        verbose_name_plural = _("applause")
