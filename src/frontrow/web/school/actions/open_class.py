"""A teacher opens a class: a code, a rubric to begin with, and the date on which all of it is erased."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Role
from frontrow.web.school.models import Course, Criterion
from frontrow.web.school.words import RUBRIC

LONGEST = 400  # days that a class may be kept
MOST = 30  # classes of one teacher at once


@transaction.atomic
def open_class(actor: Actor, title: str, brief: str, patterns: list[str], ends: date) -> Course:
    """patterns: slugs that students may begin from; none for all. Raises NotAllowed, UserError."""
    actor.must(Role.TEACHER)
    check_end(ends)
    if Course.objects.filter(teacher=actor.user).count() >= MOST:
        raise UserError(_("You have thirty classes; erase one that is over first."))
    course = Course.objects.create(teacher=actor.user, title=title, brief=brief, patterns=patterns, ends=ends)
    Criterion.objects.bulk_create(
        Criterion(course=course, order=n, title=str(name), text=str(text)) for n, (name, text) in enumerate(RUBRIC)
    )
    record(actor, "open_class", f"course:{course.pk}", ends=ends.isoformat())
    return course


def check_end(ends: date) -> None:
    """Raises UserError unless a class may be erased on that day."""
    today = timezone.localdate()
    if not today < ends <= today + timedelta(days=LONGEST):
        raise UserError(_("A class is erased on a day after today, within 400 days."))
