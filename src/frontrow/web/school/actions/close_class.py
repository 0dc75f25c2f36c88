"""Everything of a class is erased: by its teacher, or by the house on its date."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.member import must_teach
from frontrow.web.school.models import Course, Student, Work


@transaction.atomic
def close_class(actor: Actor, course: Course) -> int:
    """How many entries that was, counting students and looks. Raises NotAllowed."""
    must_teach(actor, course)
    entries = 1 + Student.objects.filter(course=course).count() + Work.objects.filter(student__course=course).count()
    record(actor, "close_class", f"course:{course.pk}")
    course.delete()
    return entries
