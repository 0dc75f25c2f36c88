"""Lessons that come with the house: pages that anybody may read and try."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Lesson:
    """title, line: lazy translations."""

    slug: str
    title: Any
    line: Any

    @property
    def href(self) -> str:
        return reverse("lesson", args=[self.slug])


LESSONS: tuple[Lesson, ...] = ()
