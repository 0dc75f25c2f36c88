"""A teacher writes a rubric and judges looks by it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.member import must_teach
from frontrow.web.school.models import Course, Criterion, Mark, Remark, Work
from frontrow.web.school.models.rubric import MOST_POINTS

MOST = 8  # criteria


@transaction.atomic
def write_rubric(actor: Actor, course: Course, rows: Sequence[tuple[str, str, int]]) -> None:
    """rows: title, what full points are for, points. Rows that stay in their place keep their marks, at most the
    points that there are now. Raises NotAllowed, UserError.
    """
    must_teach(actor, course)
    if not 1 <= len(rows) <= MOST:
        raise UserError(_("A rubric has one to eight criteria."))
    if any(not title or not 1 <= points <= MOST_POINTS for title, _text, points in rows):
        raise UserError(_("Each criterion has a name and 1 to 20 points."))
    known = list(course.criteria.all())
    for order, (title, text, points) in enumerate(rows):
        criterion = known[order] if order < len(known) else Criterion(course=course)
        criterion.order, criterion.title, criterion.text, criterion.points = order, title[:80], text[:300], points
        criterion.save()
        criterion.marks.filter(points__gt=points).update(points=points)
    for criterion in known[len(rows) :]:
        criterion.delete()
    record(actor, "write_rubric", f"course:{course.pk}", criteria=len(rows))


@transaction.atomic
def grade(actor: Actor, work: Work, points: Mapping[int, int | None], text: str) -> None:
    """points: by a criterion's number, None for not judged. Raises NotAllowed, UserError."""
    course = work.student.course
    must_teach(actor, course)
    for criterion in course.criteria.all():
        given = points.get(criterion.pk)
        if given is None:
            work.marks.filter(criterion=criterion).delete()
        elif not 0 <= given <= criterion.points:
            raise UserError(
                _("%(criterion)s is judged with 0 to %(points)s points.")
                % {"criterion": criterion.title, "points": criterion.points}
            )
        else:
            Mark.objects.update_or_create(work=work, criterion=criterion, defaults={"points": given})
    if text:
        Remark.objects.update_or_create(work=work, defaults={"text": text[:2000]})
    else:
        Remark.objects.filter(work=work).delete()
    record(actor, "grade", f"work:{work.pk}")
