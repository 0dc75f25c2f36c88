"""Lessons that come with the house: pages that anybody may read and try."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Lesson:
    """title, line: lazy translations."""

    slug: str
    title: Any
    line: Any

    @property
    def href(self) -> str:
        return reverse("lesson", args=[self.slug])


LESSONS = (
    Lesson("ease", _("Pattern and ease"), _("How much wider than the body a garment is, and what that does.")),
    Lesson("drape", _("Fabric and drape"), _("Why one cloth stands away and another falls: stiffness against weight.")),
    Lesson("learning", _("How a recommender learns"), _("Made-up visitors, a made-up season, and what can be known.")),
)
