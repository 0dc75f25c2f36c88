"""A student has a look draped, and draped again with other measures or another cloth."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.flat import fits
from frontrow.web.school.member import must_own
from frontrow.web.school.models import Student, Work
from frontrow.web.school.queue import stand_since, take_out
from frontrow.web.school.spec import is_finished, is_made, work_spec
from frontrow.web.season.models import Pattern
from frontrow.web.studio.actions.bring_pattern import check_file
from frontrow.web.studio.actions.drape import enqueued
from frontrow.web.studio.models import State
from frontrow.web.studio.spec import digest

LOOKS = 8  # of one student
AT_ONCE = 90  # looks of all classes in the queue
AFTER = -1  # priority: after whoever waits for a drape
STEPS = 40  # of a look's trail that are remembered
MADE_OF = ("options", "fabric", "colour", "chart", "size", "finish")


def begin_work(actor: Actor, student: Student, pattern: Pattern | None, brought: str = "", **choices: Any) -> Work:
    """A new look. pattern: of the season, or None for the text of a file that she `brought`.

    choices: title, note, options, fabric, colour, chart, size, finish. Raises UserError, NotAllowed.
    """
    if student.works.count() >= LOOKS:
        raise UserError(_("You have eight looks in this class; change one of them, or erase one first."))
    work = Work(student=student, pattern=pattern.slug if pattern else "", source=pattern.source if pattern else brought)
    return _draped(actor, work, "begin_work", choices)


def change_work(actor: Actor, work: Work, **choices: Any) -> Work:
    """The same look with other choices; draped again if they make a difference. Raises UserError, NotAllowed."""
    return _draped(actor, work, "change_work", choices)


def _draped(actor: Actor, work: Work, action: str, choices: Mapping[str, Any]) -> Work:
    must_own(actor, work)
    for name, value in choices.items():
        setattr(work, name, value)
    _check(work)
    with transaction.atomic():
        if work.pk is None:
            work.save()
        if is_made(work):
            work.save()
        else:
            _queue(work)
        record(actor, action, f"work:{work.pk}", fabric=work.fabric, size=work.size)
    return work


def _queue(work: Work) -> None:
    from frontrow.web.school.tasks import make_work

    others = Work.objects.filter(state__in=(State.WAITING, State.MAKING)).exclude(task="")
    if others.exclude(student=work.student).count() >= AT_ONCE:
        raise UserError(_("The drapers have too much to do at the moment; try again in a few minutes."))
    since = take_out(work.student, work)
    step = {name: getattr(work, name) for name in MADE_OF}
    work.trail = [*work.trail, step][-STEPS:]
    enqueued(work, digest(work_spec(work)), make_work.enqueue(work.pk).id)
    stand_since(work.task, since)


def finish(work: Work) -> None:
    """Have a look that walks in the show made as finely as those of the season are, once nobody waits at a bench."""
    from frontrow.web.school.tasks import make_work

    if work.state != State.READY or is_finished(work):
        return
    task = make_work.using(priority=AFTER).enqueue(work.pk, True)
    Work.objects.filter(pk=work.pk, task=work.task).update(task=str(task.id), wanted=digest(work_spec(work, fine=True)))


def _check(work: Work) -> None:
    """Raises UserError when the pattern cannot be drawn so."""
    if work.pattern:
        fits(work.source, work.pattern, work.chart, work.size, work.options)
    elif work.pk is None:
        check_file("pattern.yaml", work.source, work.chart, work.size)
