"""Who is in a class, as this browser or this account: everybody else finds nothing there."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds
from frontrow.web.school.models import Course, Student, Work
from frontrow.web.shop.holder import holder_of


@dataclass(frozen=True)
class Member:
    """student: None for whoever teaches."""

    course: Course
    student: Student | None

    @property
    def teaches(self) -> bool:
        return self.student is None


def going() -> Any:
    """The classes that have not ended, as a query: what ended is gone before the worker clears it away."""
    return Course.objects.filter(ends__gt=timezone.localdate())


def teaches(user: Any, course: Course) -> bool:
    """Whether the class is this account's, which is still a teacher's, or an organiser's."""
    return holds(user, Role.ORGANISER) or (holds(user, Role.TEACHER) and course.teacher_id == user.pk)


def member_of(request: HttpRequest, code: str) -> Member:
    """Raises Http404 for a class that is not there, and in the same words for one that is not hers."""
    course = going().filter(code=code).first()
    if course is None:
        raise Http404
    if teaches(request.user, course):
        return Member(course, None)
    holder = holder_of(request)
    student = course.students.filter(holder=holder).first() if holder else None
    if student is None:
        raise Http404
    return Member(course, student)


def courses_of(request: HttpRequest) -> list[Course]:
    """The classes that this browser is in."""
    holder = holder_of(request)
    return list(going().filter(students__holder=holder)) if holder else []


def work_of(member: Member, key: str) -> Work:
    """A look of the class: one's own, or one that walks in its show; the teacher sees all. Raises Http404."""
    found = Work.objects.filter(student__course=member.course, key=key).select_related("student__course").first()
    if found is None or not (member.teaches or found.student_id == member.student.pk or found.place):  # type: ignore[union-attr]
        raise Http404
    return found


def must_teach(actor: Actor, course: Course) -> None:
    """Raises NotAllowed unless the actor teaches this class."""
    actor.must(Role.TEACHER)
    if actor.user is not None and not teaches(actor.user, course):
        raise NotAllowed(_("You may not do this."))


def must_own(actor: Actor, work: Work) -> None:
    """Raises NotAllowed unless the look is this browser's."""
    if not actor.holder or work.student.holder != actor.holder:
        raise NotAllowed(_("You may not do this."))


def must_belong(actor: Actor, course: Course) -> Student | None:
    """The student that this browser is, None for the teacher. Raises NotAllowed for anybody else."""
    if actor.holder and (student := course.students.filter(holder=actor.holder).first()):
        return student
    must_teach(actor, course)
    return None
