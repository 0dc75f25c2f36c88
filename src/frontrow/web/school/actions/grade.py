"""A teacher writes a rubric and judges looks by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.member import must_teach
from frontrow.web.school.models import Course, Criterion, Mark, Remark, Work
from frontrow.web.school.models.rubric import MOST_POINTS

MOST = 8  # criteria


@dataclass(frozen=True)
class Row:
    """A line of the rubric as it was written. criterion: the number of the one it was, None for a new one. text: what
    full points are for."""

    title: str
    text: str
    points: int
    criterion: int | None = None


@transaction.atomic
def write_rubric(actor: Actor, course: Course, rows: Sequence[Row]) -> None:
    """The rubric, in this order. A criterion keeps its marks, at most the points that there are now; one whose title
    is empty goes with its marks, one that no row names stays at the end. Raises NotAllowed, UserError.
    """
    must_teach(actor, course)
    known = {criterion.pk: criterion for criterion in course.criteria.all()}
    written = [(known.pop(row.criterion or 0, None), row) for row in rows]
    kept = [(criterion or Criterion(course=course), row) for criterion, row in written if row.title]
    if not 1 <= len(kept) + len(known) <= MOST:
        raise UserError(_("A rubric has one to eight criteria."))
    if any(not 1 <= row.points <= MOST_POINTS for _criterion, row in kept):
        raise UserError(_("Each criterion has a name and 1 to 20 points."))
    for criterion, row in written:
        if criterion and not row.title:
            criterion.delete()
    for order, (criterion, row) in enumerate(kept):
        criterion.order, criterion.title, criterion.text = order, row.title[:80], row.text[:300]
        criterion.points = row.points
        criterion.save()
        criterion.marks.filter(points__gt=row.points).update(points=row.points)
    for order, criterion in enumerate(known.values(), len(kept)):
        criterion.order = order
        criterion.save()
    record(actor, "write_rubric", f"course:{course.pk}", criteria=len(kept) + len(known))


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
