"""Somebody who writes."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.models import House
from frontrow.web.translated import TranslatedField


class Author(models.Model):
    """The name under which somebody writes; `house` for those who write as a house's own."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    line = TranslatedField(_("line"), help_text=_("One sentence about yourself."))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
    )
    house = models.ForeignKey(
        House, models.SET_NULL, null=True, blank=True, related_name="authors", verbose_name=_("house")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])
