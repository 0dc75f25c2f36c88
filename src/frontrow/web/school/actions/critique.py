"""A remark is pinned on a look, seen to, and taken away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.school.member import must_belong, must_own
from frontrow.web.school.models import Pin, Work

MOST = 60  # remarks on one look
MINE = 12  # of one student on one look


@transaction.atomic
def pin(actor: Actor, work: Work, **said: Any) -> Pin:
    """said: kind, text, side, height, and x, y, z (metres) or none of them. Raises NotAllowed, UserError."""
    student = must_belong(actor, work.student.course)
    if student and student.pk != work.student_id and not work.place:
        raise NotAllowed(_("You may not do this."))
    mine = work.pins.filter(by=student) if student else work.pins.none()
    if work.pins.count() >= MOST or mine.count() >= MINE:
        raise UserError(_("This look has enough remarks."))
    made = Pin.objects.create(work=work, by=student, **said)
    record(actor, "pin_remark", f"work:{work.pk}")
    return made


@transaction.atomic
def settle(actor: Actor, remark: Pin, done: bool) -> None:
    """Whoever made the look says that a remark is seen to. Raises NotAllowed."""
    must_own(actor, remark.work)
    remark.done = done
    remark.save(update_fields=["done"])
    record(actor, "settle_remark", f"work:{remark.work_id}", done=done)


@transaction.atomic
def unpin(actor: Actor, remark: Pin) -> None:
    """Whoever wrote it takes it away, or the teacher. Raises NotAllowed."""
    student = must_belong(actor, remark.work.student.course)
    if student is not None and remark.by_id != student.pk:
        raise NotAllowed(_("You may not do this."))
    record(actor, "unpin_remark", f"work:{remark.work_id}")
    remark.delete()
