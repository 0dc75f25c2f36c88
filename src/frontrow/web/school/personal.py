"""What classes keep of somebody: as a student, under the browser's id; as a teacher, under the account."""

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from frontrow.web.audit.actor import HOUSE
from frontrow.web.audit.record import record
from frontrow.web.personal import Loss, Whose
from frontrow.web.school.archive import facts
from frontrow.web.school.member import going
from frontrow.web.school.models import Course, Student


class Classes:
    """A teacher's class is hers: erasing what is hers erases it for all that are in it."""

    def export(self, whose: Whose) -> Any:
        found: dict[str, Any] = {}
        students = Student.objects.filter(holder=whose.holder) if whose.holder else Student.objects.none()
        if students:
            found["as_student"] = [
                {
                    "class": student.course.title,
                    "nickname": student.nickname,
                    "word": student.word,
                    "joined": student.at.isoformat(),
                    "looks": [facts(work) for work in student.works.all()],
                    "remarks": [{"look": pin.work.title, "text": pin.text} for pin in student.pins.all()],
                }
                for student in students.select_related("course")
            ]
        if whose.user is not None and (courses := Course.objects.filter(teacher=whose.user)):
            found["as_teacher"] = [
                {"class": each.title, "brief": each.brief, "code": each.code, "ends": each.ends.isoformat()}
                for each in courses
            ]
        return found

    def erase(self, whose: Whose) -> int:
        removed = 0
        with transaction.atomic():
            if whose.holder:
                removed += Student.objects.filter(holder=whose.holder).delete()[0]
            if whose.user is not None:
                removed += Course.objects.filter(teacher=whose.user).delete()[0]
            if removed:
                record(HOUSE, "erase_classes", "visitor", removed=removed)
        return removed


def losses(whose: Whose) -> list[Loss]:
    """The classes that go with a teacher, for everybody in them."""
    if whose.user is None:
        return []
    found = going().filter(teacher=whose.user).annotate(students_count=Count("students"))
    return [
        Loss(
            ngettext(
                "Your class %(title)s, with %(n)s student and everything in it",
                "Your class %(title)s, with %(n)s students and everything in it",
                course.students_count,
            )
            % {"title": course.title, "n": course.students_count},
            f"{reverse('teach-class', args=[course.code])}#hand",
        )
        for course in found
    ]
