"""A teacher changes what a class is called, asks and lets be seen, and when it is erased."""

from typing import Any

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.actions.open_class import check_end
from frontrow.web.school.member import must_teach
from frontrow.web.school.models import Course

FIELDS = ("title", "brief", "patterns", "ends", "joining", "shown", "told")


@transaction.atomic
def change_class(actor: Actor, course: Course, **changes: Any) -> Course:
    """changes: of `FIELDS`. Raises NotAllowed, UserError."""
    must_teach(actor, course)
    changed = [name for name in FIELDS if name in changes and getattr(course, name) != changes[name]]
    if "ends" in changed:
        check_end(changes["ends"])
    for name in changed:
        setattr(course, name, changes[name])
    if changed:
        course.save(update_fields=changed)
        record(actor, "change_class", f"course:{course.pk}", fields=", ".join(changed))
    return course
