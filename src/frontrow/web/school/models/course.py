"""A class and those who are in it. In the code it is a course, as `class` is a word of Python's."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when it is read from a blackboard


def code() -> str:
    """What opens a class; 31 ** 7, or 34 bits, and an address may be wrong ten times in five minutes."""
    return "".join(secrets.choice(LETTERS) for _ in range(7))


def key() -> str:
    """96 bits, hexadecimal, that nobody guesses."""
    return secrets.token_hex(12)


class Course(models.Model):
    """A class: a code opens it, and on a date everything of it is erased."""

    code = models.CharField(_("code"), max_length=12, unique=True, default=code, editable=False)
    key = models.CharField(max_length=24, unique=True, default=key, editable=False)  # names its show's wire
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="courses", verbose_name=_("teacher")
    )
    title = models.CharField(_("name of the class"), max_length=80)
    brief = models.TextField(_("brief"), max_length=4000, blank=True)
    patterns = models.JSONField(_("patterns"), default=list, blank=True)
    ends = models.DateField(_("erased on"), db_index=True)
    joining = models.BooleanField(_("new students may join"), default=True)
    shown = models.BooleanField(_("the show is open"), default=True)
    told = models.BooleanField(_("students see their marks"), default=False)
    at = models.DateTimeField(_("opened"), auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("class")
        verbose_name_plural = _("classes")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("class", args=[self.code])


class Student(models.Model):
    """Somebody in a class: a nickname, and the browser's id of what is kept. No name, no address."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="students", verbose_name=_("class"))
    nickname = models.CharField(_("nickname"), max_length=30)
    folded = models.CharField(max_length=60, editable=False)  # as it is compared
    holder = models.CharField(max_length=32, db_index=True, editable=False)
    word = models.CharField(max_length=12, default=code, editable=False)  # lets her in again from another browser
    at = models.DateTimeField(_("joined"), auto_now_add=True)

    class Meta:
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(fields=["course", "folded"], name="a_nickname_once"),
            models.UniqueConstraint(fields=["course", "holder"], name="a_browser_once"),
        ]
        verbose_name = _("student")
        verbose_name_plural = _("students")

    def __str__(self) -> str:
        return self.nickname
