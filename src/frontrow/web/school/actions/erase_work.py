"""A look goes, with its files, its remarks and its marks."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.member import must_belong, must_own
from frontrow.web.school.models import Work


@transaction.atomic
def erase_work(actor: Actor, work: Work) -> None:
    """By whoever made it, or by the teacher. Raises NotAllowed."""
    if must_belong(actor, work.student.course) is not None:
        must_own(actor, work)
    record(actor, "erase_work", f"work:{work.pk}")
    work.delete()
