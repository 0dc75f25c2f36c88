"""Who walks in the class's show, and in which order."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.actions.drape_work import finish
from frontrow.web.school.member import must_own, must_teach
from frontrow.web.school.models import Course, Work

EACH = 2  # looks of one student in the show


@transaction.atomic
def enter(actor: Actor, work: Work, walks: bool) -> None:
    """A student puts her look at the end of the line-up, or takes it out. Raises NotAllowed, UserError."""
    must_own(actor, work)
    if walks == bool(work.place):
        return
    if walks and not work.is_there:
        raise UserError(_("The look has to be draped first."))
    if walks and work.student.works.filter(place__gt=0).count() >= EACH:
        raise UserError(_("Two looks of each student walk in the show; take one of yours out first."))
    last = Work.objects.filter(student__course=work.student.course).aggregate(last=Max("place"))["last"]
    work.place = (last or 0) + 1 if walks else 0
    work.save(update_fields=["place"])
    if walks:
        finish(work)
    record(actor, "enter_show" if walks else "leave_show", f"work:{work.pk}")


@transaction.atomic
def line_up(actor: Actor, course: Course, keys: Sequence[str]) -> None:
    """The teacher's order; looks that are not named walk no more. Raises NotAllowed."""
    must_teach(actor, course)
    places = {key: number for number, key in enumerate(keys, 1)}
    for work in Work.objects.filter(student__course=course).exclude(glb=""):
        place = places.get(work.key, 0)
        if place != work.place:
            Work.objects.filter(pk=work.pk).update(place=place)
            if place:
                finish(work)
    record(actor, "line_up_class", f"course:{course.pk}", looks=len(places))
