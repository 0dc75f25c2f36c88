"""The drapers' queue as a class meets it: one drape of each student waits at most, and everybody sees her place.

One after another is fair where nobody stands in the queue twice. Whoever asks again while she waits keeps her place.
"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from statistics import median

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from frontrow.web.school.models import Student, Work
from frontrow.web.studio.models import State

USUAL = 30.0  # seconds of a drape, until some were timed
TIMED = 15  # the last drapes, from which the next are foretold
LETTERS = 20  # tasks of this priority and above take no time
STEPS = {"draft": (0.0, 0.04), "settle": (0.04, 0.5), "walk": (0.54, 0.3), "pack": (0.84, 0.04), "poster": (0.88, 0.12)}


@dataclass(frozen=True)
class Place:
    """ahead: drapes before hers that have not begun; seconds: until hers is there, as it looks."""

    ahead: int
    seconds: float


def take_out(student: Student, work: Work) -> datetime | None:
    """Take the student's drapes that have not begun out of the queue, whichever look they are of: the newest replaces
    the older. Returns since when the oldest of them stood there; None where none did."""
    since: datetime | None = None
    for other in student.works.exclude(task=""):
        task = DBTaskResult.objects.filter(id=other.task, status=TaskResultStatus.READY).first()
        if task is None or (other.pk != work.pk and other.state != State.WAITING):
            continue
        if not DBTaskResult.objects.filter(id=task.id, status=TaskResultStatus.READY).delete()[0]:
            continue  # a worker was faster
        if other.state == State.WAITING:  # a finer making for the show is no place at the bench
            since = min(since or task.enqueued_at, task.enqueued_at)
            other.trail = other.trail[:-1]
        if other.pk == work.pk:
            work.trail = other.trail
        else:
            state = State.READY if other.glb else State.WAITING
            Work.objects.filter(pk=other.pk).update(task="", wanted="", state=state, trail=other.trail)
    return since


def stand_since(task: str, since: datetime | None) -> None:
    """Let a task stand where another did."""
    if since:
        DBTaskResult.objects.filter(id=task).update(enqueued_at=since)


def place_of(work: Work) -> Place | None:
    """Where a look stands in the queue; None for one that is not in it."""
    mine = DBTaskResult.objects.filter(id=work.task).first() if work.task else None
    if mine is None or mine.status not in (TaskResultStatus.READY, TaskResultStatus.RUNNING):
        return None
    each = usual()
    if mine.status == TaskResultStatus.RUNNING:
        gone = (timezone.now() - (mine.started_at or timezone.now())).total_seconds()
        return Place(0, max(each - gone, 0.1 * each))
    before = Q(priority__gt=mine.priority) | Q(priority=mine.priority, enqueued_at__lt=mine.enqueued_at)
    ahead = DBTaskResult.objects.ready().filter(before, priority__lt=LETTERS).count()
    drapers = max(1, DBTaskResult.objects.running().count())  # where one waits, all of them are busy
    return Place(ahead, each * ((ahead + 0.5 * drapers) / drapers + 1))


def usual() -> float:
    """Seconds that a drape of a class takes, by the last ones."""
    from frontrow.web.school.tasks import make_work

    done = DBTaskResult.objects.filter(task_path=make_work.module_path, priority=0, return_value="made")
    times = done.order_by("-finished_at").values_list("started_at", "finished_at")[:TIMED]
    taken = [(end - began).total_seconds() for began, end in times if began and end]
    return max(5.0, median(taken)) if taken else USUAL


def so_far(work: Work) -> float:
    """How much of the drape is done, 0 to 1, over all its steps."""
    start, share = STEPS.get(work.step, (0.0, 0.0))
    return start + share * work.progress


def said(work: Work) -> str:
    """Place and time in a sentence; "" for a look that is not in the queue."""
    found = place_of(work)
    if found is None:
        return ""
    minutes = ceil(found.seconds / 60)
    if found.seconds < 50:
        when = _("it walks in less than a minute")
    else:
        when = ngettext("it walks in about %(n)s minute", "it walks in about %(n)s minutes", minutes) % {"n": minutes}
    if work.state == State.MAKING:
        return _("Being draped: %(when)s.") % {"when": when}
    if not found.ahead:
        return _("Yours is the next: %(when)s.") % {"when": when}
    ahead = ngettext("%(n)s drape is before yours", "%(n)s drapes are before yours", found.ahead) % {"n": found.ahead}
    return _("In the queue: %(ahead)s, %(when)s.") % {"ahead": ahead, "when": when}
