"""A teacher gives a student another nickname, or takes her out of the class with all she made."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.actions.join import named
from frontrow.web.school.member import must_teach
from frontrow.web.school.models import Student


@transaction.atomic
def rename_student(actor: Actor, student: Student, nickname: str) -> Student:
    """Raises NotAllowed, UserError."""
    must_teach(actor, student.course)
    student.nickname = named(student.course, nickname, besides=student)
    student.folded = student.nickname.casefold()
    student.save(update_fields=["nickname", "folded"])
    record(actor, "rename_student", f"student:{student.pk}")
    return student


@transaction.atomic
def remove_student(actor: Actor, student: Student) -> None:
    """Her looks and her remarks go with her. Raises NotAllowed."""
    must_teach(actor, student.course)
    record(actor, "remove_student", f"student:{student.pk}")
    student.delete()
